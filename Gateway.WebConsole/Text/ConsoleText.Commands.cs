using Gateway.Storage.Persons;

namespace Gateway.WebConsole.Text;

/// <summary>Words about commands, rosters and what terminals answer.</summary>
public sealed partial record ConsoleText
{
    /// <summary>The state of a command (contract).</summary>
    public string State(string state) => state switch
    {
        "queued" => T("queued", "排队中"),
        "in_flight" => T("in flight", "已下发，待回执"),
        "succeeded" => T("succeeded", "成功"),
        "failed" => T("failed", "失败"),
        "expired" => T("expired", "已过期"),
        "cancelled" => T("cancelled", "已取消"),
        "superseded" => T("superseded", "已被新命令取代"),
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

    /// <summary>The state of a person of a roster on a terminal (contract).</summary>
    public string RosterState(string state) => state switch
    {
        "present" => T("present", "已在终端"),
        "pending" => T("waits", "待下发"),
        "sent" => T("sent", "已下发，待回执"),
        "failed" => T("failed", "下发失败"),
        "removing" => T("being removed", "删除中"),
        "foreign" => T("in no roster", "名单外"),
        _ => state,
    };

    /// <summary>How a site's life stands (contract).</summary>
    public string SiteStatus(string status) => status switch
    {
        "active" => T("active", "在建"),
        "suspended" => T("suspended", "停工"),
        "completed" => T("completed", "已竣工"),
        "settled" => T("settled", "已结算"),
        _ => status,
    };

    /// <summary>
    /// Why a command failed: what the code means, and what the terminal itself said. Codes of ours are words (<c>unreported</c>), or 9998 with a reason of ours; those of terminals
    /// are numbers: four of the interface, and what its makers have added.
    /// </summary>
    /// <param name="code">Null: none.</param>
    /// <param name="said">In the terminal's words, or in ours; null: nothing, or a viewer may not see it.</param>
    public string Result(string? code, string? said)
    {
        if (Ours(said) is { } ours) return ours;
        var meaning = code switch
        {
            null or "" => T("no answer", "无应答"),
            "unreported" => T("sent again and again, never answered", "多次下发均无回执"),
            "0000" => T("done", "成功"),
            "9001" => T("the terminal could not read the command", "终端无法解析命令"),
            "9013" => T("photo rejected", "照片不合格"),
            "9021" => T("the clock could not be set", "校时失败"),
            "9998" => T("unknown fault of the terminal", "终端未知错误"),
            "9999" => T("refused by the terminal", "终端拒绝"),
            _ => T("refused by the terminal", "终端拒绝"),
        };
        var number = code is { Length: > 0 } && code.All(char.IsAsciiDigit) ? code : "";
        var words = string.IsNullOrWhiteSpace(said) ? "" : T($": {said.Trim()}", $"：{said.Trim()}");
        return (number.Length == 0 ? meaning : T($"{meaning} ({number})", $"{meaning}（{number}）")) + words;
    }

    /// <summary>Reasons that the gateway itself gives; null: it is somebody else's.</summary>
    private string? Ours(string? said) => said switch
    {
        PersonFaults.Lost => T("the person is not stored any more: push him again", "人员资料已不在网关中，请重新下发"),
        PersonFaults.Unreadable => T("the person's data cannot be decrypted: push him again", "人员资料无法解密，请重新下发"),
        "sent again and again and never reported: the terminal may have done it" =>
            T("sent again and again, never answered: the terminal may have done it", "多次下发均无回执，终端可能已执行"),
        "this terminal's dialect never sets the clock (setTime: never)" => T("the clock of this kind of terminal cannot be set from here", "该型号终端不支持远程校时"),
        "the photo does not fit into a frame, and this dialect, or what was found out of this terminal, has no other way" =>
            T("the photo is too large for this terminal", "照片过大，该终端无法接收"),
        _ => null,
    };
}
