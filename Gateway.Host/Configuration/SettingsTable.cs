using Gateway.Actors.Privacy;
using Gateway.Edge.Traffic;
using Gateway.Storage.Retention;

namespace Gateway.Host.Configuration;

/// <summary>Every setting there is, in the order of docs/operators.md. Nothing else under <c>Gateway:</c> is read, and any other key ends the start.</summary>
internal static class SettingsTable
{
    private const string Zones = "an IANA time zone that this machine knows, such as Asia/Shanghai";
    private const int StreamLengthMax = 1_000_000_000;

    /// <summary>A recording of so many is some 400 kB in the database; more is a matter for a packet trace.</summary>
    private const int FramesPerDeviceMax = 1000;

    /// <summary>In the order in which people are shown them.</summary>
    public static IReadOnlyList<Setting> Rows { get; } =
    [
        Text("DataDirectory", "data", "a directory that this user can write", "embedded database, keys, certificate; relative to the working directory"),
        Choice("Storage:Provider", ["Sqlite", "PostgreSql"], "of the database; several nodes need PostgreSql"),
        Text("Storage:ConnectionString", null, "a connection string of the provider", "of the provider") with { Otherwise = "a file in the data directory", IsSecret = true },
        Text("KeyRing:Directory", null, "a directory that this user can write", "where the key ring is") with
        {
            Otherwise = "<data>/keys with SQLite, in the database with PostgreSQL",
        },
        Text("KeyRing:Certificate", null, "a PFX without password or a PEM path", "the key ring is encrypted with it; empty = as it is. Every node needs it"),
        List("KeyRing:FormerCertificates", "", "a PFX without password or a PEM path", "those that it was encrypted with before; what they encrypted can still be read"),
        List(
            "Privacy:ClearFields", string.Join(',', ClearFields.DefaultNames), "at most 64 names of letters, digits and underscores",
            "fields of the terminals' own that hold no personal data: in clear in database and Redis, shown to viewers; all others are encrypted and masked"),
        Text("Redis:Configuration", null, "a configuration string of StackExchange.Redis, such as 127.0.0.1:6379,password=…", "empty = no Redis") with { IsSecret = true },
        Number("Redis:FeedMaxLength", 1_000_000, 1, StreamLengthMax, "entries that each stream of the feed keeps, about"),
        Flag("Redis:DeleteCommands", true, "acknowledged entries of gateway:commands are deleted, unless the stream has another group"),
        Flag("Redis:AllFields", false, "feed items carry all of extra, and result_desc in terminals' words; off = only Privacy:ClearFields"),
        Text("Redis:CommandsKey", null, "a text, random, of 32 characters or so",
            "entries of gateway:commands must have a field hmac (hex HMAC-SHA256 of data by it); empty = none") with
        {
            IsSecret = true,
        },
        Number("Redis:RefillLength", null, 0, StreamLengthMax, "items of the feed's end that are published again at most when Redis has lost them") with
        {
            Otherwise = "as FeedMaxLength",
        },
        LawfulDays(
            "AttendanceDays", RetentionOptions.Standard.AttendanceDays,
            "of records without a site, or of one that nobody has explained yet: recognised and received longer ago; 0 = kept for ever, as for all of these"),
        Days("FeedDays", RetentionOptions.Standard.FeedDays, "items of the feed; with Redis never before they are published there"),
        Days("QuarantineDays", RetentionOptions.Standard.QuarantineDays, "uploads that could not be read, last seen longer ago"),
        Days("AuditDays", RetentionOptions.Standard.AuditDays, "who wrote what, and who was shown what in clear"),
        LawfulDays("RegistrationDays", RetentionOptions.Standard.RegistrationDays, "registrations of workers with their photos, likewise"),
        Days(
            "RegistrationPhotoDays", RetentionOptions.Standard.RegistrationPhotoDays,
            "photos of registrations, of any site; the registration stays and says so; 0 = as long as it"),
        Days("CommandDays", RetentionOptions.Standard.CommandDays, "commands and jobs that ended longer ago, and batches without commands"),
        Number(
            "Retention:DatabaseGiB", RetentionOptions.Standard.DatabaseGiB, 0, 1_000_000,
            "room that PostgreSQL has for the database, for the forecast of the disk; 0 = not known, no forecast. Not for SQLite"),
        Number(
            "Recorder:FramesPerDevice", RecorderOptions.Standard.FramesPerDevice, 0, FramesPerDeviceMax,
            "entries that the frame recorder keeps of each terminal; 0 = nothing is recorded, and what was is deleted within minutes"),
        Text("Tcp:Endpoint", "0.0.0.0:6960", "address:port, such as 0.0.0.0:6960", "device socket (§5)"),
        Text("Tcp:TlsEndpoint", null, "address:port, such as 0.0.0.0:6970", "the same in TLS, with the certificate of DeviceHttp:Certificate; empty = off"),
        Choice("Tcp:ByteOrder", ["auto", "big", "little"], "of the frames; auto = as each terminal has it (D1)"),
        Flag("Tcp:ProxyProtocol", false, "read a PROXY v1/v2 header first, behind a load balancer"),
        List(
            "Tcp:ProxyProtocolFrom", "", "addresses or networks such as 10.0.0.0/8",
            "the load balancer's addresses, who alone may send one; needed with ProxyProtocol; connections from elsewhere are closed"),
        Number("Tcp:MaxConnections", 100_000, 1, 1_000_000, "connections of this node"),
        Number("Tcp:MaxConnectionsPerAddress", 0, 0, 1_000_000, "0 = no limit; many terminals may sit behind one address: set it with care"),
        Number("Tcp:NewcomersMax", 1000, 1, 1_000_000, "connections without an answer yet that are read at a time; the others wait their turn, one per address"),
        Number("Tcp:FramesPerSecond", 1000, 0, 1_000_000, "frames of one connection that are read in a second, and at once; what is faster is read later; 0 = no limit"),
        Seconds("Tcp:FirstFrameSeconds", 15, 1, 3600, "a socket is closed after this without a body that proves the key (D21)"),
        Seconds("Tcp:IdleSeconds", 180, 1, 86_400, "a session is closed after this without a body that proves the key (D21)"),
        Seconds("Tcp:ClockSkewSeconds", 60, 1, 86_400, "a terminal's clock may be so wrong before it is corrected (D12)"),
        Seconds("Tcp:DrainSeconds", 2, 0, 3600, "disconnects are spread over this when the node stops"),
        Number("Tcp:Lanes", 0, 0, 64, "0 = one per core"),
        List(
            "DeviceHttp:Urls", "http://0.0.0.0:6961;http://0.0.0.0:6965", "http://address:port or https://address:port",
            "enrolment (§4) and HTTPS terminals (§6); every address serves both"),
        Text(
            "DeviceHttp:Certificate", null, "a PFX without password or a PEM path",
            "for https:// addresses and the TLS socket; a changed file is taken within 10 s, without a restart") with
        {
            Otherwise = "self-signed, made at first start",
        },
        Number("DeviceHttp:MaxConnections", 20_000, 1, 1_000_000, "connections over all these addresses; more are closed unread"),
        Number("DeviceHttp:MaxConnectionsPerAddress", 5000, 0, 1_000_000, "0 = no limit, as behind a proxy, where all terminals have its address; a /64 of IPv6 is one address"),
        List("Platform:Urls", "http://127.0.0.1:8080", "http://address:port or https://address:port", "platform API, console, metrics, health"),
        Text("Platform:AdminKey", null, "16 characters or more", "the first key of the platform API") with
        {
            Otherwise = "made at first start, in <data>/admin.key (mode 0600)", IsSecret = true,
        },
        List(
            "Platform:TrustedProxies", "", "addresses or networks such as 10.0.0.0/8",
            "reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; empty = nobody's"),
        List(
            "Platform:Hosts", "", "host names such as gateway.example or *.example",
            "names under which the platform is asked, its health and metrics aside; another Host header is refused; empty = any"),
        Text("Cluster:Hostname", "127.0.0.1", "a name or an address of this node that the others reach", "Akka.Remote address of this node"),
        Number("Cluster:Port", 4053, 0, 65_535, "its port; 0 = any free"),
        Text("Cluster:Name", "gateway", "letters, digits and hyphens, at most 64", "nodes of another name are not let in: a test node never joins production by mistake"),
        List("Cluster:SeedNodes", "", "host:port", "the same on every node; empty = this node alone. Needs PostgreSQL"),
        Text("Cluster:Secret", null, "32 characters or more, random, the same on every node",
            "nodes with the same speak mutual TLS; the key is made of it") with { IsSecret = true },
        Text("Cluster:SecretBefore", null, "the secret that was given before",
            "while the secret is changed node by node: nodes that have only that one are let in") with
        {
            IsSecret = true,
        },
        Text("Cluster:Certificate", null, "a PFX without password or a PEM path", "of this node, in the place of a secret; a changed file is taken within 10 s, without a restart"),
        Text("Cluster:Authority", null, "a PEM path", "who signs the certificates of nodes, one or several; changed likewise"),
        List("Cluster:Names", "", "a name such as gateway-3.example or *.gateway-nodes.example", "names of nodes in certificates, besides SeedNodes and those of the own one"),
        Text("Telemetry:OtlpEndpoint", null, "http://host:port or https://host:port of an OTLP collector", "a collector for traces; empty = off"),
        Choice("Telemetry:Protocol", ["grpc", "http"], "http = protobuf, to /v1/traces of the endpoint, usually port 4318"),
        Text("Telemetry:TraceRatio", "0.01", "a number from 0 to 1", "part of uploads and commands that are traced"),
        Text("TimeZone", "Asia/Shanghai", Zones, "zone of the clocks of terminals"),
        Choice("Log:Format", ["text", "json"], "json = one object a line"),
        Choice("Dialects:<name>:cipherMode", ["cbc", "ecb"], "of DES (D6)"),
        Text("Dialects:<name>:iv", "0000000000000000", "16 hexadecimal digits", "of CBC (D6)"),
        Choice("Dialects:<name>:padding", ["pkcs7", "zeros", "none", "pkcs5"], "of the last block (D6)"),
        Choice("Dialects:<name>:httpText", ["hex", "base64"], "the form of a body over HTTPS (D6)"),
        Choice("Dialects:<name>:encryption", ["on", "off", "true", "false"], "off is for lab use (D6)"),
        Choice("Dialects:<name>:pushCount", ["auto", "text", "number"], "how count of a push is written (D9)"),
        Text("Dialects:<name>:timeZone", null, Zones, "zone of the terminal's clock (D10)") with { Otherwise = "that of Gateway:TimeZone" },
        Text("Dialects:<name>:setTime", "set_time", "the text of cmd, or never", "how a clock is corrected (D12)"),
        Choice("Dialects:<name>:followUp", ["auto", "announce", "direct"], "announce = the heartbeat's answer names the command, direct = it is the command (D13)"),
        Choice("Dialects:<name>:drain", ["auto", "on", "off", "true", "false"], "on = the next command at once, off = at the next heartbeat (D14)"),
        Choice("Dialects:<name>:photo", ["auto", "packets", "inline-only", "none"], "what becomes of a photo that does not fit into one packet (D17)"),
        Choice(
            "Dialects:<name>:answer", ["auto", "json", "string"],
            "the form of answers of §6: bare JSON, or in an element string; auto = what the terminal is found to read (D30)"),
        Choice(
            "Dialects:<name>:feedback", ["auto", "batch", "person"],
            "what one feedback settles: all of a pull or one person; auto = what the terminal is found to mean (D23, D31)"),
        Choice(
            "Dialects:<name>:feedbackSwapped", ["auto", "true", "false", "on", "off"],
            "a deletion's feedback 1 is success and 0 failure; auto = as its words say, else as in the specification (D32)"),
        Choice("Dialects:<name>:unreported", ["fail", "done", "never"], "what becomes of a command that is handed out again and again and never reported (D33)"),
        Choice("Dialects:<name>:uploadKey", ["device", "sn"], "sn = uploads that the device's key does not fit are read with the SN as key: anybody could forge them (D35)"),
    ];

    /// <summary>The setting of a key without the prefix <c>Gateway:</c>.</summary>
    public static Setting Of(string key) => Rows.First(row => row.Has(key));

    private static Setting Text(string key, string? standard, string allowed, string meaning) => new(key, standard, allowed, meaning);

    private static Setting List(string key, string standard, string each, string meaning) => new(key, standard, each + ", or several of them", meaning) { IsList = true };

    private static Setting Flag(string key, bool standard, string meaning) => Choice(key, standard ? ["true", "false"] : ["false", "true"], meaning);

    /// <summary>The first is what holds when nothing is given.</summary>
    private static Setting Choice(string key, IReadOnlyList<string> choices, string meaning) =>
        new(key, choices[0], $"one of {string.Join(", ", choices)}", meaning) { Choices = choices };

    private static Setting Number(string key, int? standard, int least, int most, string meaning, string of = "") =>
        new(key, standard?.ToString(CultureInfo.InvariantCulture), $"a whole number {of}from {least} to {most}", meaning) { Range = (least, most) };

    private static Setting Seconds(string key, int standard, int least, int most, string meaning) => Number(key, standard, least, most, meaning, "of seconds ");

    /// <summary>What the law wants to be kept for two years at least.</summary>
    private static Setting LawfulDays(string key, int standard, string meaning) =>
        Days(key, standard, meaning) with { Allowed = $"0 or a whole number of days from {RetentionDay.DaysMin} to 36500" };

    private static Setting Days(string key, int standard, string meaning) => Number("Retention:" + key, standard, 0, 36_500, meaning, "of days ");
}
