using System.Net;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Traffic;
using Gateway.Platform.Redis;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;

namespace Gateway.Host.Configuration;

/// <summary>Every setting of the section <c>Gateway</c>, read and checked (contract, Settings). Made by <see cref="SettingsReader"/> only.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Absolute path of the data directory.</summary>
    public required string DataDirectory { get; init; }

    public required StorageOptions Storage { get; init; }

    public required TcpOptions Tcp { get; init; }

    public required DeviceHttpOptions DeviceHttp { get; init; }

    public required PlatformOptions Platform { get; init; }

    public required ClusterOptions Cluster { get; init; }

    /// <summary>Null = no Redis.</summary>
    public required RedisOptions? Redis { get; init; }

    /// <summary>Null = no traces are sent.</summary>
    public required TelemetryOptions? Telemetry { get; init; }

    public required RetentionOptions Retention { get; init; }

    public RecorderOptions Recorder { get; init; } = RecorderOptions.Standard;

    public required KeyRingOptions KeyRing { get; init; }

    /// <summary>Zone of device clocks; a dialect may have its own.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    public required IReadOnlyDictionary<string, Dialect> Dialects { get; init; }
}

/// <summary>The device socket (§5).</summary>
/// <param name="MaxConnections">Over all addresses; 1 at least.</param>
/// <param name="MaxConnectionsPerAddress">0 = no limit.</param>
/// <param name="Lanes">Akka.Streams graphs that share the connections; 0 = one per core.</param>
/// <param name="FirstFrameWithin">D21: no valid frame within this of connecting, and the connection is closed.</param>
/// <param name="IdleTimeout">D21: no valid frame for this long after the first.</param>
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

/// <summary>§4 and §6 over HTTP(S).</summary>
internal sealed record DeviceHttpOptions(IReadOnlyList<HttpEndpoint> Endpoints, string? Certificate);

/// <summary>Platform API, console, metrics, health.</summary>
/// <param name="AdminKey">Given by the operator, or null: the one in the data directory.</param>
internal sealed record PlatformOptions(IReadOnlyList<HttpEndpoint> Endpoints, string? AdminKey)
{
    /// <summary>The key is a secret: the record's text form leaves it out.</summary>
    public override string ToString() => $"PlatformOptions {{ Endpoints = {string.Join(';', Endpoints)} }}";
}

/// <summary>One address to listen on over HTTP.</summary>
/// <param name="Address">Null = any (IPv4 and IPv6).</param>
internal sealed record HttpEndpoint(IPAddress? Address, int Port, bool Tls)
{
    public override string ToString() => $"{(Tls ? "https" : "http")}://{(Address is null ? "*" : new IPEndPoint(Address, Port).ToString()[..^(Port.ToString().Length + 1)])}:{Port}";
}

/// <summary>Akka.Remote address of this node and the seeds of its cluster.</summary>
/// <param name="Name">Nodes of another name are not let in.</param>
/// <param name="SeedNodes">Empty = this node alone.</param>
internal sealed record ClusterOptions(string Name, string Hostname, int Port, IReadOnlyList<string> SeedNodes);
