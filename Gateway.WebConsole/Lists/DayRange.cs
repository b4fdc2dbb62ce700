namespace Gateway.WebConsole.Lists;

/// <summary>From when to when a list is shown, as the address has it: days (the last one inclusive) or minutes (the last one exclusive), by the viewer's clock.</summary>
/// <param name="From">Null: since ever.</param>
/// <param name="To">First moment that is out; null: for ever.</param>
internal readonly record struct DayRange(DateTime? From, DateTime? To)
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Minutes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The day of <see cref="From"/>.</summary>
    public DateOnly? FirstDay => From is { } from ? DateOnly.FromDateTime(from) : null;

    /// <summary>The last day that has something of the range.</summary>
    public DateOnly? LastDay => To is { } to && to > DateTime.MinValue ? DateOnly.FromDateTime(to.AddTicks(-1)) : null;

    /// <summary>What is no time counts as none.</summary>
    public static DayRange Parse(string? from, string? to) => new(Moment(from, dayEnds: false), Moment(to, dayEnds: true));

    /// <summary>A day for the address.</summary>
    public static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>The same as instants.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) In(TimeZoneInfo zone) => (Instant(From, zone), Instant(To, zone));

    private static DateTimeOffset? Instant(DateTime? local, TimeZoneInfo zone) => local is { } time ? new DateTimeOffset(time, zone.GetUtcOffset(time)) : null;

    private static DateTime? Moment(string? text, bool dayEnds)
    {
        if (DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return (dayEnds ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue);
        return DateTime.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
