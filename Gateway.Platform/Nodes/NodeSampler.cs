using System.Data.Common;
using System.Diagnostics.Metrics;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Storage.Diagnostics;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Nodes;

/// <summary>Asks database and shard region when somebody wants to know, once for all who ask within a few seconds.</summary>
internal sealed class NodeSampler(BacklogReader backlog, DeviceRegion region, TimeProvider time, IRedisProbe? redis = null)
{
    /// <summary>A sample serves so long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<NodeSample>? _asked;
    private long _askedAt;

    /// <summary>The last sample; null before the first.</summary>
    public NodeSample? Last { get; private set; }

    /// <summary>A sample of now or of a moment ago. Whoever does not answer is missing in it.</summary>
    public Task<NodeSample> SampleAsync()
    {
        lock (_gate)
        {
            if (_asked is null || (_asked.IsCompleted && time.GetElapsedTime(_askedAt) > KeptFor))
            {
                _askedAt = time.GetTimestamp();
                _asked = AskAsync();
            }

            return _asked;
        }
    }

    /// <summary>A gauge of the last sample. Nothing is shown of what is not known.</summary>
    public void AddGauge(Meter meter, string name, string? unit, string description, Func<NodeSample, double?> read) => meter.CreateObservableGauge(
        name, () => Last is { } last && read(last) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit, description);

    private async Task<NodeSample> AskAsync()
    {
        var shards = ShardsAsync();
        var asked = redis?.SampleAsync();
        var began = time.GetTimestamp();
        var rows = await BacklogAsync();
        var took = time.GetElapsedTime(began);
        var counted = await shards;
        return Last = new NodeSample(time.GetUtcNow(), rows, took, counted?.Shards, counted?.Actors, asked is null ? null : await asked);
    }

    private async Task<Backlog?> BacklogAsync()
    {
        using var late = new CancellationTokenSource(AnswerWithin, time);
        try
        {
            return await backlog.ReadAsync(late.Token).WaitAsync(AnswerWithin, time);
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return null; // Readiness says why.
        }
    }

    private async Task<(int Shards, int Actors)?> ShardsAsync()
    {
        try
        {
            return await region.CountAsync(AnswerWithin);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
