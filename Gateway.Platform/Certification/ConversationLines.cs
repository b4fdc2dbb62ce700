using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;

namespace Gateway.Platform.Certification;

/// <summary>Lines of the socket's conversation itself: heartbeats, clock, what is not understood, refusals.</summary>
internal static class ConversationLines
{
    private const int ClockShiftSeconds = 300;
    private const int RefusedSeconds = 30;

    /// <summary>No terminal should know it.</summary>
    private const byte UnknownCommandWord = 0x77;

    /// <summary>Of a corrected clock: frames have whole seconds, and take their time.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(15);

    /// <summary>A terminal that lost its connection is back by then.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<CertificationLine> First { get; } =
    [
        new("heartbeat", LineDoor.Socket, "§5.3.1", new("Heartbeat", "心跳包"), new("nothing: the terminal speaks first", "不下发，由设备先发"), Heartbeat),
        new("clock-readable", LineDoor.Socket, "D36", new("Time in the heartbeat", "心跳包中的时间"), new("nothing", "不下发"), ClockReadable) { Needs = ["heartbeat"] },
        new("clock-set", LineDoor.Socket, "D12", new("Clock correction", "校时"), new("set_time, five minutes ahead", "下发校时，时间快五分钟"), ClockSet)
        {
            Acts = [new Act.Order(TrialKind.ShiftClock, ClockShiftSeconds), new Act.SetClock()],
            Needs = ["heartbeat"],
        },
        new("clock-back", LineDoor.Socket, "D12", new("Clock set back", "时间回调"), new("set_time with the right time", "下发正确时间"), ClockSet)
        {
            Acts = [new Act.SetClock()],
            Needs = ["heartbeat", "clock-set"],
        },
    ];

    public static IReadOnlyList<CertificationLine> Disturbances { get; } =
    [
        new(
            "unknown-word", LineDoor.Socket, "D19", new("Unknown command word", "未知命令字"),
            new("a frame with the command word 0x77 behind an idle answer", "在空闲应答之后发送命令字 0x77 的帧"), UnknownWord)
        {
            Acts = [new Act.Order(TrialKind.UnknownWord, UnknownCommandWord)],
            Within = TimeSpan.FromMinutes(4),
            Needs = ["heartbeat"],
        },
        new(
            "key-refused", LineDoor.Socket, "D8, D38", new("Refused as with a wrong key", "密钥错误时被拒绝"),
            new("for 30 seconds every frame is answered with status 0x02 without a body, and the connection closed", "30 秒内所有帧都只回状态 0x02（无包体）并断开连接"), KeyRefused)
        {
            Acts = [new Act.Order(TrialKind.RefuseFrames, RefusedSeconds)],
            Within = TimeSpan.FromMinutes(6),
            Needs = ["heartbeat"],
        },
    ];

    private static IEnumerable<Observation> Beats(IEnumerable<Observation> seen) =>
        seen.Where(static o => o is { Kind: ObservationKind.In, Word: CommandWord.Heartbeat, Fault: null, Note: null } && o.Field("result_code") is null);

    private static Finding? Heartbeat(Evidence e)
    {
        if (Beats(e.All).Any(static beat => beat.Body.ValueKind == JsonValueKind.Object)) return Finding.Conforms("heartbeats that can be read", "心跳包可以读取");
        if (!e.IsOver) return null;
        var unread = e.All.LastOrDefault(static o => o is { Kind: ObservationKind.In, Word: CommandWord.Heartbeat });
        return Finding.Fails(
            unread is null
                ? new("no heartbeat in three minutes", "三分钟内没有心跳包")
                : new($"heartbeats that cannot be read: {unread.Note ?? unread.Fault ?? "no body"}", $"心跳包无法读取：{unread.Note ?? unread.Fault ?? "无包体"}"),
            new("Without a heartbeat that proves the key nothing is handed out (D20, D38). Compare the key.", "没有可验证密钥的心跳包，网关不下发任何内容（D20、D38）。请核对密钥。"));
    }

    private static Finding? ClockReadable(Evidence e)
    {
        var beats = Beats(e.All).ToList();
        if (beats.Count == 0) return e.IsOver ? Finding.NotSeen("no heartbeat", "没有心跳包") : null;
        if (beats.All(static beat => TimeOf(beat) is { Year: >= 2000 })) return Finding.Conforms("date_time in the form of the specification", "date_time 符合规范格式");
        return Finding.Tolerated(
            new($"date_time \"{beats.First(static beat => TimeOf(beat) is not { Year: >= 2000 }).Field("date_time")}\"", "date_time 无法读取或早于 2000 年"),
            new("The terminal is served and its clock corrected (D36).", "网关照常服务并校正其时钟（D36）。"));
    }

    private static DateTime? TimeOf(Observation beat) => beat.Field("date_time") is { } text && DeviceTime.TryParse(text, out var time) ? time : null;

    private static DateTime? ToldBy(Observation correction) =>
        correction.Body.ValueKind == JsonValueKind.Object && correction.Body.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Array
        && parameters.GetArrayLength() > 0 && parameters[0].TryGetProperty("date_time", out var told) && DeviceTime.TryParse(told.GetString(), out var time)
            ? time
            : null;

    /// <summary>Whether the heartbeat after a correction shows what it said; zones do not matter.</summary>
    private static Finding? ClockSet(Evidence e)
    {
        var told = e.Out(CommandWord.Heartbeat).FirstOrDefault(static o => ToldBy(o) is not null);
        if (told is null)
            return e.IsOver ? Finding.NotSeen("no correction was sent: this dialect sends none, or no heartbeat came", "未下发校时：方言不允许，或没有心跳包") : null;
        var behind = e.Behind(told).ToList();
        if (behind.FirstOrDefault(static o => o is { Kind: ObservationKind.In, Word: CommandWord.Heartbeat } && o.Field("result_code") is { } code
            && code.TrimStart('0').Length > 0) is { } refused)
        {
            var code = refused.Field("result_code");
            return Finding.Fails(new($"answered {code} to set_time", $"对校时回答 {code}"), ClockAdvice);
        }

        // The correction that D12 sends by itself may come in between: what counts is the heartbeat that follows one at once.
        var beats = Beats(behind).ToList();
        if (beats.Count == 0) return e.IsOver ? Finding.NotSeen("no heartbeat after the correction", "校时之后没有心跳包") : null;
        if (beats.Any(beat => TimeOf(beat) is { } shown && ((shown - ToldBy(told)!.Value) - (beat.At - told.At)).Duration() <= ClockTolerance))
            return Finding.Conforms("the next heartbeat shows the time that was set", "下一个心跳包显示所设时间");
        if (!e.IsOver && beats.Count < 3) return null;
        return beats.All(static beat => TimeOf(beat) is null)
            ? Finding.NotSeen("the heartbeats have no time that can be read", "心跳包没有可读的时间")
            : Finding.Fails(new($"{beats.Count} heartbeats after the correction still show another time", $"校时后 {beats.Count} 个心跳包仍显示别的时间"), ClockAdvice);
    }

    private static Words ClockAdvice { get; } =
        new("The clock is shown as wrong, and its times are kept as they are (D36, D37). The terminal must obey set_time.", "网关显示时钟错误，时间原样保存（D36、D37）。设备必须执行 set_time。");

    private static Finding? UnknownWord(Evidence e)
    {
        if (e.Used(TrialKind.UnknownWord) is not { } used) return e.IsOver ? Finding.NotSeen("no idle answer to put it behind", "没有可附加的空闲应答") : null;
        var sent = e.Out(UnknownCommandWord).FirstOrDefault();
        var behind = e.Behind(sent ?? used).ToList();
        var beat = Beats(behind).FirstOrDefault();
        if (beat is not null && beat.Connection == sent?.Connection) return Finding.Conforms("passed over: the next heartbeat came on the same connection", "忽略该帧：下一个心跳包在同一连接上");
        if (beat is not null && beat.At - used.At <= BackWithin)
        {
            return Finding.Tolerated(
                new($"closed the connection and was back after {(beat.At - used.At).TotalSeconds:0} s", $"断开连接，{(beat.At - used.At).TotalSeconds:0} 秒后恢复"),
                new("The gateway sends no unknown word in service.", "网关在正常服务中不发送未知命令字。"));
        }

        if (beat is null && e.Now - used.At <= BackWithin) return null;
        return Finding.Fails(
            new("closed the connection and stayed away for more than two minutes", "断开连接且两分钟以上未恢复"),
            new("A newer gateway could make such a terminal useless. It must pass over what it does not know.", "更新的网关可能使该设备失效。设备必须忽略未知命令字。"));
    }

    private static Finding? KeyRefused(Evidence e)
    {
        var until = e.Began + TimeSpan.FromSeconds(RefusedSeconds);
        var refused = e.Seen.Any(static o => o is { Kind: ObservationKind.Out, Status: FrameStatus.Failure } && o.Body.ValueKind == JsonValueKind.Undefined);
        if (!refused) return e.IsOver ? Finding.NotSeen("no frame to refuse", "没有可拒绝的帧") : null;
        var back = Beats(e.Seen).FirstOrDefault(beat => beat.At >= until && beat.Body.ValueKind == JsonValueKind.Object);
        if (back is not null) return Finding.Conforms("came again and was served", "重新连接并恢复服务");
        return !e.IsOver
            ? null
            : Finding.Fails(
                new("never came again after it was refused", "被拒绝后再未连接"),
                new("After a key is corrected somebody must restart the terminal.", "更正密钥后必须有人到现场重启设备。"));
    }
}
