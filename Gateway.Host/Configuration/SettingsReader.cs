using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Gateway.Storage.Feed;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Microsoft.Data.Sqlite;
using Serilog.Events;

namespace Gateway.Host.Configuration;

/// <summary>Reads and checks the settings. The first that is wrong ends it with a <see cref="SettingsException"/>.</summary>
internal static class SettingsReader
{
    private const int ClusterNameLengthMax = 64;
    private const string Root = "Gateway:";

    /// <param name="configuration">All layers of the contract, merged.</param>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        var dataDirectory = Path.GetFullPath(Text(configuration, "DataDirectory", "data"));
        var zone = Zone(configuration, Root + "TimeZone", "Asia/Shanghai");
        CheckLog(configuration);
        var storage = Storage(configuration, dataDirectory);
        var redis = RedisReader.Read(configuration);
        var recorder = RecorderReader.Read(configuration);
        return new GatewayOptions
        {
            DataDirectory = dataDirectory,
            Storage = storage,
            Tcp = Tcp(configuration),
            DeviceHttp = new DeviceHttpOptions(
                Urls(configuration, "DeviceHttp:Urls", "http://0.0.0.0:6961;http://0.0.0.0:6965"), Optional(configuration, "DeviceHttp:Certificate")),
            Platform = new PlatformOptions(Urls(configuration, "Platform:Urls", "http://127.0.0.1:8080"), AdminKey(configuration)),
            Cluster = Cluster(configuration, storage.Provider),
            Redis = redis,
            Telemetry = TelemetryReader.Read(configuration),
            Retention = Retention(configuration) with { FeedReader = redis is null ? null : FeedMarks.Redis, RecordsFrames = recorder.FramesPerDevice > 0 },
            Recorder = recorder,
            KeyRing = KeyRing(configuration),
            TimeZone = zone,
            Dialects = DialectReader.Read(configuration.GetSection("Gateway:Dialects"), zone),
        };
    }

    /// <summary>The log is made from the configuration itself; what is wrong there must be told like any other setting.</summary>
    private static void CheckLog(IConfiguration configuration)
    {
        if (Optional(configuration, "Log:Format") is { } format
            && !format.Equals("text", StringComparison.OrdinalIgnoreCase) && !format.Equals("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException("Gateway:Log:Format", format, "must be one of text, json");
        }

        var levels = configuration.GetSection("Serilog:MinimumLevel");
        foreach (var level in levels.GetSection("Override").GetChildren().Append(levels.GetSection("Default")).Append(levels))
        {
            if (level.Value is { Length: > 0 } name && !Enum.GetNames<LogEventLevel>().Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new SettingsException(level.Path, name, $"must be one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}");
        }
    }

    internal static TimeZoneInfo Zone(IConfiguration configuration, string key, string standard)
    {
        var id = configuration[key] is { Length: > 0 } text ? text : standard;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new SettingsException(
                configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key, id, "must be an IANA time zone that this machine knows, such as Asia/Shanghai");
    }

    private static StorageOptions Storage(IConfiguration configuration, string dataDirectory)
    {
        var provider = OneOf<StorageProvider>(configuration, "Storage:Provider", StorageProvider.Sqlite);
        var connection = Optional(configuration, "Storage:ConnectionString");
        if (connection is null && provider == StorageProvider.PostgreSql)
            throw new SettingsException("Gateway:Storage:ConnectionString", null, "must be given for the provider PostgreSql");

        var options = new StorageOptions(provider, connection ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "gateway.db") }.ConnectionString);
        return options.Error is { } error ? throw new SettingsException("Gateway:Storage:ConnectionString", "(hidden)", error) : options.WithDefaults();
    }

    /// <summary>The port must be written: "::1" alone would be read as an address with port 0.</summary>
    private static bool EndsInPort(string text, IPEndPoint endpoint) => text.EndsWith(
        string.Create(CultureInfo.InvariantCulture, $"{(endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? "]:" : ":")}{endpoint.Port}"), StringComparison.Ordinal);

    private static TcpOptions Tcp(IConfiguration configuration)
    {
        return new TcpOptions(
            SocketEndpoint("Tcp:Endpoint", Text(configuration, "Tcp:Endpoint", "0.0.0.0:6960")),
            OneOf<ByteOrderPolicy>(configuration, "Tcp:ByteOrder", ByteOrderPolicy.Auto),
            Number(configuration, "Tcp:MaxConnections", 100_000, 1, 1_000_000),
            Number(configuration, "Tcp:MaxConnectionsPerAddress", 0, 0, 1_000_000),
            Number(configuration, "Tcp:Lanes", 0, 0, 64),
            TimeSpan.FromSeconds(Number(configuration, "Tcp:FirstFrameSeconds", 15, 1, 3600)),
            TimeSpan.FromSeconds(Number(configuration, "Tcp:IdleSeconds", 180, 1, 86_400)),
            TimeSpan.FromSeconds(Number(configuration, "Tcp:ClockSkewSeconds", 60, 1, 86_400)),
            Number(configuration, "Tcp:DrainSeconds", 2, 0, 3600))
        {
            NewcomersMax = Number(configuration, "Tcp:NewcomersMax", 1000, 1, 1_000_000),
            FramesPerSecond = Number(configuration, "Tcp:FramesPerSecond", 1000, 0, 1_000_000),
            TlsEndpoint = Optional(configuration, "Tcp:TlsEndpoint") is { } tls ? SocketEndpoint("Tcp:TlsEndpoint", tls) : null,
            ProxyProtocol = Flag(configuration, "Tcp:ProxyProtocol", false),
            ProxyProtocolFrom = Networks(configuration, "Tcp:ProxyProtocolFrom", "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"),
        };
    }

    private static IPEndPoint SocketEndpoint(string key, string text) => IPEndPoint.TryParse(text, out var endpoint) && EndsInPort(text, endpoint)
        ? endpoint
        : throw new SettingsException(Root + key, text, "must be address:port, such as 0.0.0.0:6960");

    private static List<IPNetwork> Networks(IConfiguration configuration, string key, string standard)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in Text(configuration, key, standard).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var network = IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
                : IPNetwork.TryParse(text, out var several) ? several
                : throw new SettingsException(Root + key, text, "must be addresses or networks such as 10.0.0.0/8, several separated by commas");
            networks.Add(network);
        }

        return networks;
    }

    public static bool Flag(IConfiguration configuration, string key, bool standard) => Optional(configuration, key) is not { } text ? standard
        : bool.TryParse(text, out var value) ? value
        : throw new SettingsException(Root + key, text, "must be true or false");

    private static ClusterOptions Cluster(IConfiguration configuration, StorageProvider provider)
    {
        var seeds = Text(configuration, "Cluster:SeedNodes", "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        foreach (var seed in seeds)
        {
            var colon = seed.LastIndexOf(':');
            if (colon <= 0 || !ushort.TryParse(seed.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port) || port == 0)
                throw new SettingsException("Gateway:Cluster:SeedNodes", seed, "must be host:port, several separated by commas");
        }

        if (seeds.Length > 0 && provider == StorageProvider.Sqlite)
            throw new SettingsException("Gateway:Storage:Provider", nameof(StorageProvider.Sqlite), "must be PostgreSql for several nodes (Gateway:Cluster:SeedNodes is given)");

        var name = Text(configuration, "Cluster:Name", "gateway");
        if (name.Length > ClusterNameLengthMax || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            throw new SettingsException("Gateway:Cluster:Name", name, $"must be letters, digits and hyphens, at most {ClusterNameLengthMax}");

        return new ClusterOptions(name, Text(configuration, "Cluster:Hostname", "127.0.0.1"), Number(configuration, "Cluster:Port", 4053, 0, 65_535), seeds);
    }

    private static RetentionOptions Retention(IConfiguration configuration)
    {
        const int daysMax = 36_500;
        return new RetentionOptions(
            Number(configuration, "Retention:AttendanceDays", RetentionOptions.Standard.AttendanceDays, 0, daysMax),
            Number(configuration, "Retention:FeedDays", RetentionOptions.Standard.FeedDays, 0, daysMax),
            Number(configuration, "Retention:QuarantineDays", RetentionOptions.Standard.QuarantineDays, 0, daysMax),
            Number(configuration, "Retention:AuditDays", RetentionOptions.Standard.AuditDays, 0, daysMax),
            Number(configuration, "Retention:RegistrationDays", RetentionOptions.Standard.RegistrationDays, 0, daysMax),
            Number(configuration, "Retention:CommandDays", RetentionOptions.Standard.CommandDays, 0, daysMax));
    }

    private static KeyRingOptions KeyRing(IConfiguration configuration)
    {
        var certificate = Optional(configuration, "KeyRing:Certificate");
        return new KeyRingOptions(Optional(configuration, "KeyRing:Directory") is { } directory ? Path.GetFullPath(directory) : null, certificate);
    }

    private static string? AdminKey(IConfiguration configuration)
    {
        var key = Optional(configuration, "Platform:AdminKey");
        return key is null or { Length: >= 16 }
            ? key
            : throw new SettingsException("Gateway:Platform:AdminKey", "(hidden)", "must have 16 characters or more");
    }

    private static List<HttpEndpoint> Urls(IConfiguration configuration, string key, string standard)
    {
        var endpoints = new List<HttpEndpoint>();
        foreach (var text in Text(configuration, key, standard).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            endpoints.Add(Endpoint(key, text));

        return endpoints.Count > 0 ? endpoints : throw new SettingsException(Root + key, configuration[Root + key], "must name at least one address");
    }

    private static HttpEndpoint Endpoint(string key, string text)
    {
        var normal = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(normal, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
            throw new SettingsException(Root + key, text, "must be http://address:port or https://address:port, several separated by semicolons");

        var any = text != normal;
        var host = uri.Host == "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']');
        IPAddress? address = null;
        if (!any && !IPAddress.TryParse(host, out address))
            throw new SettingsException(Root + key, text, "must name an IP address, localhost or *, not another host name");

        return new HttpEndpoint(address, uri.Port, uri.Scheme == "https");
    }

    internal static string? Optional(IConfiguration configuration, string key) => configuration[Root + key] is { Length: > 0 } text ? text : null;

    private static string Text(IConfiguration configuration, string key, string standard) => Optional(configuration, key) ?? standard;

    private static T OneOf<T>(IConfiguration configuration, string key, T standard)
        where T : struct, Enum
    {
        var text = Optional(configuration, key);
        if (text is null) return standard;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new SettingsException(Root + key, text, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    internal static int Number(IConfiguration configuration, string key, int standard, int least, int most)
    {
        var text = Optional(configuration, key);
        if (text is null) return standard;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new SettingsException(Root + key, text, $"must be a whole number from {least} to {most}");
    }
}
