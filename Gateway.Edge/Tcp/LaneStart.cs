using Akka.Actor;
using Gateway.Actors.Load;

namespace Gateway.Edge.Tcp;

/// <summary>Starts the lanes of this node, and shows how full they are.</summary>
internal sealed class LaneStart(ActorSystem system, TcpEdge edge, LaneServices services, LoadGauge load, MetricScope scope) : IDisposable
{
    private readonly LaneMetrics _metrics = new(scope, services.Options, edge);
    private IActorRef _lanes = ActorRefs.Nobody;

    /// <summary>Starts them, once the DeviceActors can be reached.</summary>
    public void Start()
    {
        load.Watch(() => edge.Fullest);
        _lanes = system.ActorOf(Props.Create(() => new LaneSupervisor(edge, services)), "lanes");
    }

    /// <summary>Whether all of them run.</summary>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    public Task<bool> AreRunningAsync(TimeSpan within, CancellationToken cancellation) =>
        _lanes.Ask<bool>(LaneSupervisor.AreRunning.Instance, within, cancellation);

    public void Dispose() => _metrics.Dispose();
}
