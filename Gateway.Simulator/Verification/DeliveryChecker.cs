using System.Runtime.InteropServices;

namespace Gateway.Simulator.Verification;

/// <summary>
/// Compares what terminals were promised with what the platform can see: every acknowledged record exactly once in the list and exactly once in the feed,
/// nothing doubled, feed numbers 1, 2, 3 … without a gap. Pure: it is told what was read.
/// </summary>
internal sealed class DeliveryChecker
{
    private const int OffendersMax = 20;

    private readonly HashSet<RecordKey> _acknowledged = [];
    private readonly Dictionary<RecordKey, int> _listed = [];
    private readonly Dictionary<RecordKey, int> _fed = [];
    private readonly Faults _gaps = new();
    private long _lastSeq;

    /// <summary>The feed number up to which the feed was read; 0 at first.</summary>
    public long LastSeq => _lastSeq;

    /// <summary>Acknowledged records that the feed has not shown yet.</summary>
    public int MissingInFeed { get; private set; }

    /// <summary>A record that was answered 0000; all of these come before <see cref="Fed"/>. The same one again does not count.</summary>
    public void Acknowledged(RecordKey record)
    {
        if (_acknowledged.Add(record) && !_fed.ContainsKey(record)) MissingInFeed++;
    }

    /// <summary>A record in the attendance list.</summary>
    public void Listed(RecordKey record) => CollectionsMarshal.GetValueRefOrAddDefault(_listed, record, out _)++;

    /// <summary>The number of a feed item of any kind, in the order in which the feed gave it.</summary>
    public void FedSeq(long seq)
    {
        if (seq != _lastSeq + 1) _gaps.Add($"{seq} after {_lastSeq}");
        _lastSeq = Math.Max(seq, _lastSeq);
    }

    /// <summary>An attendance record in the feed.</summary>
    public void Fed(RecordKey record)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_fed, record, out _);
        if (++count == 1 && _acknowledged.Contains(record)) MissingInFeed--;
    }

    /// <summary>The verdict over all that was told.</summary>
    public DeliveryVerdict Judge()
    {
        Faults missing = new(), missingInFeed = new(), doubled = new(), doubledInFeed = new();
        foreach (var record in _acknowledged)
        {
            if (!_listed.ContainsKey(record)) missing.Add(record.ToString());
            if (!_fed.ContainsKey(record)) missingInFeed.Add(record.ToString());
        }

        Doubled(_listed, doubled);
        Doubled(_fed, doubledInFeed);
        return new DeliveryVerdict(
            _acknowledged.Count,
            _listed.Count,
            _fed.Count,
            _lastSeq,
            [
                missing.As("acknowledged, not in the list"),
                missingInFeed.As("acknowledged, not in the feed"),
                doubled.As("more than once in the list"),
                doubledInFeed.As("more than once in the feed"),
                _gaps.As("feed numbers out of sequence")
            ]);
    }

    private static void Doubled(Dictionary<RecordKey, int> seen, Faults doubled)
    {
        foreach (var (record, times) in seen)
            if (times > 1) doubled.Add($"{record} x{times}");
    }

    private sealed class Faults
    {
        private readonly List<string> _offenders = [];
        private long _count;

        public void Add(string offender)
        {
            _count++;
            if (_offenders.Count < OffendersMax) _offenders.Add(offender);
        }

        public Violation As(string what) => new(what, _count, [.. _offenders]);
    }
}
