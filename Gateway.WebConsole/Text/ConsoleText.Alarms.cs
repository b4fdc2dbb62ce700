using Gateway.Platform.Alarms;
using Gateway.Storage.Alarms;

namespace Gateway.WebConsole.Text;

/// <summary>Alarms: their names, and the sentence of one out of its code and its values.</summary>
public sealed partial record ConsoleText
{
    /// <summary>One of <see cref="AlarmCodes"/>.</summary>
    public string Alarm(string code) => code switch
    {
        AlarmCodes.WrongKey => T("wrong key", "密钥错误"),
        AlarmCodes.Flapping => T("flapping", "频繁掉线"),
        AlarmCodes.SnConflict => T("two terminals, one SN", "序列号冲突"),
        AlarmCodes.ClockWrong => T("clock wrong", "终端时钟错误"),
        AlarmCodes.SiteSilent => T("site silent", "工地失联"),
        AlarmCodes.FeedLag => T("feed lags", "数据推送延迟"),
        AlarmCodes.QuarantineGrowing => T("quarantine grows", "隔离区增长过快"),
        AlarmCodes.QuarantineEntry => T("uploads no key reads", "有无法解密的上传"),
        AlarmCodes.RosterSuspect => T("may have lost its persons", "终端名单可能已丢失"),
        AlarmCodes.UnknownPerson => T("persons of no roster", "名单外人员打卡"),
        AlarmCodes.Unreported => T("commands never reported", "命令始终无回执"),
        AlarmCodes.UploadSurge => T("uploads far above the usual", "上传量远超平常"),
        AlarmCodes.QuarantineHalf => T("quarantine half full", "隔离区已用过半"),
        AlarmCodes.RegistrationQuota => T("many registrations", "登记数量接近上限"),
        AlarmCodes.DiskForecast => T("disk will be full", "磁盘即将用尽"),
        AlarmCodes.DiskLow => T("disk low", "磁盘空间不足"),
        AlarmCodes.CertificateExpiring => T("certificate expiring", "证书即将到期"),
        AlarmCodes.NodeRefused => T("refused between nodes", "节点间连接被拒绝"),
        AlarmCodes.KeyRingClear => T("key ring in clear", "密钥环未加密"),
        AlarmCodes.RetentionClock => T("clock of retention doubted", "清理数据所用时钟可疑"),
        _ => code,
    };

    /// <summary>What it is about, where that is neither a terminal nor a site: a part of the gateway, or a node, which only the cluster page names.</summary>
    public string AlarmSubject(Alarm alarm) => alarm.Subject switch
    {
        _ when AlarmCodes.OfNodes.Contains(alarm.Code) => T("a node of the gateway", "网关节点"),
        "feed" => T("feed", "数据推送"),
        "quarantine" => T("quarantine", "隔离区"),
        "database" => T("database", "数据库"),
        "retention" => T("deletion of old data", "过期数据清理"),
        var subject => subject,
    };

    /// <summary>What was found. Of an alarm of an older version, which has no values, the English sentence that it was stored with.</summary>
    /// <param name="at">Writes a time in the viewer's zone.</param>
    public string AlarmSentence(Alarm alarm, Func<DateTimeOffset?, string> at)
    {
        if (alarm.Values is { } values && Sentence(alarm.Code, name => values.GetValueOrDefault(name, ""), at) is { } sentence) return sentence;
        return AlarmCodes.OfNodes.Contains(alarm.Code) ? "" : alarm.Detail; // That of a node may name its address.
    }

    private string? Sentence(string code, Func<string, string> v, Func<DateTimeOffset?, string> at) => code switch
    {
        AlarmCodes.WrongKey => T(
            $"What comes from {v("remote")} cannot be decrypted with this terminal's key: enter the same key on both sides.", $"来自 {v("remote")} 的数据无法用该终端的密钥解密，请核对终端与网关两侧的密钥。"),
        AlarmCodes.Flapping => T($"Its connection keeps ending, the last time: {CloseReason(v("reason"))}.", $"连接反复断开，最近一次原因：{CloseReason(v("reason"))}。请检查现场网络。"),
        AlarmCodes.SnConflict => T(
            $"Two terminals take each other's place, the last one from {v("remote")}: give one of them an SN of its own.", $"两台终端使用同一序列号互相顶替，最近一次来自 {v("remote")}，请为其中一台更换序列号。"),
        AlarmCodes.ClockWrong => ClockWrong(v("seconds")),
        AlarmCodes.SiteSilent => T(
            $"None of its {v("terminals")} terminals is online; the last was heard at {At(v("heard"), at)}.", $"工地的 {v("terminals")} 台终端全部离线，最后一次通信在 {At(v("heard"), at)}。"),
        AlarmCodes.FeedLag => T(
            $"The oldest item has waited for {Span(Seconds(v("seconds")))}: the platform gets new records late.", $"最早一条数据已等待 {Span(Seconds(v("seconds")))}，平台收到新数据会延迟。"),
        AlarmCodes.QuarantineGrowing => T($"{v("uploads")} uploads went into quarantine within {v("minutes")} minutes.", $"{v("minutes")} 分钟内有 {v("uploads")} 个上传进入隔离区。"),
        AlarmCodes.QuarantineEntry => T($"In quarantine: {QuarantineUse(v)}.", $"隔离区中有{QuarantineUse(v)}。"),
        AlarmCodes.QuarantineHalf => T(
            $"The quarantine fills: {QuarantineUse(v)}. What does not fit is not answered.", $"隔离区即将占满：{QuarantineUse(v)}。放不下的上传将不予应答，由终端保留。"),
        AlarmCodes.RegistrationQuota => T(
            $"{v("registrations")} registrations, {v("mib")} MiB, came today of at most {v("registrations_most")} and {v("mib_most")} MiB; what comes above is refused.",
            $"今日已收到登记 {v("registrations")} 份（{v("mib")} MiB），上限为 {v("registrations_most")} 份、{v("mib_most")} MiB，超出部分将被拒绝。"),
        AlarmCodes.UploadSurge => UploadSurge(v("today"), v("usual")),
        AlarmCodes.Unreported => T(
            $"Commands ({CommandType(v("type"))}, the last) were sent again and again and never answered: the terminal may have done them.",
            $"命令（最近一条：{CommandType(v("type"))}）多次下发均无回执，终端可能已执行。"),
        AlarmCodes.RosterSuspect => RosterSuspect(v("sign")),
        AlarmCodes.UnknownPerson => T(
            $"{v("records")} records came of persons whom the roster of {v("site")} does not have, the last of {v("user")} at {At(v("last"), at)}.",
            $"收到 {v("records")} 条不在工地 {v("site")} 名单内人员的打卡，最近一条：{v("user")}，{At(v("last"), at)}。"),
        AlarmCodes.DiskLow => T($"{v("gib")} GiB are free where the data directory is.", $"数据目录所在磁盘仅剩 {v("gib")} GiB。"),
        AlarmCodes.DiskForecast => T(
            $"The database grows by {v("mib_a_day")} MiB a day and has room for {v("gib")} GiB more: full in {v("days")} days.",
            $"数据库每天增长 {v("mib_a_day")} MiB，仅剩 {v("gib")} GiB，预计 {v("days")} 天后用尽。"),
        AlarmCodes.CertificateExpiring => T($"A certificate of the gateway ends on {v("on")}.", $"网关的一张证书将于 {v("on")} 到期。"),
        AlarmCodes.NodeRefused => T("Somebody at the port between nodes could not show that it is one; the cluster page says more.", "有来路不明的主机尝试连接节点间端口，已拒绝；详见集群页。"),
        AlarmCodes.KeyRingClear => T(
            "The key ring stands in clear in the database that it protects; give Gateway:KeyRing:Certificate.", "密钥环以明文存放在它所保护的数据库中，请设置 Gateway:KeyRing:Certificate。"),
        AlarmCodes.RetentionClock => RetentionClock(v),
        _ => null,
    };

    private string ClockWrong(string seconds)
    {
        if (seconds.Length == 0)
            return T("For an hour no heartbeat had the right time, and corrections do not reach it.", "一小时内心跳时间均不正确，校时未生效，请检查终端电池与时间设置。");
        var off = Seconds(seconds);
        return T(
            $"Its clock is {Span(off)} {(off < TimeSpan.Zero ? "slow" : "fast")}, and corrections do not reach it.",
            $"终端时钟{(off < TimeSpan.Zero ? "慢" : "快")} {Span(off)}，校时未生效，请检查终端电池与时间设置。");
    }

    private string QuarantineUse(Func<string, string> v)
    {
        var what = v("what") switch
        {
            "unread" => T("that its key does not read", "用其密钥无法解密"),
            "other_key" => T("that another key than its own reads", "用其他密钥加密"),
            _ => T("with records that cannot be read", "含无法识别的记录"),
        };
        return T(
            $"{v("entries")} uploads {what}, {v("kib")} KiB, of {v("entries_most")} and {v("mib_most")} MiB",
            $" {v("entries")} 个{what}的上传（{v("kib")} KiB；上限 {v("entries_most")} 个、{v("mib_most")} MiB）");
    }

    private string UploadSurge(string today, string usual) => usual.Length == 0
        ? T($"{today} new records today: a long backlog, or records that nobody made.", $"今日新增 {today} 条记录：可能是终端补传积压数据，也可能是伪造记录。")
        : T($"{today} new records today, {usual} on a usual day: a long backlog, or records that nobody made.", $"今日新增 {today} 条记录，平日约 {usual} 条：可能是终端补传积压数据，也可能是伪造记录。");

    private string RosterSuspect(string sign) => sign == "refuses"
        ? T("It says that it does not know persons whom it was given: it may have been reset. Push its persons again.", "终端称不认识已下发的人员，可能已被重置。请重新下发名单。")
        : T("It has had no attendance for two hours, though it had at that time of yesterday and its neighbours go on: it may have been reset. Push its persons again.",
            "终端已两小时无人打卡，而昨日同一时段有打卡、同工地其他终端正常，可能已被重置。请重新下发名单。");

    private string RetentionClock(Func<string, string> v) => v("days").Length > 0
        ? T($"The clocks of the gateway and of its database differ by {v("days")} days: nothing is deleted.", $"网关与数据库的时钟相差 {v("days")} 天，已暂停清理数据。")
        : T($"The clock has gone from {v("from")} to {v("to")}; if that is right, deleting begins again on {v("again")}.",
            $"时钟从 {v("from")} 跳到 {v("to")}，已暂停清理数据；若确认无误，将于 {v("again")} 恢复。");

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    private static string At(string text, Func<DateTimeOffset?, string> at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? at(time) : text;
}
