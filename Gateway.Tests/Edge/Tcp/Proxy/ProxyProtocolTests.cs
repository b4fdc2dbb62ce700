using System.Net.Http.Json;
using System.Net.Sockets;
using Gateway.Edge.Tcp.Proxy;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp.Proxy;

/// <summary>A node behind a load balancer.</summary>
public sealed class ProxyProtocolTests(ProxyProtocolTests.Behind fixture) : IClassFixture<ProxyProtocolTests.Behind>
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.9 192.0.2.1 4711 6960\r\n");
    private static readonly byte[] Binary = Convert.FromHexString("0D0A0D0A000D0A515549540A" + "2111000C" + "CB007109" + "C0000201" + "1267" + "1B30");

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Header_ByteByByteBeforeTheFrame_GivesTheTerminalsOwnAddress(bool line)
    {
        using var terminal = await Node.TerminalAsync();
        foreach (var one in line ? Line : Binary) await terminal.SendAsync([one]);

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);

        await Patience.UntilAsync(
            async () => (await Node.DeviceAsync(terminal.Sn))["connection"]?["remote"]?.GetValue<string>() == "203.0.113.9:4711", "the address of the header");
    }

    [Theory] // The address of the header counts, not the load balancer's.
    [InlineData("203.0.113.0/24", 0x00)]
    [InlineData("127.0.0.1", 0x02)]
    public async Task AllowList_OfTheDevice_IsAskedForTheTerminalsOwnAddress(string allowed, byte status)
    {
        var sn = await Node.ProvisionAsync();
        using var answer = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { allowed_addresses = new[] { allowed } });
        answer.EnsureSuccessStatusCode();
        using var terminal = await Node.ConnectAsync(sn);

        await terminal.SendAsync(Line);

        Assert.Equal(status, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Header_InOneSegmentWithTheFrame_LosesNothing()
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync([.. Binary, .. terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now))]);

        Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);
    }

    [Fact]
    public async Task LoadBalancer_ForItself_KeepsItsOwnAddress()
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(Convert.FromHexString("0D0A0D0A000D0A515549540A20000000"));

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    [InlineData(null, "0D0A0D0A000D0A515549540A21000000")]
    public async Task LoadBalancer_ThatDoesNotKnow_IsServedAndCounted(string? line, string? binary)
    {
        var before = await UnknownAsync();
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(line is null ? Convert.FromHexString(binary!) : Encoding.ASCII.GetBytes(line));

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        Assert.Equal(before + 1, await UnknownAsync());
    }

    private async Task<long> UnknownAsync()
    {
        var lines = (await Node.Http.GetStringAsync("/metrics")).Split('\n');
        var line = lines.FirstOrDefault(static line => line.StartsWith("gateway_proxy_unknown_total ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Connection_WithoutAHeader_IsClosed()
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));

        await AssertClosedAsync(terminal);
    }

    [Fact]
    public async Task Connection_ThatHaltsWithinTheHeader_IsClosedAfterFiveSeconds()
    {
        Node.Time.Hold();
        using var terminal = await Node.TerminalAsync();
        await terminal.SendAsync(Line[..20]);
        await Patience.UntilAsync(() => Node.Services.GetRequiredService<ProxyProtocol>().Awaited == 1, "awaited");

        Node.Time.Shift(ProxyProtocol.HeaderWithin + TimeSpan.FromSeconds(1));
        Node.Time.LetGo();

        await AssertClosedAsync(terminal);
        await Patience.UntilAsync(() => Node.Services.GetRequiredService<ProxyProtocol>().Awaited == 0, "counted out");
    }

    [Fact]
    public async Task Limit_PerAddress_CountsTheTerminalsNotTheLoadBalancers()
    {
        var others = new List<RawTerminal>();
        for (var i = 0; i < 6; i++)
        {
            others.Add(await Node.TerminalAsync());
            await others[i].SendAsync(Encoding.ASCII.GetBytes($"PROXY TCP4 198.51.100.{i} 192.0.2.1 1 1\r\n"));
            Assert.Equal(0x00, (await others[i].BeatAsync(Node.Now)).Status);
        }

        using var again = await Node.TerminalAsync();
        for (var i = 0; i < 3; i++)
        {
            var same = await Node.TerminalAsync();
            others.Add(same);
            await same.SendAsync(Encoding.ASCII.GetBytes("PROXY TCP4 198.51.100.0 192.0.2.1 1 1\r\n"));
            if (i < 2) Assert.Equal(0x00, (await same.BeatAsync(Node.Now)).Status);
            else await AssertClosedAsync(same);
        }

        others.ForEach(static terminal => terminal.Dispose());
    }

    [Fact]
    public async Task Header_FromWhoIsNotTrusted_IsNotRead()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:ProxyProtocol"] = "true", ["Tcp:ProxyProtocolFrom"] = "192.0.2.0/24, 127.0.0.9" });
        using var stranger = await node.TerminalAsync();
        using var trusted = await node.ConnectAsync(await node.ProvisionAsync(), from: System.Net.IPAddress.Parse("127.0.0.9"));

        await trusted.SendAsync(Line);
        Assert.Equal(0x00, (await trusted.BeatAsync(node.Now)).Status);
        await AssertClosedAsync(stranger);
        Assert.Contains("gateway_connections_refused_total{limit=\"proxy_untrusted\"}", await node.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    private static async Task AssertClosedAsync(RawTerminal terminal)
    {
        try
        {
            Assert.Null(await terminal.ReadAsync());
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // As good: what it sent was not read.
        }
    }

    public sealed class Behind : IAsyncLifetime
    {
        internal TestNode Node { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Node = await TestNode.StartAsync(new Dictionary<string, string>
            {
                ["Tcp:ProxyProtocol"] = "true",
                ["Tcp:ProxyProtocolFrom"] = "127.0.0.0/8",
                ["Tcp:MaxConnectionsPerAddress"] = "3",
            });

        public async Task DisposeAsync() => await Node.DisposeAsync();
    }
}
