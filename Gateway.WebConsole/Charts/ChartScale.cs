namespace Gateway.WebConsole.Charts;

/// <summary>Steps of axes, and what stands at them.</summary>
internal static class ChartScale
{
    /// <summary>A label of a time and room around it, pixels.</summary>
    private const double TimeLabelWidth = 62;

    private const double ValueLabelHeight = 44;
    private const double DayHours = 24;

    /// <summary>Steps of a time axis, hours; all of them meet midnight.</summary>
    private static readonly double[] TimeSteps = [1 / 12.0, 1 / 6.0, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 120, 240, 720];

    /// <summary>The smallest step whose labels have room, hours.</summary>
    public static double TimeStep(double hours, double width)
    {
        var least = hours / Math.Max(2, width / TimeLabelWidth);
        return TimeSteps.FirstOrDefault(step => step >= least, TimeSteps[^1]);
    }

    /// <summary>1, 2 or 5 of some power of ten; of nothing 1.</summary>
    public static double ValueStep(double most, double height)
    {
        if (most <= 0) return 1;
        var least = most / Math.Max(2, height / ValueLabelHeight);
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return ((double[])[1, 2, 5]).Select(digit => digit * power).FirstOrDefault(step => step >= least * 0.999999, 10 * power);
    }

    /// <summary>A time of the wall, as hours since the beginning of the calendar: days begin at multiples of 24.</summary>
    public static double Hours(DateTimeOffset at, TimeZoneInfo zone) => (double)TimeZoneInfo.ConvertTime(at, zone).Ticks / TimeSpan.TicksPerHour;

    /// <param name="hours">As <see cref="Hours"/> has them.</param>
    public static string Time(double hours, double step)
    {
        var minutes = (long)Math.Round(hours * 60);
        var at = new DateTime(minutes * TimeSpan.TicksPerMinute);
        return at.ToString(step >= DayHours || (step >= DayHours / 8 && at.TimeOfDay == TimeSpan.Zero) ? "MM-dd" : "HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>As short as an axis needs it.</summary>
    /// <param name="top">Of the axis: all of its labels have one unit.</param>
    public static string Value(double value, double top, bool isChinese) => top switch
    {
        >= 10_000 when isChinese => Text(value / 10_000, "万"),
        >= 1_000_000 => Text(value / 1_000_000, "M"),
        >= 10_000 => Text(value / 1_000, "k"),
        _ => Text(value, ""),
    };

    private static string Text(double value, string unit) => value == 0 ? "0" : value.ToString("#,0.##", CultureInfo.InvariantCulture) + unit;
}
