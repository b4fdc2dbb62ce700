using System.Net;
using Gateway.Actors.Privacy;
using Gateway.Edge.Dialects;
using Gateway.Edge.Tcp;
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

    /// <summary>Fields of the terminals' own that may stand in clear.</summary>
    public ClearFields ClearFields { get; init; } = ClearFields.Default;

    /// <summary>Whoever copies the database can read everything in it: the key ring is there as well, without a certificate, and it is on another machine.</summary>
    public bool IsKeyRingInClear => KeyRing is { Certificate: null, Directory: null } && Storage.IsElsewhere;

    /// <summary>Zone of device clocks; a dialect may have its own.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    public required IReadOnlyDictionary<string, Dialect> Dialects { get; init; }
}

/// <summary>§4 and §6 over HTTP(S).</summary>
internal sealed record DeviceHttpOptions(IReadOnlyList<HttpEndpoint> Endpoints, string? Certificate, int MaxConnections, int MaxConnectionsPerAddress);

/// <summary>Platform API, console, metrics, health.</summary>
/// <param name="AdminKey">Given by the operator, or null: the one in the data directory.</param>
internal sealed record PlatformOptions(IReadOnlyList<HttpEndpoint> Endpoints, string? AdminKey)
{
    /// <summary>Whose forwarding headers are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Host names that are served; empty = any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The key is a secret: the record's text form leaves it out.</summary>
    public override string ToString() => $"PlatformOptions {{ Endpoints = {string.Join(';', Endpoints)} }}";
}

/// <summary>One address to listen on over HTTP.</summary>
/// <param name="Address">Null = any (IPv4 and IPv6).</param>
internal sealed record HttpEndpoint(IPAddress? Address, int Port, bool Tls)
{
    public override string ToString() =>
        $"{(Tls ? "https" : "http")}://{(Address is null ? "*" : new IPEndPoint(Address, Port).ToString()[..^(Port.ToString().Length + 1)])}:{Port}";
}

/// <summary>Akka.Remote address of this node and the seeds of its cluster.</summary>
/// <param name="Name">Nodes of another name are not let in.</param>
/// <param name="SeedNodes">Empty = this node alone.</param>
internal sealed record ClusterOptions(string Name, string Hostname, int Port, IReadOnlyList<string> SeedNodes)
{
    /// <summary>That the nodes have in common; null = certificates, or a node alone.</summary>
    public string? Secret { get; init; }

    /// <summary>The secret before this one, while nodes with it are still there.</summary>
    public string? SecretBefore { get; init; }

    /// <summary>PFX or PEM path of this node's certificate towards the others.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM path of who signs the certificates of nodes.</summary>
    public string? Authority { get; init; }

    /// <summary>Names of nodes in certificates, besides those of the seed nodes and in this node's own.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"ClusterOptions {{ Name = {Name}, Hostname = {Hostname}, Port = {Port}, SeedNodes = {string.Join(';', SeedNodes)} }}";
}
