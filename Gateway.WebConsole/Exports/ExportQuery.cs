using Gateway.Actors.Privacy;
using Gateway.Codec.Bodies;
using Gateway.Platform.Keys;
using Gateway.WebConsole.Lists;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Exports;

/// <summary>What is exported, and how its texts read: the query of the list's page, by the eyes of whoever looks at it.</summary>
/// <param name="parameters">The page's own.</param>
/// <param name="caller">Who asks.</param>
/// <param name="isClear">He has given a reason, and his role allows it: nothing is masked.</param>
/// <param name="text">His language.</param>
/// <param name="zone">His time zone.</param>
/// <param name="columns">The columns that he sees.</param>
/// <param name="worker">The person of <c>worker</c> or <c>user_id</c>; null: everybody.</param>
internal sealed class ExportQuery(
    IReadOnlyDictionary<string, string> parameters, ApiCaller caller, bool isClear, ConsoleText text, TimeZoneInfo zone, ListColumns columns, string? worker = null)
{
    private static readonly HashSet<string> NoFilter =
        [ListColumns.Parameter, "cursor", "format", "reason", "worker", "user_id", "__RequestVerificationToken"];

    /// <summary>Characters of one text: a cell of a table holds no more.</summary>
    private const int TextLengthMax = 4000;

    public ApiCaller Caller => caller;

    public bool IsClear => isClear;

    public ConsoleText Text => text;

    public ListColumns Columns => columns;

    /// <summary>From <c>from</c> to <c>to</c>.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Range => DayRange.Parse(this["from"], this["to"]).In(zone);

    /// <summary>The person that the list is filtered by; null: everybody.</summary>
    public string? Worker => worker;

    /// <summary>The filter for the audit; a person stands among the subjects only.</summary>
    public string Filter => string.Join('&', parameters.Where(static part => !NoFilter.Contains(part.Key)).Select(static part => $"{part.Key}={UserIdMask.Of(part.Value)}"));

    /// <summary>What the audit finds the export by.</summary>
    public IReadOnlyList<string> Subjects => [.. new[] { this["sn"], this["site"], UserIdMask.Of(worker) }.OfType<string>()];

    /// <summary>A parameter of the page; null when it is empty.</summary>
    public string? this[string name] => parameters.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A parameter as it was given, be it empty; null: it was not.</summary>
    public string? Given(string name) => parameters.GetValueOrDefault(name);

    /// <summary>The column is in the file.</summary>
    public bool Wants(string column) => columns.Has(column);

    /// <summary>A time as the pages show it.</summary>
    public string? At(DateTimeOffset? at) => at is { } time ? TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;

    /// <summary>Text of somebody else, with what cannot be seen shown.</summary>
    public static string? Plain(string? text) => text is null ? null : VisibleText.Shown(text, TextLengthMax);

    /// <summary>A person's id; masked when it is an ID number.</summary>
    public string? UserId(string? userId) => Plain(isClear ? userId : UserIdMask.Of(userId));

    /// <summary>A person's name.</summary>
    public string? Name(string? name) => Plain(isClear || name is null ? name : NameMask.Of(name));
}
