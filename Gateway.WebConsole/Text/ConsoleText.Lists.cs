namespace Gateway.WebConsole.Text;

/// <content>Words of lists.</content>
public sealed partial record ConsoleText
{
    /// <summary>Rows are counted up to here: more would cost more than they tell.</summary>
    internal const int CountMost = 10_000;

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("#,0", Thousands);

    /// <summary>How many rows a list has, out of a count that ends one above <see cref="CountMost"/>.</summary>
    internal string Total(long count) => count > CountMost ? T($"more than {Number(CountMost)}", $"超过 {Number(CountMost)} 条") : T(Number(count), $"{Number(count)} 条");

    /// <summary>A list that can be taken away as a file, by its name.</summary>
    internal string ListName(string list) => list switch
    {
        "alarms" => T("alarms", "告警"),
        "attendance" => T("attendance", "考勤记录"),
        "audit" => T("audit", "审计"),
        "commands" => T("commands", "命令"),
        "devices" => T("terminals", "终端"),
        "registrations" => T("registrations", "人员登记"),
        "roster" => T("roster", "名单"),
        "targets" => T("targets of a job", "任务目标"),
        "workers" => T("workers", "人员"),
        _ => list,
    };

    private static readonly NumberFormatInfo Thousands = new() { NumberGroupSeparator = "\u202F" };
}
