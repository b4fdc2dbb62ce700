using System.Data.Common;
using Gateway.Storage.Counts;
using Gateway.Storage.Sql;
using MetricReader = Gateway.Platform.Metrics.MetricReader;

namespace Gateway.Platform.Counts;

/// <summary>
/// Adds what this node has counted to the cluster's counts, every minute. What cannot be written is written later; what a node that dies has not written is missing.
/// </summary>
internal sealed class NodeCounts(MetricReader metrics, CountStore store, TimeProvider time, ILogger<NodeCounts> log) : BackgroundService
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Dictionary<CountKind, long> _totals = [];
    private readonly Dictionary<CountKind, long> _waiting = [];

    /// <summary>Adds what came since the last time.</summary>
    public async Task AddAsync(CancellationToken stop)
    {
        foreach (var (kind, total) in Totals())
        {
            var more = total - _totals.GetValueOrDefault(kind);
            _totals[kind] = total;
            if (more > 0) _waiting[kind] = _waiting.GetValueOrDefault(kind) + more;
        }

        if (_waiting.Count == 0) return;
        try
        {
            await store.AddAsync(time.GetUtcNow() - (Every / 2), _waiting, stop); // Most of it came in that minute.
            _waiting.Clear();
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
        {
            CountLog.AddFailed(log, failure.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await AddAsync(stoppingToken);
    }

    private static CountKind? KindOf(string metric, string? label) => (metric, label) switch
    {
        ("gateway.frames", "heartbeat") => CountKind.Heartbeats,
        ("gateway.uploads", "accepted") => CountKind.Uploads,
        ("gateway.uploads", _) => CountKind.UploadsRefused,
        ("gateway.attendance.records", "stored") => CountKind.Records,
        ("gateway.commands.ended", "succeeded") => CountKind.CommandsSucceeded,
        ("gateway.commands.ended", "failed" or "expired") => CountKind.CommandsFailed,
        _ => null,
    };

    /// <summary>The label of a series that says how it ended.</summary>
    private static string LabelOf(string metric) => metric switch
    {
        "gateway.frames" => "command",
        "gateway.commands.ended" => "state",
        _ => "outcome",
    };

    /// <summary>Since the start.</summary>
    private Dictionary<CountKind, long> Totals()
    {
        var totals = new Dictionary<CountKind, long>();
        metrics.Read(metric =>
        {
            if (metric.Name is not ("gateway.frames" or "gateway.uploads" or "gateway.attendance.records" or "gateway.commands.ended")) return;
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                string? label = null;
                foreach (var (name, value) in point.Tags)
                    if (name == LabelOf(metric.Name)) label = value as string;

                if (KindOf(metric.Name, label) is { } kind) totals[kind] = totals.GetValueOrDefault(kind) + point.GetSumLong();
            }
        });
        return totals;
    }
}
