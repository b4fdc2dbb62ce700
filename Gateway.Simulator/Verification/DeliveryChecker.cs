using System.Runtime.InteropServices;

namespace Gateway.Simulator.Verification;

/// <summary>
/// Compares what terminals were promised with what the platform can see: every acknowledged record exactly once in the list and exactly once in the feed,
/// nothing doubled, feed numbers 1, 2, 3 … without a gap. Pure: it is told what was read.
/// </summary>
internal sealed class DeliveryChecker
{
    private readonly HashSet<RecordKey> _acknowledged = [];
    private readonly Dictionary<RecordKey, int> _listed = [];
    private readonly Dictionary<RecordKey, int> _fed = [];
    private readonly List<string> _gaps = [];
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
    public DeliveryVerdict Judge() => new(
        _acknowledged.Count,
        _listed.Count,
        _fed.Count,
        _lastSeq,
        [
            Violation.Of("acknowledged, not in the list", _acknowledged.Where(record => !_listed.ContainsKey(record)).Select(record => record.ToString())),
            Violation.Of("acknowledged, not in the feed", _acknowledged.Where(record => !_fed.ContainsKey(record)).Select(record => record.ToString())),
            Violation.Of("more than once in the list", Doubled(_listed)),
            Violation.Of("more than once in the feed", Doubled(_fed)),
            Violation.Of("feed numbers out of sequence", _gaps)
        ]);

    private static IEnumerable<string> Doubled(Dictionary<RecordKey, int> seen) => seen.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key} x{pair.Value}");
}
