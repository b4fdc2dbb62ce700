using Gateway.Actors.Habits;
using Gateway.Actors.Sightings;
using Gateway.Platform.Quarantine;

namespace Gateway.WebConsole.Text;

/// <summary>Words about terminals.</summary>
public sealed partial record ConsoleText
{
    /// <summary>The status of a device (contract).</summary>
    public string Status(string status) => status switch
    {
        "online" => T("online", "在线"),
        "offline" => T("offline", "离线"),
        "never" => T("never seen", "从未上线"),
        "disabled" => T("disabled", "已停用"),
        _ => status,
    };

    public string Kind(string kind) => kind switch
    {
        "attendance" => T("attendance terminal", "考勤终端"),
        "enrolment" => T("enrolment terminal", "采集终端"),
        _ => kind,
    };

    /// <summary>By which way it came: <c>socket</c>, <c>https</c> or, of a stored record, <c>http</c>.</summary>
    public string Transport(string? transport) => transport switch
    {
        "socket" => T("socket", "长连接"),
        "http" or "https" => "HTTPS",
        null => "–",
        _ => transport,
    };

    /// <summary>Why a connection ended: a code of <see cref="Actors.Sessions.CloseReasonText"/>.</summary>
    public string CloseReason(string? code) => code switch
    {
        null or "" => "–",
        "peer_closed" => T("closed by the terminal or the network", "终端或网络断开"),
        "replaced" => T("another connection with its SN took over", "被同一序列号的另一连接顶替"),
        "silent" => T("no heartbeat any more", "心跳中断"),
        "bad_frames" => T("its data could not be read", "数据格式无法识别"),
        "unknown" => T("not provisioned, disabled or from an address that is not allowed", "终端未录入、已停用或来源地址不在允许范围"),
        "revoked" => T("its settings here were changed", "网关侧设置变更"),
        "slow_reader" => T("it did not read what it was sent", "终端未接收下发的数据"),
        "draining" => T("the gateway restarted", "网关重启"),
        "lane_lost" => T("a fault of the gateway", "网关故障"),
        "node_lost" => T("a node of the gateway failed", "网关节点故障"),
        "no_result" => T("it never answered a command", "命令始终无回执"),
        _ => T("other", "其他"),
    };

    /// <summary>What was seen of a terminal beside its session.</summary>
    public string Sighting(SightingKind kind) => kind switch
    {
        SightingKind.UnknownSn => T("SN not provisioned", "序列号未录入"),
        SightingKind.DisabledSn => T("terminal disabled", "终端已停用"),
        SightingKind.AddressNotAllowed => T("address not allowed", "来源地址不允许"),
        SightingKind.TransportNotAllowed => T("way of connecting not allowed", "接入方式不允许"),
        SightingKind.WrongKey => T("wrong key", "密钥错误"),
        SightingKind.BadFrame => T("data cannot be read", "数据格式无法识别"),
        SightingKind.Refused => T("message refused", "报文被拒绝"),
        SightingKind.Unreported => T("command never answered", "命令始终无回执"),
        SightingKind.UnknownPerson => T("does not know a person it was given", "终端不认识已下发的人员"),
        SightingKind.Closed => T("connection ended", "连接断开"),
        _ => "–",
    };

    /// <summary>More of it: what its detail says, in the viewer's language where it is a code.</summary>
    public string SightingDetail(Sighting seen) => seen.Kind switch
    {
        SightingKind.Closed => CloseReason(seen.Detail),
        SightingKind.Unreported => CommandType(seen.Detail),
        SightingKind.Refused => T($"answered: {seen.Detail}", $"网关答复的原文：{seen.Detail}"),
        _ => "",
    };

    /// <summary>One of <see cref="Actors.Attendance.KeyFinding"/>'s codes, or <c>device_key</c>.</summary>
    public string KeyFinding(string code) => code switch
    {
        Actors.Attendance.KeyFinding.KeyIsSn => T("encrypted with the SN as key", "以序列号为密钥加密"),
        Actors.Attendance.KeyFinding.FormerKey => T("encrypted with a former key", "使用旧密钥加密"),
        Actors.Attendance.KeyFinding.KeySlip => T("encrypted with a mistyped key", "密钥录入有误"),
        Actors.Attendance.KeyFinding.OtherDevice => T("encrypted with the key of another device", "使用其他终端的密钥加密"),
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
        HabitNames.Feedback => T("feedback", "回执方式"),
        HabitNames.DeletionWords => T("words of deletions", "删除回执的含义"),
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
}
