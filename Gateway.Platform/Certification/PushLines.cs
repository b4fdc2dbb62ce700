using Gateway.Actors.Commands;
using Gateway.Actors.Trials;
using Gateway.Codec.Framing;

namespace Gateway.Platform.Certification;

/// <summary>Lines of pushes on the socket (§5.3.2).</summary>
internal static class PushLines
{
    /// <summary>The gateway tries other forms after three frames without a result (D12 to D17); a result is waited for 60 s each time.</summary>
    private static readonly TimeSpan WithinForms = TimeSpan.FromMinutes(12);

    private static readonly Words HandedOutAgain = new("The gateway sends the same frame again, and in the end shows the command as failed (D15).", "网关重发同一帧，最终将命令标为失败（D15）。");

    public static IReadOnlyList<CertificationLine> All { get; } =
    [
        Line("push-plain", "§5.3.2, D15", new("A person without a photo", "无照片人员"), new("0x25 with one person", "0x25，一人"), e => Pushed(e, "push", Plain), "heartbeat") with
        {
            Acts = [new Act.Push("push", 1, TestPhoto.None)],
            Within = WithinForms,
        },
        Line("push-count", "D9", new("count of a push", "下发的 count 字段"), new("count as text, as the example has it", "count 为文本，与示例一致"), Count, "push-plain"),
        Line("follow-up", "D13", new("The frame behind an announcement", "后续命令字"), new("the command word in the heartbeat's answer, then the frame", "心跳应答中给出后续命令字，随后发送帧"),
            FollowUp, "push-plain"),
        Line("push-photo", "§5.3.2, D17", new("A photo inside the frame", "帧内照片"), new("0x25 with a photo as Base64", "0x25，照片为 Base64"), e => Pushed(e, "push", Inline),
            "push-plain") with
        {
            Acts = [new Act.Push("push", 2, TestPhoto.Small)],
        },
        Line("push-packets", "§5.1 5), D7, D17", new("A photo in packets", "分包照片"), new("0x25 in several packets, a photo of 30 kB", "0x25 分包，照片 30 kB"), InPackets,
            "push-plain") with
        {
            Acts = [new Act.Push("push", 3, TestPhoto.Large)],
            Within = WithinForms,
        },
        Line("push-again", "D26", new("The same person once more", "重复下发同一人"), new("the person of the first push, unchanged", "第一次下发的人员，内容不变"), e => Pushed(e, "push", Again),
            "push-plain") with
        {
            Acts = [new Act.Push("push", 1, TestPhoto.None)],
        },
        Line("push-drain", "D14", new("A command behind a result", "结果之后紧接命令"), new("three pushes, each as soon as the one before has its result", "三次下发，收到结果后立即发送下一个"), Drain,
            "push-plain") with
        {
            Acts = [new Act.Push("push", 8, TestPhoto.Medium), new Act.Push("second", 12, TestPhoto.Medium), new Act.Push("third", 13, TestPhoto.Medium)],
        },
        Line("push-bad", "D16", new("A person whose photo is none", "照片无效的人员"), new("0x25 with a face_template that is no picture", "0x25，face_template 不是图片"), Bad,
            "push-plain") with
        {
            Acts = [new Act.Push("bad", 4, TestPhoto.Broken)],
        },
        Line("push-batch", "D16", new("Three persons, one of them bad", "三人，其中一人无效"), new("0x25 with three persons", "0x25，三人"), Batch, "push-again") with
        {
            Within = TimeSpan.FromMinutes(8),
            Acts = [new Act.Push("first", 5, TestPhoto.None), new Act.Push("bad", 6, TestPhoto.Broken), new Act.Push("last", 7, TestPhoto.None)],
        },
        Line("push-split", "§5.2", new("A frame in two pieces", "帧分两段到达"), new("0x25, its first two bytes alone", "0x25，先发前两个字节"), Split, "push-plain") with
        {
            Acts = [new Act.Order(TrialKind.SplitFrame), new Act.Push("push", 9, TestPhoto.None)],
        },
        Line("push-cut", "D20", new("Connection cut in the middle of a frame", "帧中途断线"), new("half of a 0x25, then the connection is closed", "0x25 发送一半后断开"), Cut,
            "push-plain") with
        {
            Acts = [new Act.Order(TrialKind.CutFrame), new Act.Push("push", 10, TestPhoto.None)],
            Within = TimeSpan.FromMinutes(4),
        },
        Line("push-reconnect", "D15, D26", new("Connection lost before the result", "结果之前断线"), new("0x25, then the connection is closed", "0x25 之后断开"), Reconnect,
            "push-again") with
        {
            Acts = [new Act.Order(TrialKind.CloseBehindFrame), new Act.Push("push", 11, TestPhoto.None)],
            Within = TimeSpan.FromMinutes(4),
        },
    ];

    private static CertificationLine Line(string name, string law, Words title, Words sent, Func<Evidence, Finding?> judge, params IReadOnlyList<string> needs) =>
        new(name, LineDoor.Socket, law, title, sent, judge) { Needs = needs };

    /// <summary>What a refusal of a push means.</summary>
    private static Finding Plain(string code) => Finding.Tolerated(
        new($"answered {code}", $"回答 {code}"), new("The command is shown as failed; send persons with a photo.", "命令显示为失败；请连同照片下发。"));

    private static Finding Inline(string code) => Finding.Tolerated(
        new($"answered {code} to a photo inside the frame", $"对帧内照片回答 {code}"), new("Set photo to packets or none in the dialect (D17).", "在方言中将 photo 设为 packets 或 none（D17）。"));

    private static Finding Packets(string code) => Finding.Tolerated(
        new($"answered {code} to a photo in packets", $"对分包照片回答 {code}"),
        new("Set photo to inline-only in the dialect: larger photos then fail with a clear reason (D17).", "在方言中将 photo 设为 inline-only：大照片将明确失败（D17）。"));

    private static Finding Again(string code) => Finding.Fails(
        new($"answered {code} to a person that it has already", $"对已有人员回答 {code}"),
        new("A frame whose result was lost is sent again (D15): its persons are then shown as failed, though they are there.", "结果丢失的帧会重发（D15）：人员已在设备上，却被显示为失败。"));

    private static Observation? Sent(Evidence e) => e.Out(CommandWord.PersonPush).FirstOrDefault();

    private static Observation? Result(Evidence e, Observation sent) => e.Behind(sent)
        .FirstOrDefault(static o => o is { Kind: ObservationKind.In, Word: CommandWord.PersonPush, Fault: null });

    private static Finding NeverSent() => Finding.NotSeen("no heartbeat asked for it", "没有心跳包来取");

    private static Finding? Pushed(Evidence e, string label, Func<string, Finding> refused)
    {
        if (e.Outcome(label) is { } outcome)
        {
            return outcome.State switch
            {
                CommandState.Succeeded => Finding.Conforms("taken", "已接收"),
                CommandState.Failed => refused(outcome.Code ?? "?"),
                _ => NeverSent(),
            };
        }

        if (!e.IsOver) return null;
        return Sent(e) is null ? NeverSent() : Finding.Fails(new("no result", "没有结果"), HandedOutAgain);
    }

    private static Finding? InPackets(Evidence e)
    {
        var finding = Pushed(e, "push", Packets);
        var isFromZero = e.Out(CommandWord.PersonPush).Any(static o => o is { Packets: > 1, Packet: 0 });
        return finding?.Verdict == Verdict.Conforms && isFromZero
            ? Finding.Tolerated(new("read packets that are numbered from 0", "只读取从 0 编号的分包"), new("The gateway numbers them so (D7).", "网关按此编号（D7）。"))
            : finding;
    }

    /// <summary>The form of the frame that was answered, against those that were not.</summary>
    private static Finding? Count(Evidence e)
    {
        var sent = AnsweredPush(e);
        if (sent?.Body.ValueKind != JsonValueKind.Object || !sent.Body.TryGetProperty("count", out var count)) return Finding.NotSeen("no push was answered", "没有被回答的下发");
        return count.ValueKind == JsonValueKind.String
            ? Finding.Conforms("count was read as text", "count 按文本读取")
            : Finding.Tolerated(new("read count as a number only", "只能将 count 读作数字"), new("The gateway writes it so (pushCount: number).", "网关按此写入（pushCount: number）。"));
    }

    private static Finding? FollowUp(Evidence e)
    {
        if (AnsweredPush(e) is not { } sent) return Finding.NotSeen("no push was answered", "没有被回答的下发");
        if (e.Of("push-count")?.Verdict == Verdict.Tolerated)
            return Finding.NotSeen("cannot be told: more than one form was changed before the first result", "无法判断：首个结果之前更换过多种格式");

        var before = e.All.TakeWhile(o => !ReferenceEquals(o, sent)).LastOrDefault(o => o is { Kind: ObservationKind.Out, Word: CommandWord.Heartbeat }
            && o.Connection == sent.Connection);
        return before?.Status == CommandWord.PersonPush
            ? Finding.Conforms("read the frame behind the announcement", "能读取后续命令字之后的帧")
            : Finding.Tolerated(
                new("read a frame only as the answer to its heartbeat itself", "只能读取作为心跳应答本身的帧"), new("The gateway sends it so (followUp: direct).", "网关按此发送（followUp: direct）。"));
    }

    /// <summary>The first push of the run that has a result before another is sent.</summary>
    private static Observation? AnsweredPush(Evidence e)
    {
        Observation? sent = null;
        foreach (var o in e.All.Where(static o => o.Word == CommandWord.PersonPush && o.Fault is null && o.Packet <= 1))
        {
            if (o.Kind == ObservationKind.In && sent is not null) return sent;
            if (o.Kind == ObservationKind.Out) sent = o;
        }

        return null;
    }

    private static Finding? Bad(Evidence e) => e.Outcome("bad") switch
    {
        { State: CommandState.Failed } refused => Finding.Conforms($"answered {refused.Code}", $"回答 {refused.Code}"),
        { State: CommandState.Succeeded } => Finding.Fails(
            new("answered 0000 to a photo that is no picture", "对非图片的照片回答 0000"),
            new("A person is shown as present who is never recognised. Whoever is not taken must be answered with a code.", "显示为已下发的人员永远不会被识别。未接收的人员必须回答错误代码。")),
        _ when !e.IsOver => null,
        _ => Sent(e) is null ? NeverSent() : Finding.Fails(new("no result for a person whom it cannot take", "对无法接收的人员没有结果"), HandedOutAgain),
    };

    private static Finding? Batch(Evidence e)
    {
        if (e.Outcome("first") is null || e.Outcome("bad") is null || e.Outcome("last") is null)
            return !e.IsOver ? null : Sent(e) is null ? NeverSent() : Finding.Fails(new("no result for some of three persons", "三人中有人没有结果"), HandedOutAgain);

        var wentTogether = e.Out(CommandWord.PersonPush).Any(static o =>
            o.Body.ValueKind == JsonValueKind.Object && o.Body.TryGetProperty("users", out var users) && users.ValueKind == JsonValueKind.Array && users.GetArrayLength() > 1);
        if (e.Succeeded("first") == false || e.Succeeded("last") == false)
        {
            return Finding.Fails(
                new("refused a good person, alone and among others", "拒绝了有效人员"), new("The command is shown as failed with the terminal's code.", "命令显示为失败，附设备代码。"));
        }

        if (e.Succeeded("bad") == false)
        {
            return wentTogether
                ? Finding.Conforms("said that one of the three failed; each is settled for himself", "指出三人中有人失败；逐人结算")
                : Finding.Conforms("each was answered for himself", "逐人回答");
        }

        return e.Of("push-bad")?.Verdict == Verdict.Conforms
            ? Finding.Fails(
                new("answered 0000 for three persons though it refuses one of them when he comes alone", "三人一起时回答 0000，而其中一人单独下发时被拒绝"),
                new("A person is shown as present who is not. Persons that are refused must be answered with a code.", "显示为已下发的人员实际不存在。被拒绝的人员必须回答错误代码。"))
            : Finding.NotSeen("says of no person that he is bad; see push-bad", "从不指出无效人员，见 push-bad");
    }

    private static Finding? Drain(Evidence e)
    {
        if (!e.In(CommandWord.PersonPush).Any())
            return !e.IsOver ? null : Sent(e) is null ? NeverSent() : Finding.Fails(new("no result", "没有结果"), HandedOutAgain);

        if (Drained(e) is not { } next)
        {
            return e.IsOver || e.Outcome("third") is not null
                ? Finding.NotSeen("a heartbeat came before each, or this terminal is served by heartbeats only", "每次之前都有心跳包，或该设备仅按心跳下发")
                : null;
        }

        var reply = e.Behind(next).FirstOrDefault(static o => o.Word == CommandWord.PersonPush && o.Packet <= 1);
        if (reply is { Kind: ObservationKind.In }) return Finding.Conforms("answered it without a heartbeat", "无需心跳即回答");
        return reply is null && !e.IsOver
            ? null
            : Finding.Tolerated(
                new("did not read a command that follows a result without a heartbeat", "不读取紧接结果之后的命令"),
                    new("It waits for a heartbeat then (drain: off).", "网关改为等待心跳（drain: off）。"));
    }

    /// <summary>The first push that followed a result without a heartbeat.</summary>
    private static Observation? Drained(Evidence e)
    {
        var isBehindResult = false;
        foreach (var o in e.Seen)
        {
            if (isBehindResult && o is { Kind: ObservationKind.Out, Word: CommandWord.PersonPush, Packet: <= 1 }) return o;
            if (o is { Kind: ObservationKind.In, Word: CommandWord.PersonPush or CommandWord.Heartbeat }) isBehindResult = o.Word == CommandWord.PersonPush;
        }

        return null;
    }

    private static Finding? Split(Evidence e)
    {
        if (e.Used(TrialKind.SplitFrame) is null) return e.IsOver ? NeverSent() : null;
        if (Sent(e) is not { } sent) return e.IsOver ? NeverSent() : null;
        if (Result(e, sent) is { } result && e.Out(CommandWord.PersonPush).Skip(1).All(again => again.At >= result.At)) return Finding.Conforms("read it", "能读取");
        return e.IsOver || e.Out(CommandWord.PersonPush).Skip(1).Any()
            ? Finding.Fails(
                new("did not read a frame that came in two pieces", "不能读取分两段到达的帧"),
                new("It is sent again after a minute. TCP may split any frame anywhere: the terminal must put it together.", "网关一分钟后重发。TCP 可能在任意位置拆分帧：设备必须拼接。"))
            : null;
    }

    private static Finding? Cut(Evidence e)
    {
        if (e.Used(TrialKind.CutFrame) is null) return e.IsOver ? NeverSent() : null;
        if (e.Outcome("push") is { State: CommandState.Succeeded }) return Finding.Conforms("came again and took the person", "重新连接并接收人员");
        if (e.Outcome("push") is { State: CommandState.Failed } refused) return Again(refused.Code ?? "?");
        return !e.IsOver
            ? null
            : Finding.Fails(
                new("served nothing for minutes after half a frame", "收到半帧后数分钟内无法服务"),
                new("The frame is sent again at its next heartbeat. A new connection must begin with nothing remembered.", "网关在下一心跳重发。新连接必须清空旧数据。"));
    }

    private static Finding? Reconnect(Evidence e)
    {
        if (e.Used(TrialKind.CloseBehindFrame) is null) return e.IsOver ? NeverSent() : null;
        if (e.Outcome("push") is { State: CommandState.Succeeded }) return Finding.Conforms("came again, had the person again and took him", "重新连接，再次收到该人员并接收");
        if (e.Outcome("push") is { State: CommandState.Failed } refused) return Again(refused.Code ?? "?");
        return !e.IsOver ? null : Finding.Fails(new("no result after a lost connection", "断线之后没有结果"), HandedOutAgain);
    }
}
