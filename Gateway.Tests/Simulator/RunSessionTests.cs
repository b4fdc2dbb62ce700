using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;
using Gateway.Simulator.Verbs;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>Whole runs over real sockets against a scripted gateway.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class RunSessionTests
{
    private const string Fine = """{"result_code":"0000","result_desc":""}""";

    [Fact]
    public async Task Run_RightlyAnswered_IsFineAndLogsExactlyWhatWasAcknowledged()
    {
        var log = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var gateway = new ScriptedGateway(KeyOf, Right);

        var report = await RunAsync(gateway.Address, terminals: 20, () => Heard(gateway, 0x10, 2) >= 20 && Heard(gateway, 0x19, 1) >= 20, ackLog: log);

        Assert.Null(report.Failure);
        Assert.True(report.Heartbeat.Count >= 20);
        Assert.Equal(0, report.RecordsUnacknowledged);
        Assert.Equal(0, report.Resets);
        var uploaded = gateway.Requests.Where(request => request.Word == 0x19).SelectMany(UserIds).ToList();
        var logged = (await File.ReadAllLinesAsync(log)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("user_id").GetString()!).ToList();
        File.Delete(log);
        Assert.NotEmpty(logged);
        Assert.Equal(uploaded.Order(), logged.Order());
    }

    [Fact]
    public async Task Run_GatewayThatDropsEveryFirstUpload_HasNoWrongAnswerAndLosesNothing()
    {
        var dropped = new ConcurrentDictionary<string, string>();
        await using var gateway = new ScriptedGateway(
            KeyOf, request => request.Word == 0x19 && dropped.TryAdd(request.Sn, request.Json) ? null : Right(request));

        var report = await RunAsync(gateway.Address, terminals: 5, () => Heard(gateway, 0x19, 2) >= 5);

        Assert.Null(report.Failure);
        Assert.Equal(5, report.Reconnects);
        Assert.Equal(20, report.RecordsRepeated);
        Assert.All(dropped, first => Assert.Equal(2, gateway.Requests.Count(request => request.Json == first.Value)));
    }

    [Theory]
    [InlineData("checksum", "ChecksumMismatch")]
    [InlineData("garbage", "bytes that are no frame")]
    [InlineData("order", "bytes that are no frame")]
    [InlineData("length", "LengthOutOfRange")]
    public async Task Run_BrokenFrames_AreWrongAnswers(string kind, string reason)
    {
        await using var gateway = new ScriptedGateway(KeyOf, request => Break(Right(request)!, kind));

        var report = await RunAsync(gateway.Address, terminals: 1, ASecondAfter(() => !gateway.Requests.IsEmpty), drain: TimeSpan.Zero);

        Assert.Equal("wrong answers", report.Failure);
        Assert.Contains(report.WrongAnswers, wrong => wrong.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NobodyThere_HasServedNothing()
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // It does not listen: connections are refused, and nobody else gets the port.

        var report = await RunAsync(deaf.LocalEndPoint!, terminals: 3, null, drain: TimeSpan.Zero);

        Assert.Equal("nothing was served", report.Failure);
        Assert.True(report.ConnectFailures >= 3);
        Assert.Equal(0, report.Wrong);
    }

    [Fact]
    public async Task Run_AnswerLargerThanTheSmallBuffer_IsReadWhole()
    {
        var description = new string('x', 9000);
        await using var gateway = new ScriptedGateway(KeyOf, request => request.Word == 0x19
            ? GatewayBytes.Reply(0x19, 0x01, request.Sn, KeyOf(request.Sn), $$"""{"result_code":"0000","result_desc":"{{description}}"}""")
            : Right(request));

        var report = await RunAsync(gateway.Address, terminals: 2, () => Heard(gateway, 0x19, 2) >= 2);

        Assert.Null(report.Failure);
        Assert.True(report.RecordsAcknowledged > 0);
    }

    /// <summary>How many terminals have asked so often with a command word.</summary>
    private static int Heard(ScriptedGateway gateway, byte word, int times) =>
        gateway.Requests.Where(request => request.Word == word).GroupBy(request => request.Sn).Count(requests => requests.Count() >= times);

    /// <summary>Time for the terminal to take the answer ill.</summary>
    private static Func<bool> ASecondAfter(Func<bool> isTrue)
    {
        var since = 0L;
        return () => isTrue() && Stopwatch.GetElapsedTime(since = since == 0 ? Stopwatch.GetTimestamp() : since) > TimeSpan.FromSeconds(1);
    }

    /// <param name="until">When the run may end; null: after a second.</param>
    /// <param name="drain">How long unanswered uploads are waited for; null: for ever.</param>
    private static async Task<RunReport> RunAsync(EndPoint gateway, int terminals, Func<bool>? until, TimeSpan? drain = null, string? ackLog = null)
    {
        var settings = new RunSettings
        {
            Gateway = gateway,
            Terminals = terminals,
            Duration = until is null ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1),
            DrainMax = drain ?? Patience.Max,
            Prefix = "sim",
            Seed = 7,
            Order = ByteOrder.Big,
            AckLog = ackLog,
            Fleet = new FleetOptions
            {
                HeartbeatEvery = TimeSpan.FromSeconds(0.3),
                UploadEvery = TimeSpan.FromSeconds(0.4),
                RampPerSecond = 1000,
                AnswerTimeout = Patience.Max,
                RunTag = "t"
            }
        };
        using var stop = new CancellationTokenSource();
        var run = new RunSession(settings, TextWriter.Null, TimeProvider.System).RunAsync(stop.Token);
        if (until is not null)
        {
            await Patience.UntilAsync(until, "enough of the run");
            await stop.CancelAsync();
        }

        return await run;
    }

    private static string KeyOf(string sn) => TerminalKeys.Derive(7, sn);

    private static byte[]? Right(TerminalRequest request) => request.Word == 0x19
        ? GatewayBytes.Reply(0x19, 0x01, request.Sn, KeyOf(request.Sn), Fine)
        : GatewayBytes.Reply(0x10, 0x00, request.Sn, KeyOf(request.Sn));

    private static byte[] Break(byte[] frame, string kind)
    {
        switch (kind)
        {
            case "checksum":
                frame[^1] ^= 1;
                return frame;
            case "garbage":
                return [1, 2, 3, .. frame];
            case "order":
                return [0xDD, 0xCC, .. frame[2..]];
            default:
                frame[2] = 0xFF;
                return frame;
        }
    }

    private static IEnumerable<string> UserIds(TerminalRequest upload)
    {
        using var json = JsonDocument.Parse(upload.Json);
        return [.. json.RootElement.GetProperty("logs").EnumerateArray().Select(log => log.GetProperty("user_id").GetString()!)];
    }
}
