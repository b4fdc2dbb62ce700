namespace Gateway.WebConsole.Text;

/// <summary>Sites: their days and what they want somebody to look at.</summary>
public sealed partial record ConsoleText
{
    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>A day of the week by the contract's name.</summary>
    public string Day(string day) => day switch
    {
        "mon" => T("Mon", "周一"),
        "tue" => T("Tue", "周二"),
        "wed" => T("Wed", "周三"),
        "thu" => T("Thu", "周四"),
        "fri" => T("Fri", "周五"),
        "sat" => T("Sat", "周六"),
        "sun" => T("Sun", "周日"),
        _ => day,
    };

    /// <summary>Days of the week, as spans where three or more follow each other.</summary>
    public string Days(IReadOnlyCollection<string> days)
    {
        var parts = new List<string>();
        for (var first = 0; first < Week.Length; first++)
        {
            if (!days.Contains(Week[first])) continue;
            var last = first;
            while (last + 1 < Week.Length && days.Contains(Week[last + 1])) last++;
            if (last - first >= 2) parts.Add($"{Day(Week[first])}{T("–", "至")}{Day(Week[last])}");
            else for (var day = first; day <= last; day++) parts.Add(Day(Week[day]));
            first = last;
        }

        return string.Join(T(", ", "、"), parts);
    }

    /// <summary>What sites can be looked for by (contract: <c>problem</c>).</summary>
    public string SiteProblem(string problem) => problem switch
    {
        "any" => T("any of these", "任一问题"),
        "alarms" => T("open alarms", "有未结束的告警"),
        "offline" => T("a gate offline", "有闸机离线"),
        "roster" => T("persons refused", "有人员被终端拒绝"),
        "unexplained" => T("not explained yet", "尚未说明"),
        _ => problem,
    };
}
