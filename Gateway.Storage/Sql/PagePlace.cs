namespace Gateway.Storage.Sql;

/// <summary>Where a page ended that is ordered by a time and then by id.</summary>
/// <param name="Time">Unix milliseconds, UTC.</param>
internal readonly record struct PagePlace(long Time, Guid Id)
{
    public static string Of(DateTimeOffset time, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeMilliseconds()}:{id:N}");

    /// <summary>Null: the first page.</summary>
    /// <exception cref="CursorInvalidException">It is no such place.</exception>
    public static PagePlace? Parse(string? text)
    {
        if (text is null) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            && Guid.TryParseExact(text.AsSpan(colon + 1), "N", out var id)
                ? new PagePlace(time, id)
                : throw new CursorInvalidException();
    }
}
