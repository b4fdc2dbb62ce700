using Gateway.Storage.Recording;

namespace Gateway.Edge.Traffic;

/// <summary>
/// What one terminal's recording has that the database does not. A request and its answer that are the same as the two before are counted with them: an idle terminal
/// beats a thousand times a day, and what went before must not be pushed out by that. For that the request is held until its answer is known.
/// </summary>
/// <param name="kept">Entries at most: more would push each other out in the database.</param>
internal sealed class FrameRing(string sn, string node, int kept, RecorderCounts counts)
{
    /// <summary>An entry waits so long for others, so that a terminal costs a write only now and then.</summary>
    public const long NewWithin = 5_000;

    /// <summary>A count alone is worth less.</summary>
    public const long CountsWithin = 600_000;

    private const long Never = long.MaxValue;

    /// <summary>A heartbeat's body has some 60 bytes.</summary>
    private const int HeldLengthMin = 128;

    private Queue<RingEntry>? _new;
    private ObservedFrame _askedFrame;
    private ObservedFrame _answeredFrame;
    private int _answeredBody;
    private RingEntry? _asked;
    private RingEntry? _answered;
    private ObservedFrame? _heldFrame;
    private byte[] _held = [];
    private int _heldLength;
    private long _dropped;
    private long _dueAt = Never;
    private bool _closed;

    /// <summary>When it is to be written, milliseconds of a steady clock; never when there is nothing to write.</summary>
    public long DueAt => Volatile.Read(ref _dueAt);

    /// <summary>When a frame came last, milliseconds of a steady clock.</summary>
    public long TouchedAt { get; private set; }

    /// <summary>True once the database has entries of this ring: older ones than are kept are gone from there.</summary>
    public bool IsTrimmed { get; private set; }

    public string Sn => sn;

    /// <summary>A frame from the terminal. False: this ring is given up, another takes it.</summary>
    /// <param name="mayRepeat">It says nothing that the same before it has not said.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public bool Ask(in ObservedFrame frame, bool mayRepeat, ReadOnlyMemory<byte> plain, long now)
    {
        lock (this)
        {
            if (_closed) return false;
            TouchedAt = now;
            Settle(now);
            if (mayRepeat && _answered is not null && _askedFrame.IsLike(frame))
            {
                Hold(frame, plain.Span);
                return true;
            }

            (_asked, _answered) = (Add(frame, plain, now), null);
            if (mayRepeat) _askedFrame = frame;
            else _asked = null;
            return true;
        }
    }

    /// <summary>A frame to the terminal. False: this ring is given up, another takes it.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public bool Answer(in ObservedFrame frame, ReadOnlyMemory<byte> plain, long now)
    {
        var body = BodyHash(plain.Span);
        lock (this)
        {
            if (_closed) return false;
            TouchedAt = now;
            if (_heldFrame is { } held && _answeredFrame.SaysAsMuchAs(frame) && _answeredBody == body)
            {
                _heldFrame = null;
                _asked!.Repeat(held.At);
                _answered!.Repeat(frame.At);
                counts.AddRepeated();
                Due(now + CountsWithin);
                return true;
            }

            Settle(now);
            var entry = Add(frame, plain, now);
            if (_asked is null || _answered is not null || entry is null) (_asked, _answered) = (null, null);
            else (_answered, _answeredFrame, _answeredBody) = (entry, frame, body);
            return true;
        }
    }

    /// <summary>The connection has ended: what there is is written soon.</summary>
    public void End(long now)
    {
        lock (this)
        {
            Settle(now);
            if (_dueAt != Never) Due(now);
        }
    }

    /// <summary>Everything that is to be written. <see cref="Stored"/> follows when it was.</summary>
    public void Take(List<(RingEntry Entry, RecordedFrame Frame)> into)
    {
        lock (this)
        {
            // Cleared now: what comes while this is written is due again.
            _dueAt = Never;
            TakeRepeated(_asked, into);
            TakeRepeated(_answered, into);
            if (_new is null) return;
            foreach (var entry in _new) into.Add((entry, Frame(entry)));
        }
    }

    /// <summary>What was taken is in the database under these numbers; 0 = the terminal is gone.</summary>
    public void Stored(IEnumerable<(RingEntry Entry, long Times, long Number)> stored)
    {
        lock (this)
        {
            IsTrimmed = true;
            foreach (var (entry, times, number) in stored)
            {
                entry.Stored(number, times);
                if (number == 0) (_asked, _answered, _heldFrame) = (null, null, null);
                if (_new is not null && ReferenceEquals(_new.Peek(), entry)) Remove(_new);
            }
        }
    }

    /// <summary>The database did not take it: tried again later.</summary>
    public void Failed(long now)
    {
        lock (this) Due(now + NewWithin);
    }

    /// <summary>True: nothing is left to write and no frame has come since; nobody may use it any more.</summary>
    public bool TryClose(long notTouchedSince, long now)
    {
        lock (this)
        {
            if (TouchedAt <= notTouchedSince) Settle(now);
            if (_dueAt != Never || TouchedAt > notTouchedSince || _new is not null) return false;
            _closed = true;
            return true;
        }
    }

    private void Hold(in ObservedFrame frame, ReadOnlySpan<byte> plain)
    {
        if (_held.Length < plain.Length) _held = new byte[Math.Max(HeldLengthMin, plain.Length)];
        plain.CopyTo(_held);
        (_heldFrame, _heldLength) = (frame, plain.Length);
    }

    private static int BodyHash(ReadOnlySpan<byte> plain)
    {
        var hash = default(HashCode);
        hash.AddBytes(plain);
        return hash.ToHashCode();
    }

    /// <summary>The request that was held gets no such answer as those before: it is an entry of its own.</summary>
    private void Settle(long now)
    {
        if (_heldFrame is not { } held) return;
        _heldFrame = null;
        (_asked, _answered) = (Add(held, _held.AsMemory(0, _heldLength), now), null);
        _askedFrame = held;
    }

    private RingEntry? Add(in ObservedFrame frame, ReadOnlyMemory<byte> plain, long now)
    {
        if (counts.Waiting >= counts.WaitingMax)
        {
            _dropped++;
            counts.AddDropped();
            return null;
        }

        var entry = new RingEntry(frame.At, TrafficJson.Entry(frame, node, plain, _dropped));
        _dropped = 0;
        if (_new is not null && _new.Count == kept) Remove(_new);
        (_new ??= new Queue<RingEntry>()).Enqueue(entry);
        counts.AddKept();
        Due(now + NewWithin);
        return entry;
    }

    private void Remove(Queue<RingEntry> from)
    {
        from.Dequeue();
        if (from.Count == 0) _new = null;
        counts.NoLongerWaiting(1);
    }

    private void TakeRepeated(RingEntry? entry, List<(RingEntry Entry, RecordedFrame Frame)> into)
    {
        if (entry is { Number: > 0 } && entry.Times != entry.TimesStored) into.Add((entry, Frame(entry)));
    }

    private RecordedFrame Frame(RingEntry entry) => new(sn, entry.Number, entry.At, entry.LastAt, entry.Times, entry.Json);

    private void Due(long at) => Volatile.Write(ref _dueAt, Math.Min(_dueAt, at));
}
