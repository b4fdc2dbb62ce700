using System.Collections.Concurrent;
using Gateway.Actors.Nodes;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Traffic;

/// <summary>
/// Records the last frames of every terminal, both directions, decoded and masked; <see cref="FrameRecorderLoop"/> writes behind. Whatever goes wrong here costs
/// a frame of the recording and nothing else.
/// </summary>
internal sealed partial class FrameRecorder
{
    /// <summary>Entries of all terminals that may wait for the database; some 40 MB.</summary>
    public const int WaitingMax = 50_000;

    /// <summary>Terminals at once; only those that are provisioned have a ring.</summary>
    public const int RingsMax = 100_000;

    private static readonly Func<string, FrameRecorder, FrameRing> NewRing = static (sn, self) => new FrameRing(sn, self._node, self.Kept, self.Counts);

    private readonly ConcurrentDictionary<string, FrameRing> _rings = new(StringComparer.Ordinal);
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public FrameRecorder(RecorderOptions options, NodeIdentity node, TimeProvider time, ILogger<FrameRecorder> log)
    {
        Kept = options.FramesPerDevice;
        _node = node.Name;
        _time = time;
        _log = log;
    }

    /// <summary>Entries that are kept of each terminal; 0 = nothing is recorded.</summary>
    public int Kept { get; }

    public RecorderCounts Counts { get; } = new(WaitingMax);

    /// <summary>Milliseconds of a steady clock.</summary>
    public long Now => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    public ICollection<FrameRing> Rings => _rings.Values;

    public FrameRing? RingOf(string sn) => _rings.GetValueOrDefault(sn);

    /// <summary>Gives up a ring that has nothing to write and no use.</summary>
    public void CloseIfIdle(FrameRing ring, long notTouchedSince)
    {
        if (ring.TryClose(notTouchedSince, Now)) _rings.TryRemove(KeyValuePair.Create(ring.Sn, ring));
    }

    /// <summary>A frame of a known terminal or a fault of framing on its connection; or a frame on its way there, which is kept only where a request is.</summary>
    /// <param name="plain">Its body in clear.</param>
    public void Frame(string sn, in ObservedFrame frame, ReadOnlyMemory<byte> plain)
    {
        if (Kept == 0) return;
        if (!frame.IsInbound)
        {
            Answer(sn, frame, plain);
            return;
        }

        // A heartbeat that is the result of a set clock says something; one that nobody could read does not, once it is known.
        var mayRepeat = frame.Note is not null || (frame.Command == CommandWord.Heartbeat && plain.Span.IndexOf("result_code"u8) < 0);
        Ask(sn, frame, mayRepeat, plain);
    }

    /// <summary>A request over HTTP(S) and its answer.</summary>
    public void Request(ObservedRequest request)
    {
        if (Kept == 0) return;

        // Terminals pull persons and deletions by turns; nothing and nothing again is one entry all the same.
        var name = request.IsIdle ? "GetAddPerson, GetDelPerson" : request.Route;
        Ask(request.Sn, request.Asked(name), request.IsIdle, request.Plain);
        Answer(request.Sn, request.Answered(name, _time.GetUtcNow()), default);
    }

    /// <summary>A connection of this terminal has ended.</summary>
    public void Closed(string sn)
    {
        if (_rings.TryGetValue(sn, out var ring)) ring.End(Now);
    }

    private void Ask(string sn, in ObservedFrame frame, bool mayRepeat, ReadOnlyMemory<byte> plain)
    {
        try
        {
            while (!_rings.TryGetValue(sn, out var ring) || !ring.Ask(frame, mayRepeat, plain, Now))
            {
                if (!MayAdd()) return;
                _rings.GetOrAdd(sn, NewRing, this);
            }
        }
#pragma warning disable CA1031 // A recording is never worth a connection.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    /// <summary>Only where there is a ring: an answer that nobody asked for is not worth one. One that is given up this moment has had no request for long.</summary>
    private void Answer(string sn, in ObservedFrame frame, ReadOnlyMemory<byte> plain)
    {
        try
        {
            _rings.GetValueOrDefault(sn)?.Answer(frame, plain, Now);
        }
#pragma warning disable CA1031 // A recording is never worth a lane.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    private bool MayAdd()
    {
        // Counting all of them locks all of them: only somebody new pays for it.
        if (_rings.Count < RingsMax) return true;
        Counts.AddDropped();
        return false;
    }

    private void Fail(Exception failure)
    {
        Counts.AddDropped();
        LogFailed(_log, failure);
    }

    [LoggerMessage(1210, LogLevel.Error, "A frame could not be recorded")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
