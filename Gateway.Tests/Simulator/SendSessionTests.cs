using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;
using Gateway.Simulator.Verbs;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>The verdicts and the print of <c>send</c>.</summary>
public sealed class SendSessionTests
{
    private const string Sn = "smz-a03";
    private const string Key = "l8iTgWXT";
    private const string Fine = """{"result_code":"0000","result_desc":""}""";

    [Fact]
    public async Task Upload_Answered0000_IsRightAndPrintedDecoded()
    {
        var (right, print) = await SendAsync(Upload(), _ => Reply(0x19, 0x01, Fine));

        Assert.True(right);
        Assert.Contains("""-> attendance upload (0x19)  state 0x01  SN smz-a03  """, print, StringComparison.Ordinal);
        Assert.Contains("""user_id":"1001","recog_time":"2025-03-01 12:00:00"}""", print, StringComparison.Ordinal);
        Assert.Contains("<- attendance upload (0x19)  status 0x01 (success)  SN smz-a03", print, StringComparison.Ordinal);
        Assert.Contains("0000: success", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_Refused_IsWrong()
    {
        var (right, print) = await SendAsync(Upload(), _ => Reply(0x19, 0x02, """{"result_code":"9999","result_desc":"log 1: recog_time"}"""));

        Assert.False(right);
        Assert.Contains("9999: failure", print, StringComparison.Ordinal);
        Assert.Contains("WRONG: status 0x02, 9999 log 1: recog_time", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_AnsweredWithAnotherWord_IsWrong()
    {
        var (right, print) = await SendAsync(Upload(), _ => Reply(0x10, 0x00));

        Assert.False(right);
        Assert.Contains("WRONG: heartbeat answers attendance upload", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ConnectionClosed_IsWrong()
    {
        var (right, print) = await SendAsync(Upload(), _ => null);

        Assert.False(right);
        Assert.Contains("WRONG: the gateway closed the connection without an answer", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_WithAFollowUp_CarriesTheCommandOutAndHidesThePhoto()
    {
        const string Push = """{"count":"1","users":[{"user_id":"u1","name":"n","work_sn":"u1","id_card":"","face_template":"/9j//9j//9j/"}]}""";
        var (right, print) = await SendAsync(Heartbeat(), request => request.Word == 0x10 ? [.. Reply(0x10, 0x25), .. Reply(0x25, 0x01, Push)] : []);

        Assert.True(right);
        Assert.Contains("status 0x25 (person push follows)", print, StringComparison.Ordinal);
        Assert.Contains("(12 characters)", print, StringComparison.Ordinal);
        Assert.DoesNotContain("/9j/", print, StringComparison.Ordinal);
        Assert.Contains("-> person push (0x25)", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_WithAFollowUpThatStaysAway_IsWrong()
    {
        var (right, print) = await SendAsync(Heartbeat(), _ => Reply(0x10, 0x14), wait: 10);

        Assert.False(right);
        Assert.Contains("WRONG: person delete was announced and did not follow", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_NotAnswered_IsRight()
    {
        var request = new SendRequest(SendExpectation.Nothing, 0x25, 1, TerminalBodies.Result("0000", "").ToArray());

        var (right, _) = await SendAsync(request, _ => [], wait: 0.2);

        Assert.True(right);
    }

    [Fact]
    public async Task Raw_Refused_IsAnAnswer()
    {
        var request = new SendRequest(SendExpectation.Anything, 0x7F, 1, "{}"u8.ToArray());

        var (right, _) = await SendAsync(request, _ => Reply(0x7F, 0x02, """{"result_code":"9999","result_desc":""}"""), wait: Patience.Max.TotalSeconds);

        Assert.True(right);
    }

    private static SendRequest Upload() =>
        new(SendExpectation.Upload, 0x19, 1, TerminalBodies.Upload(Sn, [("1001", "2025-03-01 12:00:00")]).ToArray());

    private static SendRequest Heartbeat() => new(SendExpectation.Heartbeat, 0x10, 1, TerminalBodies.Heartbeat(Sn, "2025-03-01 12:00:00").ToArray());

    private static byte[] Reply(byte word, byte status, string? json = null) => GatewayBytes.Reply(word, status, Sn, Key, json);

    private static async Task<(bool Right, string Print)> SendAsync(SendRequest request, Func<TerminalRequest, byte[]?> answer, double? wait = null)
    {
        await using var gateway = new ScriptedGateway(_ => Key, answer);
        await using var print = new StringWriter();
        var clock = new TerminalClock(TimeProvider.System, TimeSpan.FromHours(8), TimeSpan.Zero);
        var session = new SendSession(
            new TerminalIdentity(Sn, Key, ByteOrder.Big), clock, print, TimeProvider.System, wait is { } seconds ? TimeSpan.FromSeconds(seconds) : Patience.Max);
        return (await session.RunAsync(gateway.Address, request, CancellationToken.None), print.ToString());
    }
}
