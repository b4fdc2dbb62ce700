using System.Net;
using System.Net.Sockets;
using Gateway.Actors.Privacy;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Gateway.Edge.Traffic;
using Gateway.Storage.Feed;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Microsoft.Data.Sqlite;
using Serilog.Events;

namespace Gateway.Host.Configuration;

/// <summary>Reads and checks the settings of <see cref="SettingsTable"/>. The first that is wrong ends it with a <see cref="SettingsException"/>.</summary>
internal static class SettingsReader
{
    private const int AdminKeyLengthMin = 16;

    /// <param name="configuration">All layers of the contract, merged.</param>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        UnknownSettings.Refuse(configuration, SettingsTable.Rows);
        var settings = new SettingsSource(configuration);
        RefusePlaceholders(settings);
        var dataDirectory = Path.GetFullPath(settings.Text("DataDirectory"));
        var zone = Zone(settings, "TimeZone");
        settings.Choice("Log:Format", ("text", true), ("json", true)); // The log itself reads it again.
        CheckLogLevels(configuration);
        var storage = Storage(settings, dataDirectory);
        var redis = RedisReader.Read(settings);
        var recorder = new RecorderOptions(settings.Number("Recorder:FramesPerDevice"));
        return new GatewayOptions
        {
            DataDirectory = dataDirectory,
            Storage = storage,
            Tcp = Tcp(settings),
            DeviceHttp = new DeviceHttpOptions(
                Urls(settings, "DeviceHttp:Urls"), settings.Optional("DeviceHttp:Certificate"), settings.Number("DeviceHttp:MaxConnections"),
                settings.Number("DeviceHttp:MaxConnectionsPerAddress")),
            Platform = Platform(settings),
            Cluster = ClusterReader.Read(settings, storage.Provider),
            Redis = redis,
            Telemetry = TelemetryReader.Read(settings),
            Retention = Retention(settings) with { Zone = new(zone), FeedReader = redis is null ? null : FeedMarks.Redis, RecordsFrames = recorder.FramesPerDevice > 0 },
            Recorder = recorder,
            KeyRing = KeyRing(settings),
            ClearFields = ClearFieldsOf(settings),
            TimeZone = zone,
            Dialects = DialectReader.Read(configuration.GetSection("Gateway:Dialects").GetChildren().Select(static dialect => dialect.Key), settings, zone),
        };
    }

    private static void RefusePlaceholders(SettingsSource settings)
    {
        foreach (var key in SettingsTable.Rows.Where(static row => row.IsSecret).Select(static row => row.Key))
            if (settings.Optional(key) is { } secret && Placeholder.IsIn(secret)) throw new SettingsException(SettingsSource.Root + key, "(hidden)", Placeholder.Refused);
    }

    internal static TimeZoneInfo Zone(SettingsSource settings, string key)
    {
        var id = settings.Text(key);
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw SettingsSource.Wrong(key, id);
    }

    /// <summary>The log is made from the configuration itself; what is wrong there must be told like any other setting.</summary>
    private static void CheckLogLevels(IConfiguration configuration)
    {
        var levels = configuration.GetSection("Serilog:MinimumLevel");
        foreach (var level in levels.GetSection("Override").GetChildren().Append(levels.GetSection("Default")).Append(levels))
        {
            if (level.Value is { Length: > 0 } name && !Enum.GetNames<LogEventLevel>().Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new SettingsException(level.Path, name, $"must be one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}");
        }
    }

    private static StorageOptions Storage(SettingsSource settings, string dataDirectory)
    {
        var provider = settings.Choice("Storage:Provider", ("Sqlite", StorageProvider.Sqlite), ("PostgreSql", StorageProvider.PostgreSql));
        var connection = settings.Optional("Storage:ConnectionString");
        if (connection is null && provider == StorageProvider.PostgreSql)
            throw new SettingsException("Gateway:Storage:ConnectionString", null, "must be given for the provider PostgreSql");

        var options = new StorageOptions(provider, connection ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "gateway.db") }.ConnectionString);
        return options.Error is { } error ? throw new SettingsException("Gateway:Storage:ConnectionString", "(hidden)", error) : options.WithDefaults();
    }

    private static TcpOptions Tcp(SettingsSource settings)
    {
        var options = TcpOf(settings);
        return !options.ProxyProtocol || options.ProxyProtocolFrom.Count > 0 ? options : throw new SettingsException(
            "Gateway:Tcp:ProxyProtocolFrom", null,
            "must name the load balancer's addresses when Gateway:Tcp:ProxyProtocol is true: nobody is trusted unless listed. "
            + "Trusted until now were 127.0.0.0/8, ::1/128, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and fc00::/7");
    }

    private static TcpOptions TcpOf(SettingsSource settings) => new(
        SocketEndpoint("Tcp:Endpoint", settings.Text("Tcp:Endpoint")),
        settings.Choice("Tcp:ByteOrder", ("auto", ByteOrderPolicy.Auto), ("big", ByteOrderPolicy.Big), ("little", ByteOrderPolicy.Little)),
        settings.Number("Tcp:MaxConnections"),
        settings.Number("Tcp:MaxConnectionsPerAddress"),
        settings.Number("Tcp:Lanes"),
        settings.Seconds("Tcp:FirstFrameSeconds"),
        settings.Seconds("Tcp:IdleSeconds"),
        settings.Seconds("Tcp:ClockSkewSeconds"),
        settings.Number("Tcp:DrainSeconds"))
    {
        NewcomersMax = settings.Number("Tcp:NewcomersMax"),
        FramesPerSecond = settings.Number("Tcp:FramesPerSecond"),
        TlsEndpoint = settings.Optional("Tcp:TlsEndpoint") is { } tls ? SocketEndpoint("Tcp:TlsEndpoint", tls) : null,
        ProxyProtocol = settings.Flag("Tcp:ProxyProtocol"),
        ProxyProtocolFrom = [.. settings.List("Tcp:ProxyProtocolFrom").Select(static text => Network("Tcp:ProxyProtocolFrom", text))],
    };

    private static IPEndPoint SocketEndpoint(string key, string text) => IPEndPoint.TryParse(text, out var endpoint) && EndsInPort(text, endpoint)
        ? endpoint
        : throw SettingsSource.Wrong(key, text);

    /// <summary>The port must be written: "::1" alone would be read as an address with port 0.</summary>
    private static bool EndsInPort(string text, IPEndPoint endpoint) => text.EndsWith(
        string.Create(CultureInfo.InvariantCulture, $"{(endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? "]:" : ":")}{endpoint.Port}"), StringComparison.Ordinal);

    private static IPNetwork Network(string key, string text) =>
        IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : IPNetwork.TryParse(text, out var several) ? several
        : throw SettingsSource.Wrong(key, text);

    private static RetentionOptions Retention(SettingsSource settings) => new(
        LawfulDays(settings, "Retention:AttendanceDays"),
        settings.Number("Retention:FeedDays"),
        settings.Number("Retention:QuarantineDays"),
        settings.Number("Retention:AuditDays"),
        LawfulDays(settings, "Retention:RegistrationDays"),
        settings.Number("Retention:CommandDays"))
    {
        RegistrationPhotoDays = settings.Number("Retention:RegistrationPhotoDays"),
        DatabaseGiB = settings.Number("Retention:DatabaseGiB"),
    };

    /// <summary>Days of what the law wants to be kept.</summary>
    private static int LawfulDays(SettingsSource settings, string key) =>
        settings.Number(key) is var days && days is 0 or >= RetentionDay.DaysMin ? days : throw SettingsSource.Wrong(key, settings.Text(key));

    private static KeyRingOptions KeyRing(SettingsSource settings) =>
        new(settings.Optional("KeyRing:Directory") is { } directory ? Path.GetFullPath(directory) : null, settings.Optional("KeyRing:Certificate"))
        {
            FormerCertificates = settings.List("KeyRing:FormerCertificates"),
        };

    private static PlatformOptions Platform(SettingsSource settings)
    {
        var platform = new PlatformOptions(Urls(settings, "Platform:Urls"), AdminKey(settings))
        {
            TrustedProxies = [.. settings.List("Platform:TrustedProxies").Select(static text => Network("Platform:TrustedProxies", text))],
            Hosts = [.. settings.List("Platform:Hosts").Select(static text => Host("Platform:Hosts", text))],
        };
        return platform.AdminKey == Placeholder.DevelopmentKey && !platform.Endpoints.All(static url => url.Address is { } address && IPAddress.IsLoopback(address))
            ? throw new SettingsException("Gateway:Platform:AdminKey", "(hidden)", Placeholder.Refused)
            : platform;
    }

    /// <summary>A name or an address, without a port; <c>*.</c> before it stands for every name below it.</summary>
    private static string Host(string key, string text) =>
        Uri.CheckHostName(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text) != UriHostNameType.Unknown ? text : throw SettingsSource.Wrong(key, text);

    private static ClearFields ClearFieldsOf(SettingsSource settings)
    {
        const string Key = "Privacy:ClearFields";
        var names = settings.List(Key);
        if (names.Count > ClearFields.NamesMax) throw SettingsSource.Wrong(Key, $"{names.Count} names");
        foreach (var name in names)
            if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw SettingsSource.Wrong(Key, name);

        return new ClearFields(names);
    }

    private static string? AdminKey(SettingsSource settings)
    {
        var key = settings.Optional("Platform:AdminKey");
        return key is null or { Length: >= AdminKeyLengthMin } ? key : throw SettingsSource.Wrong("Platform:AdminKey", key);
    }

    private static List<HttpEndpoint> Urls(SettingsSource settings, string key)
    {
        var endpoints = settings.List(key).Select(text => Endpoint(key, text)).ToList();
        return endpoints.Count > 0 ? endpoints : throw SettingsSource.Wrong(key, settings.Text(key));
    }

    private static HttpEndpoint Endpoint(string key, string text)
    {
        var normal = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(normal, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/") throw SettingsSource.Wrong(key, text);

        var any = text != normal;
        var host = uri.Host == "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']');
        IPAddress? address = null;
        if (!any && !IPAddress.TryParse(host, out address))
            throw new SettingsException(SettingsSource.Root + key, text, "must name an IP address, localhost or *, not another host name");

        return new HttpEndpoint(address, uri.Port, uri.Scheme == "https");
    }
}
