using System.Net;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Gateway.Actors.Attendance;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Habits;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Actors.Registrations;
using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Edge.Budgets;
using Gateway.Edge.DeviceHttp;
using Gateway.Edge.DeviceHttp.Connections;
using Gateway.Edge.Dialects;
using Gateway.Edge.Uploads;
using Gateway.Storage.Devices;
using Gateway.Tests.Platform;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>
/// The device listeners on a real Kestrel and a real SQLite database, beside one platform listener; the shard region is a script unless a test brings its own.
/// </summary>
internal sealed class DeviceHttpHost : IAsyncDisposable
{
    public const string Sn = "smz-a03";
    public const string EnrolmentSn = "zzj-2020032701";
    public const string Key = "l8iTgWXT";

    private static readonly Dialect Standard = new(Dialect.Standard, CipherOptions.Standard, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), "set_time");

    /// <summary>Each of a device with <c>-1</c> behind its name.</summary>
    private static readonly Dictionary<string, Dialect> Dialects = new()
    {
        [Dialect.Standard] = Standard,
        ["base64"] = Standard with { Name = "base64", Cipher = CipherOptions.Standard with { Text = CipherText.Base64 } },
        ["swapped"] = Standard with { Name = "swapped", FeedbackSwapped = true },
        ["unswapped"] = Standard with { Name = "unswapped", FeedbackSwapped = false },
        ["json"] = Standard with { Name = "json", Answer = AnswerForm.Json },
        ["string"] = Standard with { Name = "string", Answer = AnswerForm.String, Unreported = UnreportedRule.Done },
        ["batch"] = Standard with { Name = "batch", Feedback = FeedbackRule.Batch, Answer = AnswerForm.Json },
        ["person"] = Standard with { Name = "person", Feedback = FeedbackRule.Person, Answer = AnswerForm.Json },
        ["clear"] = Standard with { Name = "clear", Cipher = CipherOptions.Standard with { Enabled = false } },
        ["nophoto"] = Standard with { Name = "nophoto", Photo = Gateway.Codec.Bodies.PhotoDelivery.None },
    };

    private readonly ActorSystem _system = ActorSystem.Create(
        "device-http",
        ConfigurationFactory.ParseString(
            """
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
            """));

    private WebApplication _app = null!;
    private AttendanceLog _attendance = null!;
    private int _outboxWritten;

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Answers idle unless a test says otherwise.</summary>
    public FakeDevices.Script Devices { get; } = new()
    {
        Answer = message => message switch
        {
            TakeCommands => new HandedOut(0, []),
            FeedbackReceived => new FeedbackNoted(0),
            CommandsUnsendable => UnsendableNoted.Instance,
            _ => null,
        },
    };

    public HandOutBudget HandOuts { get; } = new(new FakeTimeProvider());

    public LogLines Log { get; } = new();

    /// <summary>What all connections share.</summary>
    public DeviceDoor Door => _app.Services.GetRequiredService<DeviceDoor>();

    /// <summary>What this node knows of the devices.</summary>
    public DeviceDirectory Directory => _app.Services.GetRequiredService<DeviceDirectory>();

    /// <summary>What each SN has taken of the uplink.</summary>
    public UploadShares Shares => _app.Services.GetRequiredService<UploadShares>();

    public int Port { get; private set; }

    public int TlsPort { get; private set; }

    public int PlatformPort { get; private set; }

    /// <summary>How often the feed was woken.</summary>
    public int OutboxWritten => _outboxWritten;

    public static async Task<DeviceHttpHost> StartAsync(Options? options = null)
    {
        var host = new DeviceHttpHost { Database = await TestDatabase.CreateAsync() };
        await host.AddDevicesAsync();
        await host.RunAsync(options ?? new Options());
        return host;
    }

    /// <summary>A body as the terminals with the standard dialect send it.</summary>
    public static string Encrypt(string json) => Cipher().EncryptToText(Encoding.UTF8.GetBytes(json));

    /// <summary>The same with another key.</summary>
    public static string EncryptWith(string key, string json) =>
        new DesCipher(DesKey.OfFirstEight(key)!, CipherOptions.Standard).EncryptToText(Encoding.UTF8.GetBytes(json));

    public static string Decrypt(string content) =>
        Cipher().TryDecryptText(content, out var plain) ? Encoding.UTF8.GetString(plain) : throw new FormatException("cannot be decrypted");

    public Task<RawAnswer?> GetAsync(string target) => SendAsync($"GET {target} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");

    /// <summary>POSTs a body with the given header lines (each with its CRLF) beside Host, Content-Length and Connection.</summary>
    public Task<RawAnswer?> PostAsync(string target, byte[] body, string headers = "") => RawHttp.SendAsync(
        Port, [.. Encoding.UTF8.GetBytes($"POST {target} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n"),
            .. body]);

    public Task<RawAnswer?> PostFormAsync(string target, string form, string headers = "Content-Type: application/x-www-form-urlencoded\r\n") =>
        PostAsync(target, Encoding.UTF8.GetBytes(form), headers);

    public Task<RawAnswer?> UploadAsync(string json, string sn = Sn) =>
        PostFormAsync("/Service/DevivePacketWebSvr.assx/UploadAttendance", $"sn={sn}&content={Encrypt(json)}");

    /// <summary>Sends the very bytes.</summary>
    public Task<RawAnswer?> SendAsync(string request) => RawHttp.SendAsync(Port, Encoding.UTF8.GetBytes(request));

    public IReadOnlyList<T> Told<T>() => [.. Devices.Received.OfType<T>()];

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _attendance.DisposeAsync();
        await _system.Terminate();
        await Database.DisposeAsync();
    }

    private static DesCipher Cipher() =>
        new(DesKey.TryParse(Key, out var key, out var error) ? key : throw new ArgumentException(error), CipherOptions.Standard);

    private async Task AddDevicesAsync()
    {
        DeviceChange Device(string sn, DeviceKind kind = DeviceKind.Attendance, string? dialect = null, bool? enabled = null, string? site = null) =>
            new(sn, Key, kind, null, site, dialect, [], enabled);
        await Database.Devices.PutAsync(
            [
                Device(Sn, site: "工地1"),
                Device(EnrolmentSn, DeviceKind.Enrolment, site: "工地1"),
                Device("off-1", enabled: false),
                Device("base64-1", dialect: "base64"),
                Device("swapped-1", dialect: "swapped"),
                Device("unswapped-1", dialect: "unswapped"),
                Device("json-1", dialect: "json"),
                Device("string-1", dialect: "string"),
                Device("batch-1", dialect: "batch"),
                Device("person-1", dialect: "person"),
                Device("clear-1", dialect: "clear"),
                Device("nophoto-1", dialect: "nophoto"),
            ],
            default);
    }

    private async Task RunAsync(Options options)
    {
        _attendance = new AttendanceLog(
            options.Attendance ?? Database.Attendance, _system.Materializer(), options.Log, TimeProvider.System, () => { }, Akka.Event.NoLogger.Instance);
        var region = options.Region?.Invoke(_system) ?? _system.ActorOf(Props.Create(() => new FakeDevices(Devices)));
        var outbox = new OutboxSignal();
        outbox.Wakes(new Counter(() => Interlocked.Increment(ref _outboxWritten)));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = 64 * 1024);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddSingleton(options.Time ?? Database.Clock);
        builder.Services.AddSingleton(new DeviceDirectory(Database.Devices, DeviceDirectoryOptions.Standard, TimeProvider.System));
        builder.Services.AddSingleton(options.Registrations ?? Database.Registrations).AddSingleton(Database.Persons).AddSingleton(options.Limits);
        builder.Services.AddSingleton(new DeviceRegion(region)).AddSingleton(_attendance).AddSingleton(outbox).AddSingleton(new DialectTable(Dialects));
        if (options.Disk is { } disk) builder.Services.AddSingleton(disk);
        builder.Services.AddSingleton(new NodeIdentity("akka://node1", 7, () => true)).AddSingleton<SessionNumbers>().AddSingleton<UploadIntake>();
        builder.Services.AddSingleton<UploadShares>().AddSingleton(HandOuts);
        if (options.Guesses is { } guesses) builder.Services.AddSingleton(guesses);
        builder.Services.AddDeviceHttp();
        _app = builder.Build();
        _app.UseDeviceHttp();
        _app.Run(http => http.Response.WriteAsync("platform"));
        await _app.StartAsync();
        var ports = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port)
            .ToArray();
        (Port, PlatformPort) = (ports[0], ports[1]);
        TlsPort = options.Certificate is null ? 0 : ports[2];
    }

    private static void Listen(KestrelServerOptions kestrel, Options options)
    {
        kestrel.ConfigureDeviceHttp();
        kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseDeviceHttp(null));
        kestrel.Listen(IPAddress.Loopback, 0);
        if (options.Certificate is { } certificate) kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseDeviceHttp(() => certificate));
    }

    /// <summary>What a test puts in the place of something.</summary>
    internal sealed record Options
    {
        /// <summary>Nothing of it is too late, unless a test makes it so.</summary>
        public DeviceHttpLimits Limits { get; init; } = new() { ActorWithin = Patience.Max, RoomWithin = Patience.Max };

        public AttendanceLogOptions Log { get; init; } = AttendanceLogOptions.Standard with { DurableWithin = Patience.Max };

        public IAttendanceStore? Attendance { get; init; }

        /// <summary>Null: the database's own, which stands.</summary>
        public TimeProvider? Time { get; init; }

        public IRegistrationStore? Registrations { get; init; }

        public Func<ActorSystem, IActorRef>? Region { get; init; }

        public X509Certificate2? Certificate { get; init; }

        public GuessLimits? Guesses { get; init; }

        public DiskSpace? Disk { get; init; }
    }

    /// <summary>Counts what it is told, at once.</summary>
    private sealed class Counter(Action told) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "counter";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => told();
    }
}
