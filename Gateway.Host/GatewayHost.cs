using Akka.Actor;
using Akka.Hosting;
using Akka.Streams;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Actors.Projection;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Actors.Trials;
using Gateway.Actors.Wire;
using Gateway.Edge;
using Gateway.Edge.DeviceHttp;
using Gateway.Host.Configuration;
using Gateway.Host.Listeners;
using Gateway.Host.Logging;
using Gateway.Host.Membership;
using Gateway.Host.NodeLinks;
using Gateway.Host.Start;
using Gateway.Storage;
using Gateway.Storage.Feed;
using Gateway.Storage.Journal;
using Gateway.Storage.Sql;
using Serilog;

namespace Gateway.Host;

/// <summary>Composes one node. Tests start the same node with other settings.</summary>
internal static class GatewayHost
{
    /// <summary>Connections that the kernel may hold for us while a herd comes.</summary>
    private const int Backlog = 4096;

    /// <summary>What one connection may send ahead of us, bytes: a terminal that does not wait for answers waits then.</summary>
    private const long ReadAheadMax = 64 * 1024;

    /// <summary>Builds the node; nothing listens yet.</summary>
    /// <param name="replace">Called last on the services; for tests, which put other parts in the place of some.</param>
    public static WebApplication Build(GatewayOptions options, DataDirectory data, IConfiguration configuration, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.Host.UseSerilog((_, log) => GatewayLog.Configure(log, configuration), preserveStaticLogger: true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.Backlog = Backlog;
            sockets.MaxReadBufferSize = ReadAheadMax;
            sockets.UnsafePreferInlineScheduling = true; // Nothing that it goes on with blocks, and none would be waited for (docs/decisions/0109-inline-sockets.md).
        });
        builder.WebHost.ConfigureKestrel(kestrel => GatewayListeners.Listen(kestrel, options, data));
        AddServices(builder.Services, options, data);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseDeviceHttp();
        app.UseGatewayPlatform();
        return app;
    }

    private static void AddServices(IServiceCollection services, GatewayOptions options, DataDirectory data)
    {
        services.AddSingleton(options).AddSingleton(data).AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Tcp.DrainSeconds + 30));
        services.AddKeyRing(options, data);
        services.AddSingleton(_ => new FeedMemory(Path.Combine(data.Path, FeedMemory.FileName)));
        services.AddSingleton(options.ClearFields).AddGatewayStorage(options.Storage);
        services.AddSingleton<FeedSignal>().AddSingleton(AttendanceLogOptions.Standard);
        services.AddSingleton(DeviceDirectoryOptions.Standard).AddSingleton<DeviceDirectory>();
        services.AddSingleton<ClusterDeviceChanges>().AddSingleton<IDeviceChanges>(provider => provider.GetRequiredService<ClusterDeviceChanges>());
        services.AddSingleton(provider => DiskSpace.Of(data.Path, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UploadShares>().AddSingleton<LoadGauge>().AddSingleton<TerminalSightings>().AddSingleton<TrialBoard>().AddSingleton<SessionNumbers>();
        services.AddSingleton<ClusterAudit>().AddHostedService(provider => provider.GetRequiredService<ClusterAudit>());
        services.AddSingleton<LinkWatch>().AddSingleton(LinkTrust.Of(options.Cluster, TimeProvider.System)).AddSingleton<ILinkHandshake, TlsHandshake>().AddSingleton<LinkSetup>();
        services.AddAkka(ActorSystemSettings.SystemName, (akka, provider) =>
        {
            akka.AddHocon(ActorSystemSettings.Build(options, AppContext.BaseDirectory), HoconAddMode.Prepend);
            akka.AddSetup(provider.GetRequiredService<LinkSetup>());
            akka.AddSetup(WireSerializers.Setup);
            akka.AddSetup(new HiddenTextSetup(provider.GetRequiredService<IHiddenText>()));
            akka.AddSetup(new JournalSetup(provider.GetRequiredService<Database>()));
            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            });
        });
        services.AddSingleton(provider => NodeIdentity.Of(provider.GetRequiredService<ActorSystem>()));
        services.AddSingleton<OutboxSignal>().AddSingleton(new ProjectionSignal()).AddSingleton(provider => new AttendanceLog(
            provider.GetRequiredService<IAttendanceStore>(), provider.GetRequiredService<ActorSystem>().Materializer(), provider.GetRequiredService<AttendanceLogOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<OutboxSignal>().Written,
            Akka.Event.Logging.GetLogger(provider.GetRequiredService<ActorSystem>(), typeof(AttendanceLog))));
        services.AddSingleton<NodeActors>().AddHostedService(provider => provider.GetRequiredService<NodeActors>());
        services.AddSingleton<DatabaseOwner>().AddSingleton<ClusterEntry>().AddHostedService(provider => provider.GetRequiredService<ClusterEntry>());
        services.AddSingleton(provider => provider.GetRequiredService<NodeActors>().Devices);
        services.AddTraceExport(options);
        services.AddSingleton(options.Retention);
        services.AddSingleton<NodeEnding>().AddHostedService<Singletons>().AddHostedService<RosterRun>();
        if (options.Storage.HasSeveralHosts) services.AddHostedService<StandbyWarning>();
        var http = options.DeviceHttp;
        services.AddSingleton(new DeviceHttpLimits { ConnectionsMax = http.MaxConnections, ConnectionsPerAddressMax = http.MaxConnectionsPerAddress });
        services.AddEdge(options.Tcp, options.Recorder, options.Dialects);
        services.AddGatewayPlatform(options, data);
    }
}
