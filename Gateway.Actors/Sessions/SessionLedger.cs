namespace Gateway.Actors.Sessions;

/// <summary>
/// Which session of a terminal counts (D20, epochs). Messages of one session come in order, those of two do not: so a session that was replaced or has ended is remembered, and
/// never
/// comes back. Sessions of one node are ordered by number; between nodes the one that is heard first for the first time later is the newer.
/// </summary>
internal sealed class SessionLedger
{
    /// <summary>Sessions that are remembered after their end. More than that cannot have messages on their way.</summary>
    public const int PastMax = 8;

    /// <summary>Takeovers within <see cref="ConflictWindow"/> that are still taken for bad luck (D20).</summary>
    public const int TakeoversMax = 5;

    /// <summary>See <see cref="TakeoversMax"/>; also the least time between two alarms.</summary>
    public static readonly TimeSpan ConflictWindow = TimeSpan.FromMinutes(1);

    private readonly List<SessionId> _past = [];
    private readonly Queue<SessionId> _neverCurrent = [];
    private readonly Queue<DateTimeOffset> _takeovers = [];
    private DateTimeOffset? _lastAlarm;

    public Session? Current { get; private set; }

    /// <summary>Judges a session by whatever it sent, and makes it the current one when it is newer.</summary>
    /// <param name="replaced">The session that lost its place by this.</param>
    public SessionVerdict Admit(Session session, out Session? replaced)
    {
        replaced = null;
        if (Current is { } current)
        {
            if (current.Id == session.Id) return SessionVerdict.Current;
            if (IsPast(session.Id) || (session.Id.NodeUid == current.Id.NodeUid && session.Id.Number < current.Id.Number)) return SessionVerdict.Stale;
            Retire(current.Id);
            replaced = current;
            Current = session;
            return SessionVerdict.TookOver;
        }

        if (IsPast(session.Id)) return SessionVerdict.Stale;
        Current = session;
        return SessionVerdict.Adopted;
    }

    /// <summary>Ends a session, known or not. Returns it when it was the current one. One that never was makes no other past, however much newer it is.</summary>
    public Session? End(SessionId id)
    {
        if (Current is { } current && current.Id == id)
        {
            Retire(id);
            Current = null;
            return current;
        }

        if (IsPast(id)) return null;
        if (_neverCurrent.Count == PastMax) _neverCurrent.Dequeue();
        _neverCurrent.Enqueue(id);
        return null;
    }

    /// <summary>Whether a session was replaced or has ended. A smaller number of the same node is older than one that is past, so past itself.</summary>
    public bool IsPast(SessionId id)
    {
        foreach (var past in _past)
            if (past.NodeUid == id.NodeUid && id.Number <= past.Number) return true;

        return _neverCurrent.Contains(id);
    }

    /// <summary>Counts a takeover. True: they come too often, and no alarm was raised in the last minute.</summary>
    public bool NoteTakeover(DateTimeOffset at)
    {
        _takeovers.Enqueue(at);
        if (_takeovers.Count > TakeoversMax + 1) _takeovers.Dequeue();
        if (_takeovers.Count <= TakeoversMax || at - _takeovers.Peek() > ConflictWindow || at - _lastAlarm < ConflictWindow) return false;
        _lastAlarm = at;
        return true;
    }

    private void Retire(SessionId id)
    {
        // One entry per node suffices: numbers only grow there.
        _past.RemoveAll(past => past.NodeUid == id.NodeUid);
        if (_past.Count == PastMax) _past.RemoveAt(0);
        _past.Add(id);
    }
}
