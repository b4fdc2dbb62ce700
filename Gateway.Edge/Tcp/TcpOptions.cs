using System.Net;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>The device socket (§5).</summary>
/// <param name="MaxConnections">Over all addresses; 1 at least.</param>
/// <param name="MaxConnectionsPerAddress">0 = no limit.</param>
/// <param name="Lanes">Akka.Streams graphs that share the connections; 0 = one per core.</param>
/// <param name="FirstFrameWithin">D21: no body that proves the key within this of connecting, and the connection is closed.</param>
/// <param name="IdleTimeout">D21: none for this long after the first.</param>
/// <param name="DrainSeconds">Over how long a stopping node spreads its disconnects.</param>
internal sealed record TcpOptions(
    IPEndPoint Endpoint,
    ByteOrderPolicy ByteOrder,
    int MaxConnections,
    int MaxConnectionsPerAddress,
    int Lanes,
    TimeSpan FirstFrameWithin,
    TimeSpan IdleTimeout,
    TimeSpan ClockSkewAllowed,
    int DrainSeconds)
{
    /// <summary>Newcomers that are read at a time while they have no answer yet; the others wait their turn, one per address.</summary>
    public required int NewcomersMax { get; init; }

    /// <summary>Frames of one connection that are read in a second, and at once; 0 = no limit.</summary>
    public required int FramesPerSecond { get; init; }

    /// <summary>The same in TLS; null = off.</summary>
    public IPEndPoint? TlsEndpoint { get; init; }

    /// <summary>Each connection begins with a PROXY header (v1 or v2).</summary>
    public bool ProxyProtocol { get; init; }

    /// <summary>Who may send one; all others are closed.</summary>
    public IReadOnlyList<IPNetwork> ProxyProtocolFrom { get; init; } = [];
}
