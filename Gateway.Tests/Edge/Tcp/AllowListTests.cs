using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Actors.Sightings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A device that may only come from certain addresses: from elsewhere its SN is an unknown one, byte for byte (D8).</summary>
[Collection(NodeFixture.Collection)]
public sealed class AllowListTests(NodeFixture fixture)
{
    private const string Allowed = "127.0.0.2";
    private const string OtherAddress = "127.0.0.1";

    private TestNode Node => fixture.Node;

    private TerminalSightings Sightings => Node.Services.GetRequiredService<TerminalSightings>();

    [Fact]
    public async Task Connection_FromAnAllowedAddress_IsServed()
    {
        var sn = await Node.ProvisionAsync();
        await AllowAsync(sn, "127.0.0.2/31");
        using var terminal = await Node.ConnectAsync(sn, from: IPAddress.Parse("127.0.0.3"));

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        Assert.Empty(Sightings.Of(sn));
    }

    [Theory]
    [InlineData("heartbeat")]
    [InlineData("upload")]
    [InlineData("other word")]
    [InlineData("wrong key")]
    [InlineData("no body")]
    [InlineData("checksum")]
    [InlineData("first packet")]
    [InlineData("behind an upload")]
    public async Task Connection_FromAnotherAddress_IsAnsweredByteForByteAsAnUnknownSn(string what)
    {
        var sn = $"allow-{what.GetHashCode(StringComparison.Ordinal):x8}";
        var unknown = await TalkAsync(sn, what);
        await Node.PutDeviceAsync(sn);
        await AllowAsync(sn, Allowed);

        var refused = await TalkAsync(sn, what);

        Assert.NotEmpty(unknown);
        Assert.Equal(Convert.ToHexString(unknown), Convert.ToHexString(refused));
        Assert.Empty(await Node.RecordsAsync(sn));
        Assert.Equal("never", (await Node.DeviceAsync(sn))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Connection_FromAnotherAddress_LeavesASightingAndACount()
    {
        var sn = await Node.ProvisionAsync();
        await AllowAsync(sn, Allowed);
        using var terminal = await Node.ConnectAsync(sn);

        Assert.Equal(0x02, (await terminal.BeatAsync(Node.Now)).Status);

        var seen = Assert.Single(Sightings.Of(sn));
        Assert.Equal((SightingKind.AddressNotAllowed, terminal.Socket.LocalEndPoint!.ToString(), 1L), (seen.Kind, seen.Remote, seen.Count));
        Assert.Matches("""gateway_addresses_refused_total\{transport="socket"\} [1-9]""", await Node.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task List_ThatChangesWhileConnected_ClosesTheConnectionAtItsNextFrame()
    {
        using var terminal = await Node.TerminalAsync();
        using var allowed = await Node.ConnectAsync(await Node.ProvisionAsync(), from: IPAddress.Parse(Allowed));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        Assert.Equal(0x00, (await allowed.BeatAsync(Node.Now)).Status);

        await AllowAsync(terminal.Sn, Allowed);
        await AllowAsync(allowed.Sn, Allowed);

        var answer = await terminal.AskAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        Assert.Equal((RawTerminal.Upload, (byte)0x02, 0), (answer.Command, answer.Status, answer.Body.Length));
        Assert.Null(await terminal.ReadAsync());
        Assert.Equal(0x00, (await allowed.BeatAsync(Node.Now)).Status);
        Assert.Empty(await Node.RecordsAsync(terminal.Sn));
        await Patience.UntilAsync(async () => (await Node.DeviceAsync(terminal.Sn))["offline_reason"]?.GetValue<string>() == "revoked", "it is offline, and why");
    }

    [Fact]
    public async Task List_Cleared_LetsTheTerminalInAtOnce()
    {
        var sn = await Node.ProvisionAsync();
        await AllowAsync(sn, Allowed);
        using (var early = await Node.ConnectAsync(sn)) Assert.Equal(0x02, (await early.BeatAsync(Node.Now)).Status);

        await AllowAsync(sn);

        using var terminal = await Node.ConnectAsync(sn);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Theory]
    [InlineData("GetAddPerson?sn={0}")]
    [InlineData("GetDelPerson?sn={0}")]
    [InlineData("FeedBack?sn={0}&type=2")]
    [InlineData("Regist.Asfx?dev_mac={0}")]
    public async Task Request_OverHttp_FromAnotherAddress_IsAnsweredAsAnUnknownSn(string target)
    {
        var sn = $"http-{target[..4]}";
        using var elsewhere = Client(OtherAddress);
        using var right = Client(Allowed);
        var uri = string.Format(CultureInfo.InvariantCulture, target, sn);
        var unknown = await elsewhere.GetStringAsync(uri);
        await Node.PutDeviceAsync(sn);
        await AllowAsync(sn, Allowed);

        Assert.Equal(unknown, await elsewhere.GetStringAsync(uri));
        Assert.NotEqual(unknown, await right.GetStringAsync(uri));
        Assert.Equal(SightingKind.AddressNotAllowed, Assert.Single(Sightings.Of(sn), seen => seen.Kind != SightingKind.UnknownSn).Kind);
        Assert.Contains("""gateway_addresses_refused_total{transport="http"}""", await Node.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OverHttp_FromAnotherAddress_IsNotAnswered()
    {
        var sn = await Node.ProvisionAsync();
        await AllowAsync(sn, Allowed);
        using var elsewhere = Client(OtherAddress);
        using var right = Client(Allowed);

        await Assert.ThrowsAsync<HttpRequestException>(() => elsewhere.GetStringAsync($"UploadAttendance?sn={sn}&content=77152885510B731A")); // D39

        Assert.Contains("\"Result\":-1", await right.GetStringAsync($"UploadAttendance?sn={sn}&content=77152885510B731A"), StringComparison.Ordinal);
        Assert.Matches("""gateway_terminals_unserved_total\{transport="http",reason="address"\} [1-9]""", await Node.Http.GetStringAsync("/metrics"));
    }

    /// <summary>All bytes that the gateway sends to a terminal at the address that is not allowed, until it closes.</summary>
    private async Task<byte[]> TalkAsync(string sn, string what)
    {
        using var terminal = await Node.ConnectAsync(sn, from: IPAddress.Parse(OtherAddress));
        var upload = terminal.Request(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        var beat = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero)));
        var spoiled = beat.ToArray();
        spoiled[^1] ^= 0xFF;
        byte[] bytes = what switch
        {
            "heartbeat" => beat,
            "upload" => upload,
            "other word" => terminal.Request(0x77, "{}"),
            "wrong key" => terminal.Packet(RawTerminal.Heartbeat, [1, 2, 3, 4, 5, 6, 7, 8]),
            "no body" => terminal.Request(RawTerminal.Heartbeat, null),
            "checksum" => [.. spoiled, .. beat], // The first is answered and the connection stays (D3).
            "first packet" => terminal.Packet(RawTerminal.Upload, terminal.Encrypt("{}"), number: 1, total: 2),
            _ => [.. upload, .. beat],
        };
        await terminal.SendAsync(bytes);
        using var late = new CancellationTokenSource(Patience.Max);
        var received = new List<byte>();
        var buffer = new byte[1024];
        while (await terminal.Socket.ReceiveAsync(buffer, late.Token) is > 0 and var count) received.AddRange(buffer[..count]);
        return [.. received];
    }

    private async Task AllowAsync(string sn, params string[] addresses)
    {
        using var answer = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { allowed_addresses = addresses });
        answer.EnsureSuccessStatusCode();
        Assert.Equal(addresses, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["allowed_addresses"]!.AsArray().Select(address => address!.GetValue<string>()));
    }

    private HttpClient Client(string from) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri(Node.DeviceHttp[0], "/Service/DevivePacketWebSvr.assx/") };
}
