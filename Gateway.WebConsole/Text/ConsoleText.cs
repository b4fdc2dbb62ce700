using Gateway.Actors.Habits;
using Gateway.Platform.Alarms;
using Gateway.Platform.Quarantine;

namespace Gateway.WebConsole.Text;

/// <summary>The console's two languages. Both texts stand where they are used, so none can be missing.</summary>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
public sealed partial record ConsoleText(string Language)
{
    public static readonly ConsoleText English = new("en");
    public static readonly ConsoleText Chinese = new("zh");

    public bool IsChinese => Language == Chinese.Language;

    public string T(string english, string chinese) => IsChinese ? chinese : english;

    /// <summary>The status of a device (contract).</summary>
    public string Status(string status) => status switch
    {
        "online" => T("online", "在线"),
        "offline" => T("offline", "离线"),
        "never" => T("never seen", "从未上线"),
        "disabled" => T("disabled", "已停用"),
        _ => status,
    };

    /// <summary>The state of a command (contract).</summary>
    public string State(string state) => state switch
    {
        "queued" => T("queued", "排队中"),
        "in_flight" => T("in flight", "已下发"),
        "succeeded" => T("succeeded", "成功"),
        "failed" => T("failed", "失败"),
        "expired" => T("expired", "已过期"),
        "cancelled" => T("cancelled", "已取消"),
        "superseded" => T("superseded", "已被取代"),
        _ => state,
    };

    /// <summary>The type of a command (contract).</summary>
    public string CommandType(string type) => type switch
    {
        "person.push" => T("push person", "下发人员"),
        "person.delete" => T("delete person", "删除人员"),
        "clock.set" => T("set clock", "校时"),
        _ => type,
    };

    /// <summary>One of <see cref="AlarmCodes"/>.</summary>
    public string Alarm(string code) => code switch
    {
        AlarmCodes.WrongKey => T("wrong key", "密钥错误"),
        AlarmCodes.Flapping => T("flapping", "频繁断线"),
        AlarmCodes.SnConflict => T("two terminals, one SN", "序列号冲突"),
        AlarmCodes.ClockWrong => T("clock wrong", "时钟错误"),
        AlarmCodes.SiteSilent => T("site silent", "工地失联"),
        AlarmCodes.FeedLag => T("feed lags", "数据流延迟"),
        AlarmCodes.QuarantineGrowing => T("quarantine grows", "隔离区增长"),
        AlarmCodes.QuarantineEntry => T("uploads no key reads", "有无法解密的上传"),
        AlarmCodes.RosterSuspect => T("may have lost its persons", "名单可能已丢失"),
        AlarmCodes.UnknownPerson => T("persons of no roster", "名单外人员"),
        AlarmCodes.Unreported => T("commands never reported", "命令始终无回执"),
        AlarmCodes.UploadSurge => T("uploads far above the usual", "上传量远超平常"),
        AlarmCodes.QuarantineHalf => T("quarantine half full", "隔离区已用一半"),
        AlarmCodes.RegistrationQuota => T("many registrations", "登记过多"),
        AlarmCodes.DiskForecast => T("disk will be full", "磁盘空间将用尽"),
        AlarmCodes.DiskLow => T("disk low", "磁盘空间不足"),
        AlarmCodes.CertificateExpiring => T("certificate expiring", "证书即将到期"),
        AlarmCodes.NodeRefused => T("refused between nodes", "节点端口拒绝连接"),
        AlarmCodes.KeyRingClear => T("key ring in clear", "密钥环未加密"),
        AlarmCodes.RetentionClock => T("clock of retention doubted", "清理用时钟可疑"),
        _ => code,
    };

    /// <summary>One of <see cref="Actors.Attendance.KeyFinding"/>'s codes, or <c>device_key</c>.</summary>
    public string KeyFinding(string code) => code switch
    {
        Actors.Attendance.KeyFinding.KeyIsSn => T("encrypted with the SN as key", "以序列号为密钥加密"),
        Actors.Attendance.KeyFinding.FormerKey => T("encrypted with a former key", "使用旧密钥加密"),
        Actors.Attendance.KeyFinding.KeySlip => T("encrypted with a mistyped key", "密钥录入有误"),
        Actors.Attendance.KeyFinding.OtherDevice => T("encrypted with the key of another device", "使用其他设备的密钥加密"),
        "device_key" => T("its key of now reads it", "当前密钥可以读取"),
        _ => code,
    };

    internal string ReadAgain(ReadAgainResponse answer) => T(
        $"{answer.Read} read ({answer.Records} new records, {answer.Duplicates} known), {answer.StillUnreadable} still unreadable"
        + (answer.Left > 0 ? $", {answer.Left} left: read again" : ""),
        $"已读取 {answer.Read} 个（新增记录 {answer.Records} 条，重复 {answer.Duplicates} 条），仍无法读取 {answer.StillUnreadable} 个" + (answer.Left > 0 ? $"，剩余 {answer.Left} 个，请再次读取" : ""));

    /// <summary>One of <see cref="HabitNames"/>.</summary>
    public string Habit(string name) => name switch
    {
        HabitNames.Answer => T("form of answers it reads", "可解析的应答形式"),
        HabitNames.Feedback => T("feedback", "反馈方式"),
        HabitNames.DeletionWords => T("words of deletions", "删除反馈的含义"),
        HabitNames.Deletions => T("deletions", "删除"),
        HabitNames.Clock => T("clock", "时钟"),
        HabitNames.Upload => T("key of uploads", "上传密钥"),
        HabitNames.FollowUp => T("follow-up command", "后续命令"),
        HabitNames.Drain => T("next frame at once", "连续下发"),
        HabitNames.Packets => T("packets count from", "分包起始序号"),
        HabitNames.PushCount => T("count of a push", "下发数量的写法"),
        HabitNames.Photo => T("photos", "照片"),
        _ => name,
    };

    public string Kind(string kind) => kind switch
    {
        "attendance" => T("attendance terminal", "考勤设备"),
        "enrolment" => T("enrolment terminal", "采集设备"),
        _ => kind,
    };

    public string Role(string role) => role switch
    {
        "admin" => T("admin", "管理员"),
        "platform" => T("platform", "平台"),
        "viewer" => T("viewer", "只读"),
        _ => role,
    };

    /// <summary>A length of time in its two largest units.</summary>
    public string Span(TimeSpan span)
    {
        var s = span < TimeSpan.Zero ? -span : span;
        return s switch
        {
            { TotalDays: >= 1 } => T($"{(int)s.TotalDays} d {s.Hours} h", $"{(int)s.TotalDays} 天 {s.Hours} 小时"),
            { TotalHours: >= 1 } => T($"{s.Hours} h {s.Minutes} min", $"{s.Hours} 小时 {s.Minutes} 分"),
            { TotalMinutes: >= 1 } => T($"{s.Minutes} min {s.Seconds} s", $"{s.Minutes} 分 {s.Seconds} 秒"),
            _ => T($"{(int)s.TotalSeconds} s", $"{(int)s.TotalSeconds} 秒"),
        };
    }
}
