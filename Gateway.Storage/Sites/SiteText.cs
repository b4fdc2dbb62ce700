namespace Gateway.Storage.Sites;

/// <summary>The contract's words, which stand in the tables too.</summary>
public static class SiteText
{
    /// <summary>By the number of <see cref="SiteStatus"/>.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["active", "suspended", "completed", "settled"];

    /// <summary>By the number of <see cref="SiteDrift"/>.</summary>
    public static readonly IReadOnlyList<string> Drifts = ["repair", "show"];

    private const string DateFormat = "yyyy-MM-dd";

    public static string Of(SiteStatus status) => Statuses[(int)status];

    public static string Of(SiteDrift drift) => Drifts[(int)drift];

    public static string Of(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Null: it is none of them.</summary>
    public static SiteStatus? ToStatus(string? text) => Index(Statuses, text) is { } index ? (SiteStatus)index : null;

    /// <inheritdoc cref="ToStatus"/>
    public static SiteDrift? ToDrift(string? text) => Index(Drifts, text) is { } index ? (SiteDrift)index : null;

    /// <summary>Null: it is not <c>yyyy-MM-dd</c>.</summary>
    public static DateOnly? ToDate(string? text) => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int? Index(IReadOnlyList<string> words, string? text)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == text) return i;

        return null;
    }
}
