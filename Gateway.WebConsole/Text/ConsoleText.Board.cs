namespace Gateway.WebConsole.Text;

public sealed partial record ConsoleText
{
    private static readonly string[] ChineseWeekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    /// <summary>A day of the week, as one speaks of others like it: "on other Mondays".</summary>
    public string Weekday(DayOfWeek day) => IsChinese ? ChineseWeekdays[(int)day] : CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day);

    /// <summary>A moment of the last days, as short as it is clear: the time alone if it was today.</summary>
    public string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (then, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone).Date);
        var time = then.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (then.Date == today) return time;
        return then.Date == today.AddDays(-1) ? T("yesterday ", "昨天 ") + time : then.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) + time;
    }
}
