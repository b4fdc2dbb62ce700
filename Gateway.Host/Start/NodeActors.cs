using Akka.Actor;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Habits;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Projection;
using Gateway.Actors.Sightings;
using Gateway.Actors.Trials;
using Gateway.Edge.Tcp;
using Gateway.Host.Configuration;
using Gateway.Host.Membership;
using Gateway.Storage.Journal;
using Gateway.Storage.Presence;
using Gateway.Storage.Sql;

namespace Gateway.Host.Start;

/// <summary>
/// Starts what lives on every node in the order in which one needs the other, and stops it in the reverse: sessions are drained while the server still runs, then the uplink and
/// presence are flushed, then the actor system leaves the cluster (Akka.Hosting).
/// </summary>
internal sealed partial class NodeActors(
    ActorSystem system, GatewayOptions options, IServiceProvider services, AttendanceLog attendance, ITerminalDoor door, TimeProvider time, ILogger<NodeActors> log)
    : IHostedLifecycleService
{
    /// <summary>How long the word of a connection's end may take.</summary>
    private static readonly TimeSpan EndIsTold = TimeSpan.FromSeconds(10);

    private IActorRef _presence = ActorRefs.Nobody;

    /// <summary>The way to the DeviceActors; there from the start of the host on.</summary>
    public DeviceRegion Devices { get; private set; } = null!;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        Action<string, string> joined = services.GetRequiredService<ClusterAudit>().Joined;
        system.ActorOf(Props.Create(() => new JoinWatch(joined, log)), "join-watch");
        if (options.IsKeyRingInClear) LogKeyRingInClear();
        if (options.Cluster.SeedNodes.Count == 0)
        {
            var owner = services.GetRequiredService<DatabaseOwner>();
            if (!await owner.TryFoundAsync(cancellationToken)) throw new StorageUnusableException(owner.Fault!);
            cluster.Join(cluster.SelfAddress);
        }
        else
        {
            var directory = services.GetRequiredService<DeviceDirectory>();
            services.GetRequiredService<ClusterDeviceChanges>().SpreadBy(system.ActorOf(Props.Create(() => new DeviceChangeRelay(directory)), "device-changes"));
            var trials = services.GetRequiredService<TrialBoard>();
            trials.SpreadBy(system.ActorOf(Props.Create(() => new TrialRelay(trials)), "trials"));
            system.ActorOf(Props.Create(() => new ShutOutWatch(log)), "quarantine-watch");
        }

        system.ActorOf(Props.Create(() => new SystemEventCounter()), "event-counter");
        _presence = system.ActorOf(PresenceWriter.Props(services.GetRequiredService<IPresenceStore>(), time, PresenceOptions()), "presence-writer");
        var shared = await DeviceOptionsAsync();
        Devices = DeviceSharding.StartDeviceRegion(system, sn => DeviceActor.Props(sn, shared));
        Func<Task<NodeMessages.ClusterIdentity>> identity = services.GetRequiredService<ClusterEntry>().IdentityAsync;
        var devices = Devices;
        system.ActorOf(Props.Create(() => new NodeStatusActor(door, devices, identity)), NodeMessages.StatusActor);
        services.GetRequiredService<LaneStart>().Start();
    }

    /// <summary>
    /// A node that alone writes the journal knows which terminals have a history; the others start without a recovery, which costs milliseconds each (a herd of thousands comes
    /// back
    /// after every restart).
    /// </summary>
    private async Task<DeviceActorOptions> DeviceOptionsAsync()
    {
        var journal = services.GetRequiredService<CommandJournal>();
        var presence = services.GetRequiredService<PresenceStore>();
        var shared = new DeviceActorOptions(_presence, time)
        {
            GetUnprojected = id => journal.GetUnprojectedAsync(id, CancellationToken.None),
            GetClockHabit = sn => presence.ClockHabitAsync(sn, CancellationToken.None),
            Habits = services.GetRequiredService<IHabitStore>(),
            Sightings = services.GetRequiredService<TerminalSightings>(),
            SessionSilence = options.Tcp.IdleTimeout + EndIsTold,
            Committed = services.GetRequiredService<ProjectionSignal>().Written,
        };
        if (options.Cluster.SeedNodes.Count > 0) return shared;

        var history = new CommandHistory(await journal.GetPersistenceIdsAsync(CancellationToken.None));
        history.Watch(system);
        return shared with { HasHistory = history.Has, HistoryBegins = history.Begins };
    }

    private PresenceWriterOptions PresenceOptions()
    {
        var load = services.GetRequiredService<LoadGauge>();
        load.Watch(attendance);
        return new PresenceWriterOptions
        {
            IsBusy = () => load.Level != LoadLevel.Normal,
            PutOff = LoadMetrics.PresenceShed,
            OutboxWritten = services.GetRequiredService<OutboxSignal>().Written,
        };
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        var spread = TimeSpan.FromSeconds(options.Tcp.DrainSeconds);
        LogDraining(door.Open, spread.TotalSeconds);
        return door.DrainAsync(spread, spread + TimeSpan.FromSeconds(10));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await attendance.DisposeAsync();
        await _presence.Ask<PresenceMessages.Flushed>(PresenceMessages.Flush.Instance, TimeSpan.FromSeconds(5), cancellationToken)
            .ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1345, LogLevel.Error,
        "The key ring stands in clear in the database that it protects: a copy of that is enough to read names, ID numbers, photos and keys. Give Gateway:KeyRing:Certificate")]
    private partial void LogKeyRingInClear();

    [LoggerMessage(1001, LogLevel.Information, "Draining: {Connections} connections are closed over {Seconds} s")]
    private partial void LogDraining(int connections, double seconds);
}
