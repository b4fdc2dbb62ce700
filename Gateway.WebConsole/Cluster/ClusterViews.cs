using System.Data.Common;
using Gateway.Platform.Nodes;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Cluster;

/// <summary>Looks once for all who look at the cluster's page, while somebody does.</summary>
internal sealed class ClusterViews(
    DeviceCounter counter, NodeSampler node, ClusterReader cluster, CountReader counts, TimeProvider time, ILogger<ClusterViews> log) : IDisposable
{
    /// <summary>A view serves so long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(9);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, ClusterView> _kept = new(StringComparer.Ordinal);
    private (DateTimeOffset At, DeviceCounts? Counts) _counted;
    private Task<ClusterResponse>? _asked;
    private IReadOnlyList<NodeResponse> _nodes = [];

    public async Task<ClusterView> OfAsync(ClusterRange range, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (_kept.TryGetValue(range.Name, out var kept) && now - kept.At < KeptFor) return kept;
            return _kept[range.Name] = await LookAsync(range, now, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ClusterView> LookAsync(ClusterRange range, DateTimeOffset now, CancellationToken cancellation)
    {
        await LookAtNodesAsync();
        var sample = await node.SampleAsync();
        if (now - _counted.At >= KeptFor) _counted = (now, await TryAsync(() => counter.CountAsync(cancellation)));

        // The present step is not over yet: it would be a fall at every end.
        var to = new DateTimeOffset(now.UtcTicks / range.Step.Ticks * range.Step.Ticks, TimeSpan.Zero);
        var from = to - range.Length;
        return new ClusterView(now, _counted.Counts, sample, _nodes, await TryAsync(() => counts.ReadAsync(from, to, range.Step, cancellation)), from, to);
    }

    /// <summary>Waited for at the first time alone: a member that does not answer must not hold the page up, then least of all.</summary>
    private async Task LookAtNodesAsync()
    {
        if (_asked is null or { IsCompleted: true }) _asked = cluster.ReadAsync(CancellationToken.None);
        if (_nodes.Count == 0) await ((Task)_asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_asked is { IsCompletedSuccessfully: true }) _nodes = _asked.Result.Nodes;
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException)
        {
            ConsoleLog.Failed(log, away);
            return null;
        }
    }
}
