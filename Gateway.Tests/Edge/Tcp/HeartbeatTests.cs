using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>§5.3.1 over a real socket (D12).</summary>
[Collection(NodeFixture.Collection)]
public class HeartbeatTests(NodeFixture fixture)
{
    private static readonly TimeSpan WrongBy = TimeSpan.FromSeconds(90);

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Heartbeat_RightClock_IsAnsweredIdleWithoutABody()
    {
        using var terminal = await Node.TerminalAsync();

        var answer = await terminal.BeatAsync(Node.Now);

        Assert.Equal((0x10, 0, 0, 0x00), (answer.Command, answer.Number, answer.Total, answer.Status));
        Assert.Equal(WireFrame.SnField(terminal.Sn), answer.Sn);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(-800_000_000)] // A terminal that starts in the year 2000 (field notes).
    public async Task Heartbeat_ClockBeyondTheSkew_IsAnsweredWithTheTime(int seconds)
    {
        using var terminal = await Node.TerminalAsync();

        var answer = await Node.BeatAsync(terminal, Node.Now.AddSeconds(seconds));

        Assert.Equal(0x01, answer.Status);
        var text = terminal.Decrypt(answer.Body);
        using var json = JsonDocument.Parse(text);
        var time = json.RootElement.GetProperty("params")[0].GetProperty("date_time").GetString()!;
        Assert.Equal($$"""{"cmd":"set_time","params":[{"date_time":"{{time}}"}]}""", text);
        var told = DateTime.ParseExact(time, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.InRange((told - Node.Now.ToOffset(TimeSpan.FromHours(8)).DateTime).TotalSeconds, -20, 1);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    public async Task Heartbeat_ClockWithinTheSkew_IsAnsweredIdle(int seconds)
    {
        using var terminal = await Node.TerminalAsync();

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now.AddSeconds(seconds))).Status);
    }

    [Fact]
    public async Task Heartbeat_ClockStaysWrong_IsCorrectedOnceInTenMinutes()
    {
        using var terminal = await Node.TerminalAsync();
        Node.Time.Hold();

        Assert.Equal(0x01, (await terminal.BeatAsync(Node.Now + WrongBy)).Status);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now + WrongBy)).Status);
        Node.Time.Shift(TimeSpan.FromMinutes(2));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now + WrongBy)).Status);
        for (var minutes = 0; minutes < 10; minutes += 2)
        {
            Node.Time.Shift(TimeSpan.FromMinutes(2)); // It must be heard within 180 s (D21).
            if (minutes < 8) await terminal.BeatAsync(Node.Now);
        }

        Assert.Equal(0x01, (await terminal.BeatAsync(Node.Now + WrongBy)).Status);
        Node.Time.LetGo();
    }

    [Theory]
    [InlineData("""{"result_code":"0000","result_desc":""}""")]
    [InlineData("""{"result_code":"9021","result_desc":"no"}""")]
    [InlineData("""{"result_code":0}""")]
    public async Task Heartbeat_AnswerToACorrection_IsNotAnswered(string result)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now + WrongBy);

        await terminal.SendAsync(RawTerminal.Heartbeat, result);

        // What is answered next is the upload that came next.
        var answer = await terminal.AskAsync(RawTerminal.Upload, terminal.UploadJson(("u", "2024-05-06 08:30:00")));
        Assert.Equal(RawTerminal.Upload, answer.Command);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Heartbeat_DialectThatNeverCorrects_IsAnsweredIdle()
    {
        using var terminal = await Node.ConnectAsync(await Node.ProvisionAsync(dialect: "hainan"), ecb: true);

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now + WrongBy)).Status);
    }

    [Fact]
    public async Task Heartbeat_DialectInClearWithAnotherCommand_IsCorrectedWithIt()
    {
        using var terminal = await Node.ConnectAsync(await Node.ProvisionAsync(dialect: "lab"));

        await terminal.SendAsync(terminal.Packet(RawTerminal.Heartbeat, Encoding.UTF8.GetBytes(terminal.HeartbeatJson(Node.Now + WrongBy))));

        Assert.StartsWith("""{"cmd":"SetTime","params":[{"date_time":""", Encoding.UTF8.GetString((await terminal.ReadFrameAsync()).Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"sn":""}""")]
    [InlineData("""{"sn":"","date_time":""}""")]
    [InlineData("""{"SN":null,"Date_Time":null,"battery":[1,{"x":2}],}""")] // D9
    [InlineData("""{"sn":"","date_time":"soon"}""")]
    [InlineData("""{"sn":"","date_time":"0000-01-01 00:00:00"}""")]
    [InlineData("""{"sn":"","date_time":"1900-01-01 00:00:00"}""")]
    [InlineData("""{"sn":"","date_time":{"year":1900}}""")]
    [InlineData("""{"sn":"","date_time":"1970-01-01 00:00:00, the first of all seconds"}""")]
    public async Task Heartbeat_WithoutATimeThatCanBeRead_IsServedAndCorrected(string json) // D36
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        Assert.Equal(0x01, (await terminal.AskAsync(RawTerminal.Heartbeat, json)).Status);
        Assert.Equal(0x00, (await terminal.AskAsync(RawTerminal.Heartbeat, json)).Status); // once in ten minutes
    }

    [Theory]
    [InlineData("""{"sn":"smz-other","date_time":"2024-05-06 08:30:00"}""", "9999", "sn")] // D11
    [InlineData("""[1,2]""", "9999", "object")]
    [InlineData("""{"sn":""", "9001", "")]
    [InlineData("not json", "9001", "")]
    public async Task Heartbeat_FaultyBody_IsRefusedAndTheConnectionStays(string json, string code, string named)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        var answer = await terminal.AskAsync(RawTerminal.Heartbeat, json);

        Assert.Equal((0x10, 0x02), (answer.Command, answer.Status));
        var result = terminal.ResultOf(answer);
        Assert.Equal(code, result.Code);
        Assert.Contains(named, result.Description, StringComparison.Ordinal);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Heartbeat_Answered_ShowsTheTerminalOnline()
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now.AddSeconds(-30)), status: 0x07));
        await terminal.ReadFrameAsync();

        var device = await Node.DeviceAsync(terminal.Sn);
        Assert.Equal("online", device["status"]!.GetValue<string>());
        Assert.Equal(7, device["device_state"]!.GetValue<int>());
        Assert.InRange(device["clock_skew_seconds"]!.GetValue<int>(), -40, -29);
        Assert.Equal("socket", device["connection"]!["transport"]!.GetValue<string>());
    }
}
