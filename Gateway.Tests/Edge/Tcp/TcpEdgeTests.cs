using System.Net;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Microsoft.AspNetCore.Connections;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

public sealed class TcpEdgeTests
{
    private static readonly TcpOptions Options = new(
        new IPEndPoint(IPAddress.IPv6Loopback, 0), ByteOrderPolicy.Auto, MaxConnections: 10, MaxConnectionsPerAddress: 1, Lanes: 1,
        TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(60), DrainSeconds: 0)
    { NewcomersMax = 10, FramesPerSecond = 0 };

    [Fact]
    public void Connections_OfOneIpv6Network_AreOfOneAddress()
    {
        using var edge = new TcpEdge(Options, new FakeTimeProvider());
        Assert.True(edge.TryEnter(From("2001:db8:0:1::1"), out var place));

        Assert.False(edge.TryEnter(From("2001:db8:0:1:ffff::2"), out _));
        Assert.True(edge.TryEnter(From("2001:db8:0:2::1"), out _));
        place.Dispose();

        Assert.True(edge.TryEnter(From("2001:db8:0:1:ffff::2"), out _));
    }

    private static DefaultConnectionContext From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 4711) };
}
