using System.Data.Common;
using Gateway.Platform.Nodes;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;
using Gateway.WebConsole.Text;
using OpenTelemetry.Metrics;
using MetricReader = Gateway.Platform.Metrics.MetricReader;

namespace Gateway.WebConsole.Overview;

/// <summary>Takes one sample for all who look at the overview, while somebody does, and keeps the last minutes for the curve.</summary>
internal sealed class OverviewSampler(
    DeviceCounter counter, NodeSampler node, ClusterReader cluster, MetricReader metrics, TimeProvider time, ILogger<OverviewSampler> log) : IDisposable
{
    /// <summary>Samples that are kept.</summary>
    public const int KeptMax = 120;

    /// <summary>Devices are counted anew after so long: it reads the whole table.</summary>
    private static readonly TimeSpan CountAgain = TimeSpan.FromSeconds(3);

    /// <summary>A sample serves so long.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(900);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Queue<OverviewSample> _samples = new();
    private OverviewSample? _last;
    private Task<ClusterResponse>? _asked;
    private IReadOnlyList<NodeResponse> _nodes = [];
    private (DateTimeOffset At, DeviceCounts? Counts) _counted;
    private (double Heartbeats, double Uploads, long At)? _before;

    /// <summary>The samples of the last minutes, oldest first; the last one is of now.</summary>
    public async Task<IReadOnlyList<OverviewSample>> SampleAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_last is null || time.GetUtcNow() - _last.At >= KeptFor)
            {
                _last = await TakeAsync();
                _samples.Enqueue(_last);
                while (_samples.Count > KeptMax) _samples.Dequeue();
            }

            return [.. _samples];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<OverviewSample> TakeAsync()
    {
        var now = time.GetUtcNow();
        if (now - _counted.At >= CountAgain) _counted = (now, await CountAsync());
        LookAtNodes();
        var sample = await node.SampleAsync();
        var (heartbeats, uploads) = Rates();
        return new OverviewSample(now, _counted.Counts, heartbeats, uploads, sample, _nodes);
    }

    /// <summary>Never waited for: a member that does not answer must not hold the page up, then least of all.</summary>
    private void LookAtNodes()
    {
        if (_asked is { IsCompletedSuccessfully: true }) _nodes = _asked.Result.Nodes;
        if (_asked is null or { IsCompleted: true }) _asked = cluster.ReadAsync(CancellationToken.None);
    }

    private (double Heartbeats, double Uploads) Rates()
    {
        double heartbeats = 0, uploads = 0;
        metrics.Read(metric =>
        {
            if (metric.Name == "gateway.frames") heartbeats = Sum(metric, "heartbeat");
            else if (metric.Name == "gateway.uploads") uploads = Sum(metric, null);
        });
        var at = time.GetTimestamp();
        var before = _before;
        _before = (heartbeats, uploads, at);
        if (before is not { } then || time.GetElapsedTime(then.At, at) is not { TotalSeconds: > 0.1 } passed) return (0, 0);
        return (Math.Max(0, heartbeats - then.Heartbeats) / passed.TotalSeconds, Math.Max(0, uploads - then.Uploads) / passed.TotalSeconds);
    }

    /// <param name="label">Value that a label of the series must have; null for all series.</param>
    private static double Sum(Metric metric, string? label)
    {
        var sum = 0L;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var counts = label is null;
            foreach (var (_, value) in point.Tags) counts |= label == value as string;
            if (counts) sum += point.GetSumLong();
        }

        return sum;
    }

    private async Task<DeviceCounts?> CountAsync()
    {
        try
        {
            return await counter.CountAsync(CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException)
        {
            ConsoleLog.Failed(log, away);
            return null;
        }
    }
}
