using Gateway.Actors.Commands;
using Gateway.Codec.Framing;

namespace Gateway.Platform.Certification;

/// <summary>Lines of deletions on the socket (§5.3.4), and what the whole run says of frames and results.</summary>
internal static class DeletionLines
{
    private static readonly TimeSpan ResultWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<CertificationLine> All { get; } =
    [
        new("delete-known", LineDoor.Socket, "§5.3.4", new("Deletion of a person whom it has", "删除已有人员"), new("0x14", "0x14"), e => Deleted(e, isKnown: true))
        {
            Acts = [new Act.Delete("delete", 1)],
            Needs = ["push-plain"],
        },
        new("delete-unknown", LineDoor.Socket, "§5.3.4, D26", new("Deletion of a person whom it does not have", "删除没有的人员"), new("0x14", "0x14"), e => Deleted(e, isKnown: false))
        {
            Acts = [new Act.Delete("delete", 99)],
            Needs = ["delete-known"],
        },
        new("result-code", LineDoor.Socket, "§5.3.2, D16", new("result_code of its answers", "应答中的 result_code"), new("nothing", "不下发"), Codes) { Needs = ["push-plain"] },
        new("result-time", LineDoor.Socket, "D15", new("Time that a result takes", "结果用时"), new("nothing", "不下发"), Times) { Needs = ["push-plain"] },
        new("frames", LineDoor.Socket, "§5.2, D3", new("Lengths and checksums", "包长与校验"), new("nothing", "不下发"), Frames),
        new("body-sn", LineDoor.Socket, "D11", new("SN in the bodies", "包体中的 SN"), new("nothing", "不下发"), BodySn),
        new("packets", LineDoor.Socket, "D7", new("Numbers of its own packets", "设备分包序号"), new("nothing", "不下发"), PacketNumbers),
    ];

    private static Finding? Deleted(Evidence e, bool isKnown)
    {
        switch (e.Outcome("delete"))
        {
            case { State: CommandState.Succeeded }:
                return Finding.Conforms("answered 0000", "回答 0000");
            case { State: CommandState.Failed } refused when isKnown:
                return Finding.Fails(
                    new($"answered {refused.Code} to the deletion of a person whom it has", $"删除已有人员时回答 {refused.Code}"),
                    new("The deletion is shown as failed, and the person may still open the gate.", "删除显示为失败，该人员可能仍可通行。"));
            case { State: CommandState.Failed } refused:
                return Finding.Tolerated(
                    new($"answered {refused.Code}", $"回答 {refused.Code}"), new("The deletion is shown as failed; nobody is there who should not be.", "删除显示为失败；不存在多余人员。"));
        }

        if (!e.IsOver) return null;
        return e.Out(CommandWord.PersonDelete).Any()
            ? Finding.Fails(new("no result", "没有结果"), new("The gateway sends it again, and in the end shows it as failed (D15, D33).", "网关重发，最终标为失败（D15、D33）。"))
            : Finding.NotSeen("no heartbeat asked for it", "没有心跳包来取");
    }

    private static IEnumerable<Observation> Results(Evidence e) =>
        e.All.Where(static o => o is { Kind: ObservationKind.In, Word: CommandWord.PersonPush or CommandWord.PersonDelete, Fault: null }
            && o.Body.ValueKind == JsonValueKind.Object);

    private static Finding? Codes(Evidence e)
    {
        var codes = Results(e).Where(static o => o.Body.TryGetProperty("result_code", out _)).Select(static o => o.Body.GetProperty("result_code").ValueKind).ToList();
        if (codes.Count == 0) return Finding.NotSeen("no result with a code", "没有带代码的结果");
        return codes.All(static kind => kind == JsonValueKind.String)
            ? Finding.Conforms("text, as 0000", "文本，如 0000")
            : Finding.Tolerated(new("a number", "数字"), new("0 counts as 0000 (D16).", "0 视为 0000（D16）。"));
    }

    private static Finding? Times(Evidence e)
    {
        var longest = TimeSpan.Zero;
        Observation? sent = null;
        Observation? repeated = null;
        foreach (var o in e.All.Where(static o => o is { Kind: ObservationKind.In or ObservationKind.Out, Word: CommandWord.PersonPush or CommandWord.PersonDelete, Packet: <= 1 }))
        {
            if (o.Kind == ObservationKind.Out)
            {
                (sent, repeated) = (sent ?? o, sent is null ? null : o);
                continue;
            }

            // What follows a repetition at once answers that: the first was not read.
            var answered = repeated is not null && o.At - repeated.At < AtOnce ? repeated : sent;
            if (answered is not null && answered.Connection == o.Connection && answered.Word == o.Word && o.At - answered.At > longest) longest = o.At - answered.At;
            (sent, repeated) = (null, null);
        }

        var seconds = longest.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return longest <= ResultWithin
            ? Finding.Conforms($"{seconds} s at most", $"最长 {seconds} 秒")
            : Finding.Tolerated(
                new($"up to {seconds} s", $"最长 {seconds} 秒"), new("After 60 s the same frame is sent again; the late result settles it (D15).", "60 秒后重发同一帧；迟到的结果仍有效（D15）。"));
    }

    private static Finding? Frames(Evidence e)
    {
        var faults = e.All.Where(static o => o is { Kind: ObservationKind.In, Fault: not null }).ToList();
        if (faults.Count == 0) return Finding.Conforms("all right", "全部正确");
        return Finding.Fails(
            new($"{faults.Count} frames with {faults[0].Fault} (the first: 0x{faults[0].Word:X2})", $"{faults.Count} 帧 {faults[0].Fault}（首个：0x{faults[0].Word:X2}）"),
            new("Such frames are answered 9999 and dropped; five in a row close the connection (D3).", "此类帧回答 9999 并丢弃；连续五个则断开（D3）。"));
    }

    private static Finding? BodySn(Evidence e)
    {
        var bodies = e.All.Where(static o => o is { Kind: ObservationKind.In, Fault: null } && o.Body.ValueKind == JsonValueKind.Object).ToList();
        if (bodies.Count == 0) return Finding.NotSeen("no body", "没有包体");
        return bodies.All(o => IsOwn(o.Body, e.Sn) && (!o.Body.TryGetProperty("logs", out var logs) || logs.ValueKind != JsonValueKind.Array
            || logs.EnumerateArray().All(log => IsOwn(log, e.Sn))))
            ? Finding.Conforms("its own", "与包头一致")
            : Finding.Fails(
                new("another SN than the header's", "与包头的 SN 不同"), new("Such a body is refused with 9999: it is a bug or a forgery (D11).", "此类包体回答 9999：属错误或伪造（D11）。"));
    }

    private static bool IsOwn(JsonElement body, string sn) =>
        body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("sn", out var said) || said.ValueKind != JsonValueKind.String || said.GetString()!.Trim() is var text
            && (text.Length == 0 || text == sn);

    private static Finding? PacketNumbers(Evidence e)
    {
        var packets = e.All.Where(static o => o is { Kind: ObservationKind.In, Packets: > 1 }).ToList();
        if (packets.Count == 0) return Finding.NotSeen("it sent no message of several packets", "设备没有发送分包消息");
        return packets.All(static o => o.Packet > 0)
            ? Finding.Conforms("from 1", "从 1 开始")
            : Finding.Tolerated(new("from 0", "从 0 开始"), new("Accepted (D7).", "接受（D7）。"));
    }
}
