using System.Collections.Concurrent;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Photos;
using Xunit;

namespace Gateway.Tests.Simulator.Firmwares;

/// <summary>Each fault on the socket, seen by a gateway of a few bytes, beside the faultless terminal in the same dialogue.</summary>
public sealed class SocketFaultTests
{
    private const string Sn = "smz-a03";
    private const string Key = "l8iTgWXT";
    private const string Set = """{"cmd":"set_time","params":[{"date_time":"2031-05-05 05:05:05"}]}""";

    /// <summary>What the gateway says to the first heartbeat, and the line that then comes: with the fault, and without.</summary>
    private static readonly (string Fault, byte[] Said, string With, string Without)[] Dialogues =
    [
        ("clock-never-set", Reply(0x10, 1, Set), "10 {\"sn\":\"smz-a03\",\"date_time\":\"20", "ClockSet"),
        ("clock-unreadable", Reply(0x10, 0), "10 {\"sn\":\"smz-a03\",\"date_time\":\"0000-00-00 00:00:00\"}", "10 {\"sn\":\"smz-a03\",\"date_time\":\"20"),
        ("clock-1970", Reply(0x10, 0), "\"recog_time\":\"1970-01-01 08:0", "\"recog_time\":\"20"),
        ("upload-drops-unanswered", Reply(0x10, 0), "RecordForgotten", "19 "),
        ("upload-drops-refused", Reply(0x10, 0), "RecordForgotten worker", "an upload was refused with 9999"),
        ("sn-other", Reply(0x10, 0), "\"sn\":\"another-sn\"", "\"logs\":[{\"sn\":\"smz-a03\""),
        ("push-never-answers", Announced(0x25, Push(Face("a"))), "NotReported", Success(0x25)),
        ("push-says-0-as-number", Announced(0x25, Push(Face("a"))), "25 {\"result_code\":0,", Success(0x25)),
        ("push-batch-hides-bad", Announced(0x25, Push(Face("a"), User("b", "AAAA"))), Success(0x25), Failure(0x25)),
        ("push-twice-forgets", [.. Announced(0x25, Push(Face("a"))), .. Reply(0x25, 1, Push(Face("a")))], Failure(0x25), Success(0x25)),
        ("photo-inline-refused", Announced(0x25, Push(Face("a"))), Failure(0x25), Success(0x25)),
        ("photo-packets-refused", [.. Reply(0x10, 0x25), .. InPackets(1)], Failure(0x25), Success(0x25)),
        ("packets-from-0", [.. Reply(0x10, 0x25), .. InPackets(1)], "PassedOver", Success(0x25)),
        ("packets-from-0", [.. Reply(0x10, 0x25), .. InPackets(0)], Success(0x25), Success(0x25)),
        ("count-number", Announced(0x25, Push(Face("a"))), "PassedOver", Success(0x25)),
        ("announce-ignored", Announced(0x25, Push(Face("a"))), "PassedOver", Success(0x25)),
        ("direct-ignored", Reply(0x25, 1, Push(Face("a"))), "PassedOver", Success(0x25)),
        ("delete-never-answers", Announced(0x14, Delete), "NotReported", Success(0x14)),
        ("delete-unknown-fails", Announced(0x14, Delete), Failure(0x14), Success(0x14)),
        ("unknown-word-crash", Reply(0x7F, 1), "Crashed", "PassedOver"),
        ("gives-up-after-refusal", Reply(0x10, 2), "StayedAway", "PassedOver"),
    ];

    private static string Delete => """{"type":0,"user_id":"nobody","time":""}""";

    [Fact]
    public async Task Faults_OnTheSocket_ShowInTheDialogueAndAFaultlessTerminalHasNone() => await Task.WhenAll(Dialogues.SelectMany(dialogue => new[]
    {
        PlayAsync(Firmware.SocketStandard.With(FirmwareFault.Of(dialogue.Fault)!), dialogue.Said, dialogue.With, dialogue.Fault),
        PlayAsync(Firmware.SocketStandard, dialogue.Said, dialogue.Without, "without " + dialogue.Fault),
    }));

    [Fact]
    public async Task NoDrain_CommandBehindAResult_IsPassedOver()
    {
        var lines = new ConcurrentQueue<string>();
        var firmware = Firmware.SocketStandard.With(FirmwareFault.Of("no-drain")!);
        await using var gateway = new ScriptedGateway(static _ => Key, request =>
        {
            lines.Enqueue(Line(request));
            return request.Word == 0x10 ? Announced(0x25, Push(Face("a"))) : Reply(0x14, 1, Delete);
        });

        await RunAsync(firmware, gateway, lines, () => lines.Any(static line => line.EndsWith(" drained", StringComparison.Ordinal)), "no-drain");
    }

    private static async Task PlayAsync(Firmware firmware, byte[] said, string expected, string what)
    {
        var lines = new ConcurrentQueue<string>();
        var beats = 0;
        await using var gateway = new ScriptedGateway(static _ => Key, request =>
        {
            lines.Enqueue(Line(request));
            return request.Word switch
            {
                0x10 when request.Json.Contains("date_time", StringComparison.Ordinal) => Interlocked.Increment(ref beats) == 1 ? said : Reply(0x10, 0),
                0x19 => what.Contains("refused", StringComparison.Ordinal) ? Reply(0x19, 2, """{"result_code":"9999","result_desc":""}""") : null, // else closed without an answer
                _ => [],
            };
        });
        await RunAsync(firmware, gateway, lines, () => lines.Any(line => line.Contains(expected, StringComparison.Ordinal)), what);
    }

    private static async Task RunAsync(Firmware firmware, ScriptedGateway gateway, ConcurrentQueue<string> lines, Func<bool> isSeen, string what)
    {
        using var stop = new CancellationTokenSource();
        var terminal = new FirmwareTerminal(new FirmwareOptions
        {
            Firmware = firmware,
            Sn = Sn,
            Key = Key,
            Gateway = () => gateway.Address,
            Every = TimeSpan.FromMilliseconds(100),
            Ledger = truth => lines.Enqueue($"{truth.Deed} {truth.UserId} {truth.Detail}"),
        });
        Assert.True(terminal.Memory.List.TryPut(new HeldPerson("worker", "", "")));
        Assert.True(terminal.Present("worker"));
        var running = terminal.RunAsync(stop.Token);
        await Patience.UntilAsync(isSeen, what);
        await stop.CancelAsync();
        await running;
    }

    private static string Line(TerminalRequest request) => $"{request.Word:X2} {request.Json}";

    private static string Success(byte word) => $"{word:X2} {{\"result_code\":\"0000\"";

    private static string Failure(byte word) => $"{word:X2} {{\"result_code\":\"9999\"";

    private static byte[] Reply(byte word, byte status, string? json = null) => GatewayBytes.Reply(word, status, Sn, Key, json);

    private static byte[] Announced(byte word, string json) => [.. Reply(0x10, word), .. Reply(word, 1, json)];

    private static string Push(params string[] users) => $$"""{"count":"{{users.Length}}","users":[{{string.Join(',', users)}}]}""";

    private static string Face(string userId) => User(userId, Convert.ToBase64String(FaceImage.Make(1)));

    private static string User(string userId, string photo) => $$"""{"user_id":"{{userId}}","name":"n","work_sn":"{{userId}}","id_card":"","face_template":"{{photo}}"}""";

    private static byte[] InPackets(int first) =>
    [
        .. GatewayBytes.Packet(0x25, first, 2, 1, Sn, GatewayBytes.Encrypt(Push(User("a", "")), Key)),
        .. GatewayBytes.Packet(0x25, first + 1, 2, 1, Sn, FaceImage.Make(1))
    ];
}
