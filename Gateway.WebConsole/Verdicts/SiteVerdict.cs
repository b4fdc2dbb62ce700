using Gateway.WebConsole.Parts;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>The sentence about a site, and what to do.</summary>
/// <param name="Code">Short and fixed: for tests, filters and runbooks.</param>
/// <param name="English">May have <see cref="SinceMark"/> in it: when that was, everybody sees in his own zone.</param>
/// <param name="Chinese">As <paramref name="English"/>.</param>
/// <param name="Since">Since when it is so; null: always, or not known.</param>
/// <param name="PersonsMissing">Persons of its roster who cannot clock in at some gate.</param>
/// <param name="Steps">The next ones, the best first; none if there is nothing to do.</param>
public sealed record SiteVerdict(
    string Code, Level Level, string English, string Chinese, DateTimeOffset? Since = null, int PersonsMissing = 0, IReadOnlyList<SiteStep>? Steps = null)
{
    /// <summary>Stands in a sentence for the time of <see cref="Since"/>.</summary>
    public const string SinceMark = "{since}";

    /// <summary>Every code, the most urgent first.</summary>
    public static readonly IReadOnlyList<string> Codes =
    [
        "all-silent-router", "all-silent-power", "all-silent", "some-silent-together", "persons-refused", "no-gates", "never-connected", "some-silent", "fewer-than-usual",
        "clock-wrong", "persons-waiting", "alarms", "all-gone", "some-gone", "outside-hours", "suspended", "completed", "settled", "all-right",
    ];

    public IReadOnlyList<SiteStep> Steps { get; init; } = Steps ?? [];

    /// <summary>Somebody has to look at it.</summary>
    public bool NeedsSomebody => Level is Level.Bad or Level.Warn;

    /// <summary>For an order with the worst first.</summary>
    public int Rank => ((Level switch { Level.Bad => 0, Level.Warn => 1, Level.Plain => 2, _ => 3 }) * Codes.Count) + Place;

    private int Place => Codes.TakeWhile(code => code != Code).Count();

    public string In(ConsoleText text, DateTimeOffset now, TimeZoneInfo zone) =>
        text.T(English, Chinese).Replace(SinceMark, Since is { } since ? text.Moment(since, now, zone) : "", StringComparison.Ordinal);
}
