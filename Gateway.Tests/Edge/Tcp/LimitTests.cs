using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Time-outs (D21) and limits of the settings. Each test starts from no connection.</summary>
public sealed class LimitTests(LimitTests.LimitedNode fixture) : IClassFixture<LimitTests.LimitedNode>, IAsyncLifetime
{
    private TestNode Node => fixture.Node;

    public Task InitializeAsync() => Patience.UntilAsync(() => Node.Edge.Open == 0, "no connection");

    public Task DisposeAsync()
    {
        Node.Time.LetGo();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Connection_SilentFromTheStart_IsClosedAfterFifteenSeconds()
    {
        Node.Time.Hold(); // However slow the machine is, they are silent for as long as is said here.
        using var silent = await Node.ConnectAsync("silent");
        using var halting = await Node.TerminalAsync();
        await halting.SendAsync(halting.Request(RawTerminal.Heartbeat, halting.HeartbeatJson(Node.Now))[..20]);
        await Patience.UntilAsync(() => Node.Edge.Open == 2, "accepted");

        Node.Time.Shift(TimeSpan.FromSeconds(15));
        Node.Time.LetGo();

        Assert.Null(await silent.ReadAsync());
        Assert.Null(await halting.ReadAsync()); // A part of a frame is no frame.
        await Patience.UntilAsync(() => Node.Edge.Open == 0, "counted out");
    }

    [Fact]
    public async Task Connection_WithoutAValidFrame_IsClosedAfterFifteenSeconds()
    {
        Node.Time.Hold();
        using var terminal = await Node.TerminalAsync();
        var frame = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));
        frame[^1] ^= 1;
        await terminal.SendAsync(frame);
        await terminal.ReadFrameAsync();
        Node.Time.Shift(TimeSpan.FromSeconds(14));
        await terminal.SendAsync(frame);

        Node.Time.Shift(TimeSpan.FromSeconds(1.5));
        Node.Time.LetGo();

        for (var answer = await terminal.ReadAsync(); answer is not null; answer = await terminal.ReadAsync()) Assert.Equal(0x02, answer.Status);
    }

    [Theory] // D21, D38
    [InlineData(15, false)]
    [InlineData(180, true)]
    public async Task Connection_WhoseBodiesProveNothing_IsSilent(int seconds, bool hasProved)
    {
        Node.Time.Hold();
        using var terminal = await Node.TerminalAsync();
        if (hasProved) await terminal.BeatAsync(Node.Now);
        Node.Time.Shift(TimeSpan.FromSeconds(seconds - 1));
        foreach (var body in (byte[][])[[], [1, 2, 3], terminal.Encrypt("{}"), new byte[64]])
        {
            await terminal.SendAsync(terminal.Packet(RawTerminal.Heartbeat, body));
            await terminal.ReadFrameAsync(); // By now it has been taken, and the next one is not late.
        }

        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, terminal.Encrypt(terminal.HeartbeatJson(Node.Now)), number: 1, total: 2)); // not whole
        Node.Time.Shift(TimeSpan.FromSeconds(1.5));
        Node.Time.LetGo();

        Assert.Null(await terminal.ReadAsync());
    }

    [Fact]
    public async Task Connection_ThatWasHeard_MayBeSilentForThreeMinutes()
    {
        Node.Time.Hold();
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        Node.Time.Shift(TimeSpan.FromSeconds(170));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);

        Node.Time.Shift(TimeSpan.FromSeconds(180));
        Node.Time.LetGo();

        Assert.Null(await terminal.ReadAsync());
        await Patience.UntilAsync(async () => (await Node.DeviceAsync(terminal.Sn))["status"]!.GetValue<string>() == "offline", "offline");
    }

    [Fact]
    public async Task Connections_BeyondThoseOfOneAddress_AreClosedAtOnce()
    {
        var here = new List<RawTerminal>();
        for (var i = 0; i < 3; i++) here.Add(await ServedAsync("127.0.0.1"));

        await AssertRefusedAsync("127.0.0.1");
        using var elsewhere = await ServedAsync("127.0.0.2");

        here[0].Dispose();
        await Patience.UntilAsync(() => Node.Edge.Open == 3, "one is gone");
        using var inItsPlace = await ServedAsync("127.0.0.1");
        here.ForEach(static terminal => terminal.Dispose());
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAtOnceAndThePlacesComeBack()
    {
        for (var round = 0; round < 3; round++)
        {
            var all = new List<RawTerminal>();
            for (var i = 0; i < 5; i++) all.Add(await ServedAsync($"127.0.0.{i / 3 + 1}"));

            for (var i = 0; i < 5; i++) await AssertRefusedAsync("127.0.0.3");

            all.ForEach(static terminal => terminal.Dispose());
            await Patience.UntilAsync(() => Node.Edge.Open == 0, "all are counted out");
        }
    }

    private async Task<RawTerminal> ServedAsync(string from)
    {
        var terminal = await Node.ConnectAsync(await Node.ProvisionAsync(), from: IPAddress.Parse(from));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        return terminal;
    }

    private async Task AssertRefusedAsync(string from)
    {
        using var terminal = await Node.ConnectAsync("refused", from: IPAddress.Parse(from));
        try
        {
            Assert.Null(await terminal.ReadAsync());
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // As good: there was nothing to answer.
        }
    }

    public sealed class LimitedNode : IAsyncLifetime
    {
        internal TestNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await TestNode.StartAsync(
            new Dictionary<string, string> { ["Tcp:MaxConnections"] = "5", ["Tcp:MaxConnectionsPerAddress"] = "3" });

        public async Task DisposeAsync() => await Node.DisposeAsync();
    }
}
