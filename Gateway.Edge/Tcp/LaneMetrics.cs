using System.Diagnostics.Metrics;
using Gateway.Actors.Load;

namespace Gateway.Edge.Tcp;

/// <summary>Queues of the lanes and their limits, looked at when metrics are read.</summary>
internal sealed class LaneMetrics : IDisposable
{
    private readonly Meter _meter;

    public LaneMetrics(MetricScope scope, TcpOptions options, TcpEdge edge)
    {
        _meter = NodeMeter.Create(scope);
        Gauge("gateway.connections.limit", "{connection}", "Gateway:Tcp:MaxConnections.", () => options.MaxConnections);
        Gauge("gateway.lane.queue", "{frame}", "Frames that wait for a lane.", () => edge.Lanes.Sum(static lane => lane.Waiting));
        Gauge("gateway.lane.queue.limit", "{frame}", "Frames that may wait; then connections are read no further.", () => edge.Lanes.Count * Lane.QueueMax);
    }

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<int> read) => _meter.CreateObservableGauge(name, read, unit, description);
}
