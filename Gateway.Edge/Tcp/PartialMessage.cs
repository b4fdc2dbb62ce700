using Gateway.Codec.Framing;
using Gateway.Edge.Budgets;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Tcp;

/// <summary>
/// A connection's message of several packets, while it is not whole (D7): its first packet is held, the others are counted, since nothing reads them. Packets are added by the
/// lane's stream; the lane's actor drops what is overdue at its tick, and all of it at the connection's end.
/// </summary>
internal sealed class PartialMessage
{
    private PacketAssembler? _assembler;
    private IDisposable? _room;
    private volatile bool _isPending;
    private bool _isClosed;

    /// <summary>Bytes that are held.</summary>
    public int Held
    {
        get
        {
            lock (this) return _assembler?.HeldLength ?? 0;
        }
    }

    /// <summary>Takes one packet; as <see cref="PacketAssembler.Add"/>.</summary>
    /// <param name="budget">What is held comes out of it; null: the connection has proved its key.</param>
    /// <param name="now">Milliseconds of a monotonic clock.</param>
    public AssembleResult Add(in Frame frame, UnprovedBudget? budget, long now, out AssembledMessage message, out string? reason)
    {
        lock (this)
        {
            _assembler ??= new PacketAssembler(keepsAttachment: false);
            var result = _assembler.Add(frame, now, out message, out reason);
            if (result == AssembleResult.NeedMore && !TryHold(budget))
            {
                _assembler.Drop();
                EdgeMetrics.PartialDropped("no_room");
                (result, reason) = (AssembleResult.Refused, "no room for a message of several packets before the key is proved");
            }

            Tidy(budget);
            return result;
        }
    }

    /// <summary>Lets go of a message whose next packet is overdue. False: none is.</summary>
    public bool Expire(long now)
    {
        if (!_isPending) return false;
        lock (this)
        {
            if (!_assembler!.Expire(now)) return false;
            EdgeMetrics.PartialDropped("overdue");
            Tidy(null);
            return true;
        }
    }

    /// <summary>The connection has ended: nothing is held for it any more.</summary>
    public void Close()
    {
        lock (this)
        {
            _isClosed = true;
            _assembler?.Drop();
            Tidy(null);
        }
    }

    private bool TryHold(UnprovedBudget? budget)
    {
        if (_isClosed) return false;
        if (budget is not null) _room ??= budget.TryEnter(_assembler!.HeldLength);
        return budget is null || _room is not null;
    }

    private void Tidy(UnprovedBudget? budget)
    {
        var held = _assembler?.HeldLength ?? 0;
        _isPending = held > 0;
        if (budget is not null && held > 0) return;
        _room?.Dispose();
        _room = null;
    }
}
