using Gateway.Platform.Sites;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Whether a site works at a moment, by the hours that the platform gave it; pure.</summary>
internal static class SiteClock
{
    /// <summary>So long after its hours begin nothing is expected yet: the power comes on, people come.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <param name="wall">The time on the wall where the gates stand.</param>
    /// <returns>True when nobody has said when work is done there.</returns>
    public static bool Works(IReadOnlyList<SiteHours> hours, DateTime wall) =>
        hours.Count == 0 || (Covers(hours, wall) && Covers(hours, wall - Grace));

    /// <summary>Whether any of its hours begin on that day; true when nobody has said.</summary>
    public static bool WorksOn(IReadOnlyList<SiteHours> hours, DayOfWeek day) => hours.Count == 0 || hours.Any(span => IsOn(span, day));

    private static bool Covers(IReadOnlyList<SiteHours> hours, DateTime wall) => hours.Any(span =>
    {
        var (from, to, at) = (Minutes(span.From), Minutes(span.To), (int)wall.TimeOfDay.TotalMinutes);
        if (from < to) return IsOn(span, wall.DayOfWeek) && at >= from && at < to;

        // Over midnight: the evening of its day, or the morning after.
        return (IsOn(span, wall.DayOfWeek) && at >= from) || (IsOn(span, wall.AddDays(-1).DayOfWeek) && at < to);
    });

    private static bool IsOn(SiteHours span, DayOfWeek day) => span.Days?.Contains(Days[(int)day], StringComparer.Ordinal) == true;

    /// <summary>As the rules of sites let them in: <c>HH:mm</c> or <c>24:00</c>.</summary>
    private static int Minutes(string? time) => time is { Length: 5 }
        && int.TryParse(time.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
        && int.TryParse(time.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) ? (hour * 60) + minute : 0;
}
