using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Streams;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Projection;
using Gateway.Edge.Tcp;
using Gateway.Host.Configuration;
using Gateway.Host.Membership;

namespace Gateway.Host.Start;

/// <summary>
/// Starts what lives on every node in the order in which one needs the other, and stops it in the reverse: sessions are drained while the server still runs, then the uplink and
/// presence are flushed, then the actor system leaves the cluster (Akka.Hosting).
/// </summary>
internal sealed partial class GatewayNode : IHostedLifecycleService
{
    private static readonly TimeSpan FeedLookEvery = TimeSpan.FromMilliseconds(500);

    private readonly ActorSystem _system;
    private readonly GatewayOptions _options;
    private readonly IServiceProvider _services;
    private readonly ITerminalDoor _edge;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Akka.Cluster.Cluster _cluster;
    private readonly OutboxSignal _outbox;
    private IActorRef _presence = ActorRefs.Nobody;

    public GatewayNode(ActorSystem system, GatewayOptions options, IServiceProvider services, ITerminalDoor edge, TimeProvider time, ILoggerFactory logs)
    {
        _system = system;
        _options = options;
        _services = services;
        _edge = edge;
        _time = time;
        _log = logs.CreateLogger<GatewayNode>();
        _outbox = services.GetRequiredService<OutboxSignal>();
        _cluster = Akka.Cluster.Cluster.Get(system);
        Attendance = new AttendanceLog(
            services.GetRequiredService<IAttendanceStore>(), system.Materializer(), AttendanceLogOptions.Standard, time,
            _outbox.Written, Akka.Event.Logging.GetLogger(system, typeof(AttendanceLog)));
    }

    public AttendanceLog Attendance { get; }

    /// <summary>The way to the DeviceActors; there from the start of the host on.</summary>
    public DeviceRegion Devices { get; private set; } = null!;

    /// <summary>Takes <see cref="DeviceChangeRelay.Spread"/>; nobody on a node that is alone.</summary>
    public IActorRef DeviceChanges { get; private set; } = ActorRefs.Nobody;

    /// <summary>The cluster has gone on without this node (SBR, quarantine): the process ends with a code of its own.</summary>
    public bool WasDowned => CoordinatedShutdown.Get(_system).ShutdownReason is CoordinatedShutdown.ClusterDowningReason;

    /// <summary>Address of this node in the cluster.</summary>
    public string Address => _cluster.SelfAddress.ToString();

    public bool IsUp => _cluster.SelfMember.Status == Akka.Cluster.MemberStatus.Up;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.Cluster.SeedNodes.Count == 0)
        {
            _cluster.Join(_cluster.SelfAddress);
        }
        else
        {
            var directory = _services.GetRequiredService<DeviceDirectory>();
            DeviceChanges = _system.ActorOf(Props.Create(() => new DeviceChangeRelay(directory)), "device-changes");
            _system.ActorOf(Props.Create(() => new QuarantineWatch(_log)), "quarantine-watch");
        }

        _system.ActorOf(Props.Create(() => new SystemEventCounter()), "event-counter");
        _presence = _system.ActorOf(
            PresenceWriter.Props(_services.GetRequiredService<IPresenceStore>(), _time, PresenceOptions()), "presence-writer");
        var shared = await DeviceOptionsAsync();
        Devices = DeviceSharding.StartDeviceRegion(_system, sn => DeviceActor.Props(sn, shared));
        var sequencer = StartSequencer();
        _outbox.Connect(() => sequencer.Tell(FeedSequencer.OutboxWritten.Instance));
        CommandSingletons.Start(_system, _services, Devices, _outbox.Written);
        var entry = _services.GetRequiredService<ClusterEntry>();
        _system.ActorOf(Props.Create(() => new NodeStatusActor(_edge, Devices, entry)), ClusterMessages.StatusActor);
        _services.GetRequiredService<LaneStart>().Start();
    }

    /// <summary>
    /// A node that alone writes the journal knows which terminals have a history; the others start without a recovery, which costs milliseconds each (a herd of thousands comes back
    /// after every restart).
    /// </summary>
    private async Task<DeviceActorOptions> DeviceOptionsAsync()
    {
        var until = _services.GetRequiredService<ProjectedUntil>();
        var options = new DeviceActorOptions(_presence, _time) { ProjectedUntil = () => until.Value };
        if (_options.Cluster.SeedNodes.Count > 0)
        {
            return options;
        }

        var history = await CommandHistory.LoadAsync(_system, _system.Materializer());
        history.Watch(_system);
        return options with { HasHistory = history.Has, HistoryBegins = history.Begins };
    }

    private PresenceWriterOptions PresenceOptions()
    {
        var load = _services.GetRequiredService<LoadGauge>();
        load.Watch(Attendance);
        return new PresenceWriterOptions { IsBusy = () => load.Level != LoadLevel.Normal, PutOff = LoadMetrics.PresenceShed };
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        var spread = TimeSpan.FromSeconds(_options.Tcp.DrainSeconds);
        LogDraining(_edge.Open, spread.TotalSeconds);
        return _edge.DrainAsync(spread, spread + TimeSpan.FromSeconds(10));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Attendance.DisposeAsync();
        await _presence.Ask<PresenceMessages.Flushed>(PresenceMessages.Flush.Instance, TimeSpan.FromSeconds(5), cancellationToken)
            .ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IActorRef StartSequencer()
    {
        var signal = _services.GetRequiredService<FeedSignal>();
        var props = FeedSequencer.Props(_services.GetRequiredService<IFeedStore>(), signal.Publish, FeedLookEvery);
        _system.ActorOf(
            ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(_system)), SingletonNames.Sequencer);
        return _system.ActorOf(
            ClusterSingletonProxy.Props("/user/" + SingletonNames.Sequencer, ClusterSingletonProxySettings.Create(_system)), SingletonNames.Sequencer + "-proxy");
    }

    [LoggerMessage(1001, LogLevel.Information, "Draining: {Connections} connections are closed over {Seconds} s")]
    private partial void LogDraining(int connections, double seconds);
}
