using Akka.Actor;
using Akka.Cluster;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Tcp;

/// <summary>Keeps one <see cref="LaneActor"/> per lane running. A new actor has a new ref: so DeviceActors that watch the old one learn that its sessions are gone.</summary>
internal sealed class LaneSupervisor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AnnounceAfter = TimeSpan.FromSeconds(1);

    private readonly TcpEdge _edge;
    private readonly LaneServices _services;
    private readonly Dictionary<IActorRef, Lane> _running = [];
    private int _started;

    public LaneSupervisor(TcpEdge edge, LaneServices services)
    {
        _edge = edge;
        _services = services;
        Receive<Terminated>(ended =>
        {
            if (_running.Remove(ended.ActorRef, out var lane))
            {
                EdgeMetrics.LaneRestarted();
                TcpLog.LaneEnded(_services.Log, ended.ActorRef.Path.Name);
                Timers.StartSingleTimer(lane, new Start(lane), RestartAfter);
            }
        });
        Receive<Start>(start => Run(start.Lane));
        Receive<ClusterEvent.CurrentClusterState>(static _ => { });
        // A moment later: by then the shard region too knows that the node is gone, and keeps what is told until there is a new place for it.
        Receive<ClusterEvent.MemberRemoved>(_ => Timers.StartSingleTimer(LaneMessages.AnnounceAll.Instance, LaneMessages.AnnounceAll.Instance, AnnounceAfter));
        Receive<LaneMessages.AnnounceAll>(announce =>
        {
            foreach (var lane in _running.Keys) lane.Tell(announce);
        });
        Receive<AreRunning>(_ => Sender.Tell(_running.Count == _edge.Lanes.Count));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Asks whether all lanes run; the answer is a <see cref="bool"/>.</summary>
    internal sealed class AreRunning
    {
        public static readonly AreRunning Instance = new();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    protected override void PreStart()
    {
        foreach (var lane in _edge.Lanes) Run(lane);
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, typeof(ClusterEvent.MemberRemoved));
        base.PreStart();
    }

    protected override void PostStop()
    {
        Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);
        base.PostStop();
    }

    private void Run(Lane lane)
    {
        var actor = Context.ActorOf(Props.Create(() => new LaneActor(lane, _services)), $"lane-{++_started}");
        Context.Watch(actor);
        _running[actor] = lane;
    }

    private sealed record Start(Lane Lane);
}
