using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Akka.Remote.Transport;
using Gateway.Host.NodeLinks;
using Xunit;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>The port between nodes: nodes of one secret speak, nobody else gets so far as a link.</summary>
public sealed class NodeTransportTests
{
    private const string Secret = "a-secret-of-test-nodes-on-one-machine";

    private static readonly int[] Lengths = [1, 100, 65_535, 65_536, 65_537, 128_000, 3];

    [Fact]
    public async Task Links_OfOneSecret_CarryFramesOfAnyLengthInOrder()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var calling = await one.CallAsync(other);
        var called = await other.CalledAsync();
        byte[][] frames = [.. Lengths.Select(static length => Enumerable.Range(0, length).Select(i => (byte)(i + length)).ToArray())];

        foreach (var frame in frames) Assert.True(calling.Write(frame));
        foreach (var frame in frames) Assert.Equal(frame, await called.ReadAsync());
        Assert.True(called.Write([7]));
        Assert.Equal([7], await calling.ReadAsync());

        // What was written before the end arrives.
        Assert.True(calling.Write([8]));
        calling.End();
        Assert.False(calling.Write([9]));
        Assert.Equal([8], await called.ReadAsync());
        Assert.Null(await called.ReadAsync());
        Assert.Null(await calling.ReadAsync());
    }

    [Fact]
    public async Task Link_FrameThatIsTooLong_Ends()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var calling = await one.CallAsync(other);
        var called = await other.CalledAsync();

        Assert.True(calling.Write(new byte[128_001]));

        Assert.Null(await called.ReadAsync());
        Assert.Null(await calling.ReadAsync());
    }

    [Fact]
    public async Task Call_WithAnotherSecret_IsRefusedByBoth()
    {
        await using var ours = await StartAsync();
        await using var stranger = await LinkEnd.StartAsync(new SecretTrust("another-secret-than-that-of-the-nodes", null));

        await Assert.ThrowsAsync<InvalidAssociationException>(() => stranger.CallAsync(ours));
        await Patience.UntilAsync(() => ours.Watch.Last is not null, "refused by the one that is called");
        await Assert.ThrowsAsync<InvalidAssociationException>(() => ours.CallAsync(stranger));

        Assert.Equal((0, 0), (ours.Links, stranger.Links));
        Assert.Contains("Gateway:Cluster:Secret", stranger.Watch.Last!.Reason, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", ours.Watch.Take().First().Remote, StringComparison.Ordinal);
    }

    /// <summary>It believes whomever it calls, so its own certificate is what is looked at.</summary>
    [Fact]
    public async Task Caller_WithAForeignCertificate_GetsNoLink()
    {
        await using var ours = await StartAsync();
        using var socket = await ConnectAsync(ours);
        await using var tls = new SslStream(new NetworkStream(socket), false, static (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "x", ClientCertificates = SecretTrust.Alone().Own });

        await ReadsNothingAsync(tls);
        await Patience.UntilAsync(() => ours.Watch.Last is not null, "refused");
        Assert.Contains("Gateway:Cluster:Secret", ours.Watch.Last!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, ours.Links);
    }

    [Fact]
    public async Task Caller_WithoutACertificate_GetsNoLink()
    {
        await using var ours = await StartAsync();
        using var socket = await ConnectAsync(ours);
        await using var tls = new SslStream(new NetworkStream(socket), false, static (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "x" });

        await ReadsNothingAsync(tls);
        await Patience.UntilAsync(() => ours.Watch.Last is not null, "refused");
        Assert.Contains("no certificate", ours.Watch.Last!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, ours.Links);
    }

    /// <summary>What a node without TLS says first: a length and an association.</summary>
    [Theory]
    [InlineData("1A000000121812160A140A03746370120767617465776179")]
    [InlineData("474554202F20485454502F312E310D0A0D0A")]
    [InlineData("00")]
    [InlineData("16030100FF01")]
    public async Task Caller_WithoutTls_GetsNoLink(string hex)
    {
        await using var ours = await StartAsync();
        using (var socket = await ConnectAsync(ours))
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Convert.FromHexString(hex));
            socket.Shutdown(SocketShutdown.Send);
            await ReadsNothingAsync(stream);
        }

        await Patience.UntilAsync(() => ours.Watch.Last is not null, "refused");
        Assert.Contains("TLS", ours.Watch.Last!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, ours.Links);
    }

    [Fact]
    public async Task Caller_WhoSaysNothing_IsNoAlarm()
    {
        await using var ours = await StartAsync();
        using (var socket = await ConnectAsync(ours)) socket.Shutdown(SocketShutdown.Both);

        await using var other = await StartAsync();
        await other.CallAsync(ours);
        await ours.CalledAsync();
        Assert.Null(ours.Watch.Last);
    }

    /// <summary>More than one address may hold: those beyond are closed at once, and a node from there is served again when they go.</summary>
    [Fact]
    public async Task Callers_TooManyOfOneAddress_AreClosed()
    {
        await using var ours = await StartAsync();
        var held = new List<Socket>();
        for (var i = 0; i <= HandshakePlaces.MostOfOneAddress; i++) held.Add(await ConnectAsync(ours));

        await Patience.UntilAsync(() => held.Exists(static socket => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0), "one is closed");
        held.ForEach(static socket => socket.Dispose());

        await using var other = await StartAsync();
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    await other.CallAsync(ours);
                    return true;
                }
                catch (InvalidAssociationException)
                {
                    return false;
                }
            },
            "a link");
    }

    /// <summary>Somebody else has the address of a node that is gone: the node that calls it lives on, and calls again.</summary>
    [Fact]
    public async Task Call_SomebodyElseAnswers_IsAnErrorAndNoMore()
    {
        await using var ours = await StartAsync();
        using var stranger = new TcpListener(System.Net.IPAddress.Loopback, 0);
        stranger.Start();
        var address = new Akka.Actor.Address(NodeTransport.Scheme, "gateway", "127.0.0.1", ((System.Net.IPEndPoint)stranger.LocalEndpoint).Port);

        var calling = ours.Transport.Associate(address);
        using (var accepted = await stranger.AcceptSocketAsync()) await accepted.SendAsync("no TLS here"u8.ToArray());

        await Assert.ThrowsAsync<InvalidAssociationException>(() => calling);
        Assert.NotNull(ours.Watch.Last);
        await using var other = await StartAsync();
        await ours.CallAsync(other);
        await other.CalledAsync();
    }

    private static Task<LinkEnd> StartAsync() => LinkEnd.StartAsync(new SecretTrust(Secret, null));

    private static async Task<Socket> ConnectAsync(LinkEnd end)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", end.Address.Port!.Value);
        return socket;
    }

    private static async Task ReadsNothingAsync(Stream stream)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        var buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer, late.Token) > 0)
                Assert.True(stream is not SslStream, "something was said to a stranger"); // In clear: an alert of TLS, and no more.
        }
        catch (Exception cut) when (cut is IOException or AuthenticationException)
        {
            return; // Cut off, as it should be.
        }
    }
}
