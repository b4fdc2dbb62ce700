using System.Net;
using System.Text.Json.Nodes;
using Gateway.Platform.UnknownTerminals;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Who speaks on a connection: SN, key, one connection per terminal (D5, D8, D15, D19, D20).</summary>
[Collection(NodeFixture.Collection)]
public sealed class IdentityTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Theory] // D5
    [InlineData(0x00)]
    [InlineData(0x20)]
    public async Task Sn_PaddedEitherWay_IsTheSameAndEchoedAsItCame(byte padding)
    {
        using var terminal = await Node.TerminalAsync();
        terminal.SnField = WireFrame.SnField(terminal.Sn, padding);

        Assert.Equal(terminal.SnField, (await terminal.BeatAsync(Node.Now)).Sn);
        Assert.Equal(terminal.SnField, (await terminal.AskAsync(RawTerminal.Upload, "{}")).Sn);
        Assert.Equal(terminal.SnField, (await terminal.AskAsync(0x77, "{}")).Sn);
    }

    [Fact]
    public async Task Sn_OfSixteenCharacters_IsServed()
    {
        const string Sn = "56F6-A92A-D7071X";
        await Node.PutDeviceAsync(Sn);
        using var terminal = await Node.ConnectAsync(Sn);

        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    [Theory] // D8
    [InlineData("nobody")]
    [InlineData("SMZ-A03")] // Compared exactly: there is one in small letters.
    [InlineData("")]
    [InlineData("\u0001\u0002")]
    public async Task Sn_Unknown_IsAnsweredBareAndClosed(string sn)
    {
        await Node.PutDeviceAsync("smz-a03");
        using var terminal = await Node.ConnectAsync(sn);

        var answer = await terminal.BeatAsync(Node.Now);

        Assert.Equal((0x10, 0x02, 0), (answer.Command, answer.Status, answer.Body.Length));
        Assert.Equal(terminal.SnField, answer.Sn);
        Assert.Null(await terminal.ReadAsync());
    }

    [Fact] // D8, D39
    public async Task Sn_Unknown_IsListedWithWhatItSentUntilItIsADevice()
    {
        const string Sn = "smz-nobodys";
        using (var terminal = await Node.ConnectAsync(Sn, little: true)) await terminal.BeatAsync(Node.Now);
        await Node.Services.GetRequiredService<UnknownTerminalWriter>().WriteAsync(default);
        using var http = new HttpClient { BaseAddress = Node.DeviceHttp[0], Timeout = Patience.Max };
        using var upload = new StringContent($"sn={Sn}&content=00", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync(new Uri("/UploadAttendance", UriKind.Relative), upload);
        Assert.Contains("-2", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Node.Services.GetRequiredService<UnknownTerminalWriter>().WriteAsync(default);

        JsonNode? seen = null;
        await Patience.UntilAsync( // The node's own writer may be at the first of them still.
            async () => (seen = await ListedAsync()) is { } row && ((long)row["tries"]!, (long)row["uploads_refused"]!) == (2, 1), "listed");
        var words = string.Join(',', seen!["words"]!.AsArray());
        Assert.Equal("http 2 1 json heartbeat,UploadAttendance", $"{seen["transport"]} {seen["tries"]} {seen["uploads_refused"]} {seen["form"]} {words}");
        Assert.StartsWith("127.0.0.1:", (string)seen["remote"]!, StringComparison.Ordinal);
        await Node.PutDeviceAsync(Sn);
        Assert.Null(await ListedAsync());

        async Task<JsonNode?> ListedAsync() =>
            (await Node.GetAsync("/api/v1/unknown-terminals?limit=1000"))["items"]!.AsArray().SingleOrDefault(item => (string?)item!["sn"] == Sn);
    }

    [Fact]
    public async Task Sn_ProvisionedAfterARefusal_IsServedAtOnce()
    {
        using (var early = await Node.ConnectAsync("smz-late")) Assert.Equal(0x02, (await early.BeatAsync(Node.Now)).Status);

        await Node.PutDeviceAsync("smz-late");

        using var terminal = await Node.ConnectAsync("smz-late");
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Sn_OfAnotherTerminalOnAProvenConnection_IsRefused()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        var own = terminal.SnField;
        terminal.SnField = WireFrame.SnField(await Node.ProvisionAsync());

        var answer = await terminal.AskAsync(RawTerminal.Upload, """{"logs":[{"user_id":"7","recog_time":"2024-05-06 08:30:00"}]}""");

        Assert.Equal((0x02, "9999"), (answer.Status, terminal.ResultOf(answer).Code));
        terminal.SnField = own;
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Theory] // D19
    [InlineData(0x00)]
    [InlineData(0x30)]
    [InlineData(0xFF)]
    public async Task CommandWord_Other_IsRefusedWithTheSameWord(byte word)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        var answer = await terminal.AskAsync(word, """{"x":1}""");

        Assert.Equal((word, (byte)0x02, "9999"), (answer.Command, answer.Status, terminal.ResultOf(answer).Code));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Theory] // D15
    [InlineData(RawTerminal.PersonPush)]
    [InlineData(RawTerminal.PersonDelete)]
    public async Task Result_WithNothingInFlight_IsCountedAndNotAnswered(byte word)
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(word, """{"result_code":"0000","result_desc":""}""");
        await terminal.SendAsync(word, """{"result_code":"9999","result_desc":"no"}""");

        Assert.Equal(RawTerminal.Heartbeat, (await terminal.BeatAsync(Node.Now)).Command);
        Assert.Equal(2, (await Node.DeviceAsync(terminal.Sn))["counters"]!["stray_results"]!.GetValue<int>());
    }

    [Fact]
    public async Task SecondConnection_WithAFreshHeartbeat_Wins() // D20
    {
        using var first = await Node.TerminalAsync();
        await first.BeatAsync(Node.Now);
        using var second = await Node.ConnectAsync(first.Sn);
        Assert.Equal(0x00, (await first.BeatAsync(Node.Now)).Status); // It has proved nothing yet.

        await second.UploadAsync(("7", "2024-05-06 08:30:00"));
        Assert.Equal(0x00, (await first.BeatAsync(Node.Now)).Status); // It has proved its key, and is a guest.

        Assert.Equal(0x00, (await second.BeatAsync(Node.Now.AddSeconds(9))).Status);

        Assert.Null(await first.ReadAsync());
        Assert.Equal(0x00, (await second.BeatAsync(Node.Now)).Status);
        var device = await Node.DeviceAsync(first.Sn);
        Assert.Equal(second.Socket.LocalEndPoint!.ToString(), device["connection"]!["remote"]!.GetValue<string>());
        Assert.Equal("online", device["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task SecondConnection_AcceptedEarlierAndHeardLater_Loses()
    {
        using var older = await Node.TerminalAsync();
        await older.SendAsync(older.Packet(RawTerminal.Heartbeat, [])); // Refused, and so accepted; but it proves nothing.
        Assert.Equal(0x02, (await older.ReadFrameAsync()).Status);
        using var newer = await Node.ConnectAsync(older.Sn);
        await newer.BeatAsync(Node.Now);

        await older.SendAsync(RawTerminal.Heartbeat, older.HeartbeatJson(Node.Now));

        Assert.Null(await older.ReadAsync());
        Assert.Equal(0x00, (await newer.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task SecondConnection_WithoutTheKey_DoesNotDisturbTheFirst()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);

        // One random block in 256 has a right padding with any key: that it "decrypts" must not be taken for a proof. A connection has fifteen seconds to prove its key.
        const int RoundsOfOne = 50;
        var random = new Random(20_240_506);
        var attacker = await AttackAsync();
        for (var round = 1; round <= 400; round++)
        {
            if (round % RoundsOfOne == 0)
            {
                attacker.Dispose();
                attacker = await AttackAsync();
            }

            byte[] words = [RawTerminal.Heartbeat, RawTerminal.Upload, RawTerminal.PersonPush, RawTerminal.PersonDelete];
            foreach (var word in words)
            {
                var body = new byte[8];
                random.NextBytes(body);
                await attacker.SendAsync(attacker.Packet(word, body, status: 0x02));
                Assert.Equal(0x02, (await attacker.ReadFrameAsync()).Status);
            }
        }

        attacker.Dispose();
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        var device = await Node.DeviceAsync(terminal.Sn);
        Assert.Equal(0, device["counters"]!["takeovers"]!.GetValue<int>());
        Assert.Equal(terminal.Socket.LocalEndPoint!.ToString(), device["connection"]!["remote"]!.GetValue<string>());

        async Task<RawTerminal> AttackAsync()
        {
            var one = await Node.ConnectAsync(terminal.Sn, "ABCDEFGH");
            await one.SendAsync(RawTerminal.Heartbeat, one.HeartbeatJson(Node.Now));
            Assert.Equal(0x02, (await one.ReadFrameAsync()).Status);
            return one;
        }
    }

    [Fact]
    public async Task Takeovers_MoreThanFiveInAMinute_RaiseAnEvent()
    {
        var sn = await Node.ProvisionAsync();
        var since = (await Node.GetAsync("/api/v1/feed?after=0&kinds=registration"))["next"]!.GetValue<long>();
        for (var i = 0; i < 8; i++)
        {
            using var terminal = await Node.ConnectAsync(sn);
            await terminal.BeatAsync(Node.Now.AddSeconds(2 * i)); // No two say the same.
            using var other = await Node.ConnectAsync(sn);
            await other.BeatAsync(Node.Now.AddSeconds((2 * i) + 1));
        }

        await Patience.UntilAsync(
            async () => (await Node.GetAsync($"/api/v1/feed?kinds=device&wait=1&limit=1000&after={since}"))["items"]!.AsArray()
                .Any(item => item!["sn"]!.GetValue<string>() == sn && item["data"]!["event"]!.GetValue<string>() == "sn-conflict"),
            "sn-conflict");
    }

    [Fact]
    public async Task Device_ThatIsDisabled_LosesItsConnectionAndIsRefused()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);

        await Node.PutDeviceAsync(terminal.Sn, enabled: false);

        Assert.Null(await terminal.ReadAsync());
        using var again = await Node.ConnectAsync(terminal.Sn);
        var answer = await again.BeatAsync(Node.Now);
        Assert.Equal((0x02, 0), (answer.Status, answer.Body.Length));
    }

    [Fact]
    public async Task Device_WithANewKey_IsServedWithThatOnly()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);

        await Node.PutDeviceAsync(terminal.Sn, "k2k2K2K2");

        Assert.Null(await terminal.ReadAsync());
        using var old = await Node.ConnectAsync(terminal.Sn);
        var refused = await old.BeatAsync(Node.Now);
        Assert.Equal((0x02, 0), (refused.Status, refused.Body.Length));
        using var renewed = await Node.ConnectAsync(terminal.Sn, "k2k2K2K2");
        Assert.Equal(0x00, (await renewed.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Device_ThatIsDeleted_LosesItsConnection()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.UploadAsync(("7", "2024-05-06 08:30:00"));
        await terminal.BeatAsync(Node.Now);

        using var deleted = await Node.Http.DeleteAsync($"/api/v1/devices/{terminal.Sn}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Null(await terminal.ReadAsync());
        Assert.Single(await Node.RecordsAsync(terminal.Sn)); // Its records stay.
    }
}
