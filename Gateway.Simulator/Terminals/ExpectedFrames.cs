namespace Gateway.Simulator.Terminals;

/// <summary>
/// What may come from the gateway although no request asks for it: the command that it announced (D13), and the next one after a result (D14). Times are
/// timestamps. Not for several threads at once.
/// </summary>
internal sealed class ExpectedFrames
{
    private long _resultSent;

    // Command frames that met a heartbeat while both D13 and D14 could explain them: an answer to each such heartbeat may follow, or not.
    private int _surplusMost;

    /// <summary>The command that is to come; 0 for none.</summary>
    public byte Announced { get; private set; }

    /// <summary>When it was announced; <see cref="DueTable.Never"/> for none.</summary>
    public long AnnouncedAt { get; private set; } = DueTable.Never;

    /// <summary>True while a command may follow the result of another.</summary>
    public bool MayDrain { get; private set; }

    /// <summary>The connection has ended: nothing more can come.</summary>
    public void Clear()
    {
        ForgetAnnounced();
        MayDrain = false;
        _surplusMost = 0;
    }

    public void Announce(byte command, long now) => (Announced, AnnouncedAt) = (command, now);

    /// <summary>The announced command has come, or will not come any more.</summary>
    public void ForgetAnnounced() => (Announced, AnnouncedAt) = (0, DueTable.Never);

    /// <summary>A result was sent: the next command may come by itself.</summary>
    public void ResultSent(long now) => (MayDrain, _resultSent) = (true, now);

    /// <summary>A command came in the place of the answer to a heartbeat.</summary>
    public void CommandMetHeartbeat()
    {
        if (MayDrain) _surplusMost++;
    }

    /// <summary>A heartbeat was answered that was sent then: if the gateway had read the result before it, no command follows that one any more.</summary>
    public void HeartbeatAnswered(long sent)
    {
        if (sent > _resultSent && _surplusMost == 0) MayDrain = false;
    }

    /// <summary>True if an answer may come while no heartbeat is on its way.</summary>
    public bool TakesAnswer(bool setsClock)
    {
        if (_surplusMost == 0) return setsClock && MayDrain;
        _surplusMost--;
        return true;
    }
}
