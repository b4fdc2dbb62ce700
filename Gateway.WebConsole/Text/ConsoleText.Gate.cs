using Gateway.Actors.Sightings;
using Gateway.WebConsole.Verdicts;

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

    /// <summary>What a button does.</summary>
    internal string Step(DeviceStep step) => step switch
    {
        DeviceStep.AddDevice => T("Add this terminal", "录入该终端"),
        DeviceStep.Enable => T("Enable", "启用"),
        DeviceStep.SetClock => T("Set clock", "校时"),
        DeviceStep.AllowAddress => T("Allow this address", "允许该地址"),
        DeviceStep.AllowTransports => T("Allow this transport", "允许该接入方式"),
        DeviceStep.EnterKey => T("Enter its key", "重设密钥"),
        DeviceStep.ReadAgain => T("Read the quarantine again", "重新读取隔离区"),
        DeviceStep.ChangeSettings => T("Change its settings", "修改设置"),
        DeviceStep.Resync => T("Push its persons again", "重新下发名单"),
        DeviceStep.WatchFrames => T("Watch its frames", "查看实时数据"),
        DeviceStep.ShowConnections => T("When it came and went", "查看上下线记录"),
        DeviceStep.ShowCommands => T("Show its commands", "查看命令"),
        DeviceStep.ShowSite => T("Its site", "查看工地"),
        _ => step.ToString(),
    };

    /// <summary>A fault that is counted of a model.</summary>
    public string Fault(string kind) => kind switch
    {
        "commands_failed" => T("commands failed", "命令失败"),
        "commands_unreported" => T("commands never reported", "命令无回执"),
        "uploads_quarantined" => T("uploads in quarantine", "上传进隔离区"),
        "alarms" => T("alarms", "告警"),
        _ => kind,
    };
}
