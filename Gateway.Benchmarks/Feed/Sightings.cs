using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Feed;

/// <summary>When each record was committed, and when a consumer had it. For any number of threads.</summary>
internal sealed class Sightings
{
    private readonly ConcurrentDictionary<Guid, long> _committed = new();
    private readonly ConcurrentDictionary<Guid, long> _seen = new();

    /// <summary>Records that the consumer has had.</summary>
    public int Seen => _seen.Count;

    public void Committed(Guid record) => _committed.TryAdd(record, Stopwatch.GetTimestamp());

    /// <exception cref="InvalidOperationException">The consumer had it before.</exception>
    public void Saw(Guid record)
    {
        if (!_seen.TryAdd(record, Stopwatch.GetTimestamp())) throw new InvalidOperationException($"record {record} came twice");
    }

    /// <summary>From commit to consumer; zero when the consumer was faster than the notice of the commit.</summary>
    /// <exception cref="InvalidOperationException">A record has never come.</exception>
    public Latencies Delays()
    {
        var delays = new Latencies();
        foreach (var (record, committed) in _committed)
        {
            if (!_seen.TryGetValue(record, out var seen)) throw new InvalidOperationException($"record {record} has not come");
            delays.Add(Math.Max(0, seen - committed));
        }

        return delays;
    }
}
