using Gateway.Platform.Alarms;
using Gateway.Storage.Board;
using Gateway.Storage.Sites;
using Gateway.WebConsole.Parts;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>How does this site stand, and what is to be done? The worst comes first; pure.</summary>
internal static class SiteDiagnosis
{
    /// <summary>With fewer usual persons a share says nothing.</summary>
    public const int UsualLeast = 20;

    /// <summary>With less than this share of what is usual, somebody should ask why.</summary>
    public const double FewShare = 0.7;

    /// <summary>Alarms that another sentence tells better.</summary>
    private static readonly string[] Told = [AlarmCodes.SiteSilent, AlarmCodes.ClockWrong];

    public static SiteVerdict Of(SiteEvidence e)
    {
        if (e.Status != SiteStatus.Active) return Quiet(e);
        if (e.GateCount == 0) return NoGates(e);
        if (!e.IsWorkTime)
        {
            return new(
                "outside-hours", Level.Plain, $"Nothing is expected outside its hours: {e.OnlineCount} of {e.GateCount} gates are online.",
                $"现在不是上班时间：{e.GateCount} 台闸机中 {e.OnlineCount} 台在线。");
        }

        if (e.NeverCount == e.GateCount) return NeverSeen(e);
        if (e.OnlineCount == 0) return SiteSilence.All(e);
        return SiteSilence.Together(e) ?? Refused(e) ?? SiteSilence.Some(e) ?? ClockWrong(e) ?? Waiting(e) ?? Few(e) ?? Alarmed(e) ?? SiteSilence.Rest(e) ?? AllRight(e);
    }

    /// <summary>The records of that gate carry wrong times.</summary>
    public static bool IsClockWrong(GateState gate, int seconds) => gate.IsClockWrong || (gate.ClockSkewSeconds is { } skew && Math.Abs((long)skew) > seconds);

    private static SiteVerdict Quiet(SiteEvidence e) => e.Status switch
    {
        SiteStatus.Suspended => new("suspended", Level.Plain, "The site is suspended: nothing is expected of it.", "工地已停工，不需要打卡。"),
        SiteStatus.Completed => new("completed", Level.Plain, "The site is completed: nothing is expected of it.", "工地已竣工，不需要打卡。"),
        _ => new("settled", Level.Plain, "The site is completed and its wages are paid.", "工地已竣工，工资已结清。"),
    };

    private static SiteVerdict NoGates(SiteEvidence e) => e.Persons > 0
        ? new("no-gates", Level.Warn, $"{e.Persons} persons are in its roster, but it has no gate where they could clock in.", $"名单上有 {e.Persons} 人，但工地没有可以打卡的闸机。",
            PersonsMissing: e.Persons, Steps: [SiteSteps.Gates(e)])
        : new("no-gates", Level.Plain, "The site has no gate yet.", "工地还没有闸机。", Steps: [SiteSteps.Gates(e)]);

    private static SiteVerdict NeverSeen(SiteEvidence e) => new(
        "never-connected", Level.Warn,
        e.GateCount == 1
            ? "Its gate has never connected: check its power, its network and the server address in it."
            : $"None of its {e.GateCount} gates has ever connected: check the site's network and the server address in them.",
        $"{e.GateCount} 台闸机从未上线：请检查工地网络和闸机上的服务器地址。",
        PersonsMissing: e.Persons, Steps: [SiteSteps.Gates(e)]);

    private static SiteVerdict? Refused(SiteEvidence e)
    {
        if (e.Refused is not { } refused) return null;
        var (why, chinese) = (ConsoleText.English.Result(refused.ResultCode, null), ConsoleText.Chinese.Result(refused.ResultCode, null));
        return new(
            "persons-refused", Level.Bad,
            $"{Persons(refused.Persons)} not on {Gates(refused.Gates)} since {SiteVerdict.SinceMark}: {why}. They cannot clock in there.",
            $"{refused.Persons} 人在 {refused.Gates} 台闸机上没有名单，自 {SiteVerdict.SinceMark} 起：{chinese}。他们在那里刷不了脸。",
            refused.Since, e.Missing, [SiteSteps.Roster(e, "refused"), SiteSteps.Gates(e)]);
    }

    private static SiteVerdict? ClockWrong(SiteEvidence e)
    {
        var wrong = e.Gates.Where(gate => gate.Online && IsClockWrong(gate, e.ClockSeconds)).ToList();
        if (wrong.Count == 0) return null;
        DateTimeOffset? since = e.Alarms.Where(static alarm => alarm.Code == AlarmCodes.ClockWrong).Select(static alarm => (DateTimeOffset?)alarm.Since).Min();
        var (first, names) = (wrong[0], SiteSilence.Names(wrong));
        if (wrong.Count > 1)
        {
            return new(
                "clock-wrong", Level.Warn, $"The clocks of {wrong.Count} gates are wrong ({names.English}): their records carry wrong times.",
                $"{wrong.Count} 台闸机时钟错误（{names.Chinese}），打卡时间会记错。", since, e.Missing, [SiteSteps.Clock(first), SiteSteps.Gates(e)]);
        }

        var (off, chinese) = first.ClockSkewSeconds is { } skew && Math.Abs((long)skew) > e.ClockSeconds
            ? ($"{ConsoleText.English.Span(TimeSpan.FromSeconds(skew))} {(skew < 0 ? "slow" : "fast")}",
                $"{(skew < 0 ? "慢" : "快")} {ConsoleText.Chinese.Span(TimeSpan.FromSeconds(skew))}")
            : ("wrong", "错误");
        return new(
            "clock-wrong", Level.Warn, $"The clock of {names.English} is {off}: its records carry wrong times.", $"{names.Chinese} 时钟{chinese}，打卡时间会记错。",
            since, e.Missing, [SiteSteps.Clock(first)]);
    }

    private static SiteVerdict? Waiting(SiteEvidence e) => e.Waiting is not { } waiting ? null : new(
        "persons-waiting", Level.Warn,
        $"{Persons(waiting.Persons)} waiting for {Gates(waiting.Gates)} since {SiteVerdict.SinceMark}, though {(waiting.Gates == 1 ? "it is" : "these are")} online.",
        $"{waiting.Persons} 人自 {SiteVerdict.SinceMark} 起等待下发到 {waiting.Gates} 台闸机，闸机在线但一直没有完成。",
        waiting.Since, e.Missing, [SiteSteps.Roster(e, "waiting"), SiteSteps.Gates(e)]);

    private static SiteVerdict? Few(SiteEvidence e)
    {
        if (e.Usual is not { } usual || usual < UsualLeast || e.ClockedIn > usual * FewShare) return null;
        var percent = (int)Math.Round(100 * (1 - (e.ClockedIn / usual)));
        return new(
            "fewer-than-usual", Level.Warn,
            $"{percent} % fewer have clocked in than on other {ConsoleText.English.Weekday(e.Day)}s ({e.ClockedIn} instead of {usual:0}), though the gates are online: "
            + "perhaps there is no work, or they use an entrance without a gate.",
            $"比往常{ConsoleText.Chinese.Weekday(e.Day)}少 {percent} %（{e.ClockedIn} 人，往常 {usual:0} 人），闸机都在线：可能停工，也可能改走没有闸机的门。",
            null, e.Missing, [SiteSteps.Attendance(e)]);
    }

    private static SiteVerdict? Alarmed(SiteEvidence e)
    {
        var alarms = e.Alarms.Where(static alarm => !Told.Contains(alarm.Code)).ToList();
        if (alarms.Count == 0) return null;
        var (first, more) = (alarms[0], alarms.Count - 1);
        var of = first.Subject == e.Code ? "" : SiteSilence.Shown(e.Gates.FirstOrDefault(gate => gate.Sn == first.Subject)?.Label ?? first.Subject);
        return new(
            "alarms", Level.Warn,
            $"Alarm{(of.Length > 0 ? " of " + of : "")}: {ConsoleText.English.Alarm(first.Code)}{(more > 0 ? $", and {more} more" : "")}.",
            $"{of}{(of.Length > 0 ? " " : "")}告警：{ConsoleText.Chinese.Alarm(first.Code)}{(more > 0 ? $"，另有 {more} 条" : "")}。",
            first.Since, e.Missing, [SiteSteps.Alarms(e)]);
    }

    private static SiteVerdict AllRight(SiteEvidence e)
    {
        var (never, chinese) = e.NeverCount > 0 ? ($"; {e.NeverCount} have never connected", $"，{e.NeverCount} 台从未上线") : ("", "");
        return e.OnlineCount == e.GateCount
            ? new("all-right", Level.Ok, e.GateCount == 1 ? "Its gate is online." : $"All {e.GateCount} gates are online.", $"{e.GateCount} 台闸机全部在线。")
            : new("all-right", Level.Ok, $"{e.OnlineCount} of {e.GateCount} gates are online{never}.", $"{e.GateCount} 台闸机中 {e.OnlineCount} 台在线{chinese}。");
    }

    private static string Persons(int count) => count == 1 ? "1 person is" : $"{count} persons are";

    private static string Gates(int count) => count == 1 ? "a gate" : $"{count} gates";
}
