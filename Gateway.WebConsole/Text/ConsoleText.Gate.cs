using Gateway.Actors.Sightings;

namespace Gateway.WebConsole.Text;

/// <summary>Words of the page of a terminal.</summary>
public sealed partial record ConsoleText
{
    /// <summary>What was seen of a terminal beside its session.</summary>
    internal string Seen(SightingKind kind) => kind switch
    {
        SightingKind.UnknownSn => T("SN not provisioned", "序列号未录入"),
        SightingKind.DisabledSn => T("tried while disabled", "停用期间尝试接入"),
        SightingKind.AddressNotAllowed => T("address not allowed", "地址不在允许范围"),
        SightingKind.TransportNotAllowed => T("transport not allowed", "接入方式不允许"),
        SightingKind.WrongKey => T("wrong key", "密钥错误"),
        SightingKind.BadFrame => T("no readable data", "数据格式无法识别"),
        SightingKind.Refused => T("data refused", "数据被拒绝"),
        SightingKind.Unreported => T("command never reported", "命令始终无回执"),
        SightingKind.UnknownPerson => T("person missing on the terminal", "终端上查无此人"),
        SightingKind.Closed => T("connection ended", "连接断开"),
        _ => T("other", "其他"),
    };

    /// <summary>What of it is for people; empty: nothing that the kind does not say.</summary>
    internal string SeenDetail(Sighting seen) => seen.Kind switch
    {
        SightingKind.Closed => CloseReason(seen.Detail),
        SightingKind.Refused => Refusal(seen.Detail),
        SightingKind.Unreported => CommandType(seen.Detail),
        _ => "",
    };

    /// <summary>A refusal as it was noted: <c>word: code description</c>.</summary>
    internal string Refusal(string detail)
    {
        if (!IsChinese || detail.Split(": ", 2) is not [var word, var said]) return detail;
        var what = word switch
        {
            "heartbeat" => "心跳",
            "attendance upload" => "考勤上传",
            "person push" => "人员下发",
            "person delete" => "人员删除",
            _ => word,
        };
        return $"{what}，应答码 {said.Split(' ')[0]}";
    }

    /// <summary>A fault that is counted of a model.</summary>
    public string ModelFault(string kind) => kind switch
    {
        "commands_failed" => T("commands failed", "命令失败"),
        "commands_unreported" => T("commands never reported", "命令无回执"),
        "uploads_quarantined" => T("uploads in quarantine", "上传进隔离区"),
        "alarms" => T("alarms", "告警"),
        _ => kind,
    };
}
