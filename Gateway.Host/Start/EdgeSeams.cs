using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using Gateway.Actors.Traffic;
using Gateway.Edge.Tcp;
using Gateway.Edge.Traffic;
using Gateway.Host.Configuration;
using Gateway.Platform.Metrics;

namespace Gateway.Host.Start;

/// <summary>What the edge is going to have itself: its gauges, and the recording as a port. Goes with it.</summary>
internal sealed class EdgeSeams : IMetricSource, IFrameRecording, IDisposable
{
    private readonly FrameRecorder _recorder;
    private readonly FrameRecorderLoop _loop;
    private readonly Meter _meter;

    public EdgeSeams(MetricScope scope, GatewayOptions options, TcpEdge edge, FrameRecorder recorder, FrameRecorderLoop loop, RecorderMetrics metrics)
    {
        _ = metrics; // Injected so that its meter is there.
        (_recorder, _loop) = (recorder, loop);
        _meter = NodeMeter.Create(scope);
        Gauge("gateway.connections.limit", "{connection}", "Gateway:Tcp:MaxConnections.", () => options.Tcp.MaxConnections);
        Gauge("gateway.lane.queue", "{frame}", "Frames that wait for a lane.", () => edge.Lanes.Sum(static lane => lane.Frames.Count));
        Gauge("gateway.lane.queue.limit", "{frame}", "Frames that may wait; then connections are read no further.", () => edge.Lanes.Count * Lane.QueueMax);
    }

    public int Kept => _recorder.Kept;

    public static void Add(IServiceCollection services) => services
        .AddSingleton<EdgeSeams>().AddSingleton<IMetricSource>(static provider => provider.GetRequiredService<EdgeSeams>())
        .AddSingleton<IFrameRecording>(static provider => provider.GetRequiredService<EdgeSeams>()).AddSingleton<TraceListeners>();

    public Task FlushAsync(string sn, CancellationToken cancellation) => _loop.FlushAsync(sn, cancellation);

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<int> read) => _meter.CreateObservableGauge(name, read, unit, description);
}
