using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>The verdicts on answers.</summary>
public sealed class TerminalAnswerTests
{
    private const string Fine = """{"result_code":"0000","result_desc":""}""";

    [Fact]
    public void Heartbeat_AtOnceAfterConnecting_IsWhatTheSpecificationSays()
    {
        var bench = new TerminalBench().Connect();

        var request = Assert.Single(bench.TakeSent());

        Assert.Equal(new TerminalRequest(0x10, "sim-00001", """{"sn":"sim-00001","date_time":"2025-03-01 12:00:00"}"""), request);
    }

    [Fact]
    public void Heartbeat_AnsweredIdle_IsCountedWithItsLatency()
    {
        var bench = new TerminalBench().Connect();
        bench.Pass(0.25);

        bench.Answer(0x10, 0x00);

        Assert.Empty(bench.Wrong());
        Assert.Equal(1, bench.Context.Counters.Heartbeats);
        Assert.Equal(250, bench.Context.HeartbeatLatency.TakeAll().MaxMs, tolerance: 1);
    }

    [Theory]
    [InlineData(0x00, Fine, "status 0x00")]
    [InlineData(0x01, null, "has no body")]
    [InlineData(0x01, """{"cmd":"set_time","params":[]}""", "params")]
    [InlineData(0x01, """{"cmd":"set_time","params":[{"date_time":"2025/3/1 1:2:3"}]}""", "date_time is no time")]
    [InlineData(0x02, """{"result_code":"9999","result_desc":"why"}""", "status 0x02, 9999 why")]
    [InlineData(0x02, null, "status 0x02 without a body")]
    [InlineData(0x19, null, "status 0x19")]
    public void Heartbeat_WronglyAnswered_IsAWrongAnswer(byte status, string? json, string reason)
    {
        var bench = new TerminalBench().Connect();

        bench.Answer(0x10, status, json);

        Assert.Contains(reason, Assert.Single(bench.Wrong()), StringComparison.Ordinal);
        Assert.Equal(0, bench.Context.Counters.Heartbeats);
    }

    [Fact]
    public void Heartbeat_AnsweredTwice_IsAWrongAnswer()
    {
        var bench = new TerminalBench().Connect();

        bench.Answer(0x10, 0x00);
        bench.Answer(0x10, 0x00);

        Assert.Equal(["answers no heartbeat"], bench.Wrong());
    }

    [Fact]
    public void Upload_Answered0000_IsAcknowledged()
    {
        var bench = Uploading(out var request);

        bench.Answer(0x19, 0x01, Fine);

        Assert.Empty(bench.Wrong());
        Assert.Equal(4, bench.Context.Counters.RecordsAcknowledged);
        Assert.Equal(0, bench.Terminal.Unacknowledged);
        Assert.StartsWith(
            """{"count":4,"logs":[{"sn":"sim-00001","user_id":"t-1","recog_time":"2025-03-01 12:00:10"},""", request.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x01, """{"result_code":"9999","result_desc":"why"}""", "9999 why")]
    [InlineData(0x01, """{"result_code":0,"result_desc":""}""", "result_code is no text")]
    [InlineData(0x01, """{"result_code":"0000"}""", "has no result_desc")]
    [InlineData(0x01, """["0000"]""", "is no JSON object")]
    [InlineData(0x01, "0000", "is no JSON")]
    [InlineData(0x01, null, "has no body")]
    [InlineData(0x00, Fine, "status 0x00, 0000")]
    [InlineData(0x02, """{"result_code":"9998","result_desc":""}""", "status 0x02, 9998")]
    public void Upload_WronglyAnswered_IsAWrongAnswerAndTheRecordsAreSentAgain(byte status, string? json, string reason)
    {
        var bench = Uploading(out var first);

        bench.Answer(0x19, status, json);

        Assert.Contains(reason, Assert.Single(bench.Wrong()), StringComparison.Ordinal);
        Assert.Equal(0, bench.Context.Counters.RecordsAcknowledged);
        Assert.Empty(bench.TakeSent());
        bench.Pass(2);
        Assert.Equal([first], bench.TakeSent());
        Assert.Equal(4, bench.Context.Counters.RecordsRepeated);
    }

    [Fact]
    public void Answer_EncryptedWithAnotherKey_IsAWrongAnswer()
    {
        var bench = Uploading(out _);

        bench.Say(GatewayBytes.Reply(0x19, 0x01, TerminalBench.Sn, "12345678", Fine));

        Assert.Equal(["does not decrypt with the terminal's key"], bench.Wrong());
    }

    [Theory]
    [InlineData("sim-00002")]
    [InlineData("sim-00001 ")]
    public void Answer_WithOtherSnBytes_IsAWrongAnswer(string sn)
    {
        var bench = Uploading(out _);

        bench.Say(GatewayBytes.Reply(0x19, 0x01, sn, TerminalBench.Key, Fine));

        Assert.Contains("carries the SN", Assert.Single(bench.Wrong()), StringComparison.Ordinal);
        Assert.Equal(4, bench.Terminal.Unacknowledged);
    }

    [Fact]
    public void Answer_WithAWordNobodyAskedFor_IsAWrongAnswer()
    {
        var bench = new TerminalBench().Connect();

        bench.Answer(0x19, 0x01, Fine);
        bench.Answer(0x77, 0x02);

        Assert.Equal(["answers no upload", "a command word that was not asked for"], bench.Wrong());
    }

    [Fact]
    public void Connection_LostBeforeTheAnswer_IsNoWrongAnswerAndTheSameGroupIsSentFirst()
    {
        var bench = Uploading(out var first);

        bench.Disconnect();
        bench.Pass(10); // four records more
        bench.Connect();

        Assert.Equal(first, bench.TakeSent().Single(request => request.Word == 0x19));
        bench.Answer(0x19, 0x01, Fine);
        Assert.Contains("t-5", bench.TakeSent().Single(request => request.Word == 0x19).Json, StringComparison.Ordinal);
        Assert.Empty(bench.Wrong());
        Assert.Equal(1, bench.Context.Counters.AnswersLost);
        Assert.Equal(1, bench.Context.Counters.Reconnects);
    }

    [Fact]
    public void Connection_Lost_IsDialledAgainAfterAJitteredDelay()
    {
        var bench = new TerminalBench();
        bench.Pass(0);
        bench.Connect();
        bench.Answer(0x10, 0x00);

        bench.Disconnect();
        bench.Pass(0.2);
        Assert.Equal(1, bench.Dials);
        bench.Pass(0.35);

        Assert.Equal(2, bench.Dials);
    }

    [Fact]
    public void Gateway_SilentForTooLong_IsHungUpOnAndNoWrongAnswer()
    {
        var bench = new TerminalBench().Connect();

        bench.Pass(TerminalBench.AnswerTimeout.TotalSeconds);
        bench.Pass(1);

        Assert.True(bench.IsClosed);
        Assert.Equal(1, bench.Context.Counters.Timeouts);
        Assert.Empty(bench.Wrong());
    }

    [Fact]
    public void Clock_SetByTheGateway_IsAdoptedAndAnswered()
    {
        var bench = new TerminalBench(clockError: TimeSpan.FromDays(-9000)).Connect();
        bench.TakeSent();

        bench.Answer(0x10, 0x01, """{"cmd":"set_time","params":[{"date_time":"2025-03-01 12:00:00"}]}""");

        Assert.Equal(new TerminalRequest(0x10, TerminalBench.Sn, Fine), Assert.Single(bench.TakeSent()));
        bench.Pass(30);
        Assert.Contains("2025-03-01 12:00:30", bench.TakeSent().Single(request => request.Word == 0x10).Json, StringComparison.Ordinal);
        Assert.Empty(bench.Wrong());
        Assert.Equal(1, bench.Context.Counters.ClocksSet);
    }

    [Fact]
    public void Backlog_Full_HoldsRecordsBackInsteadOfGrowing()
    {
        var bench = new TerminalBench().Connect();
        bench.Disconnect();

        for (var i = 0; i < 60; i++) bench.Pass(10);

        Assert.Equal(200, bench.Terminal.Unacknowledged);
        Assert.Equal((60 * 4) - 200, bench.Context.Counters.RecordsHeldBack);
    }

    /// <summary>A terminal whose first upload is on its way.</summary>
    private static TerminalBench Uploading(out TerminalRequest upload)
    {
        var bench = new TerminalBench().Connect();
        bench.Answer(0x10, 0x00);
        bench.TakeSent();
        bench.Pass(10);
        upload = Assert.Single(bench.TakeSent());
        Assert.Equal(0x19, upload.Word);
        return bench;
    }
}
