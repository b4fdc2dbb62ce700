namespace Gateway.Actors.Sessions;

/// <summary>
/// Which session of a terminal counts (D20, epochs): one is current, two more are guests. Messages of one session come in order, those of two do not: so a session that was
/// replaced or has ended is remembered, and never comes back. Sessions of one node are ordered by number: one that becomes current makes those before it stale; between nodes there
/// is no order.
/// </summary>
/// <param name="silence">A session of which nothing was heard for so long has ended, and the word of it was lost (D21).</param>
internal sealed class SessionLedger(TimeSpan silence)
{
    /// <summary>Guests beside the current session; one more closes the oldest.</summary>
    public const int GuestsMax = 2;

    /// <summary>Sessions that are remembered after their end. More than that cannot have messages on their way.</summary>
    public const int PastMax = 8;

    /// <summary>Takeovers within <see cref="ConflictWindow"/> that are still taken for bad luck.</summary>
    public const int TakeoversMax = 5;

    /// <summary>See <see cref="TakeoversMax"/>.</summary>
    public static readonly TimeSpan ConflictWindow = TimeSpan.FromMinutes(1);

    /// <summary>After a conflict the current session stays so for as long, while it is heard.</summary>
    public static readonly TimeSpan ConflictHold = TimeSpan.FromMinutes(10);

    // Nearly every terminal has one session after the other: what others need is made when it is needed.
    private List<SessionId>? _past;
    private Queue<SessionId>? _neverCurrent;
    private Queue<TimeSpan>? _takeovers;
    private readonly List<HeardSession> _guests = [];
    private HeardSession? _current;
    private TimeSpan? _heldSince;

    public Session? Current => _current?.Session;

    /// <summary>The current one and its guests.</summary>
    public IEnumerable<Session> All => (_current is null ? _guests : _guests.Prepend(_current)).Select(static heard => heard.Session);

    /// <summary>The session by which the terminal is there: the current one, else the latest guest that is heard. Null: none is.</summary>
    public Session? Shown(TimeSpan now) => Current ?? _guests.FindLast(guest => now - guest.HeardAt < silence)?.Session;

    /// <summary>Judges a session by whatever it sent, and takes it in as a guest when it is new.</summary>
    /// <param name="closed">The guest that lost its place by this.</param>
    public SessionVerdict Hear(Session session, TimeSpan now, out Session? closed)
    {
        closed = null;
        if (_current is { } current)
        {
            if (current.Session.Id == session.Id)
            {
                current.HeardAt = now;
                return SessionVerdict.Current;
            }

            if (IsBefore(session.Id, current.Session.Id)) return SessionVerdict.Stale;
        }

        if (IsPast(session.Id)) return SessionVerdict.Stale;
        if (Guest(session.Id) is not { } guest)
        {
            guest = new HeardSession(session);
            closed = MakeRoom();
            _guests.Add(guest);
        }

        guest.HeardAt = now;
        return SessionVerdict.Guest;
    }

    /// <summary>Makes a guest the current session.</summary>
    /// <param name="closed">Gets those that lost their places by this: the one that was current, and guests that came before on the same node.</param>
    /// <returns>True: there was a current one.</returns>
    public bool Promote(SessionId id, List<Session> closed)
    {
        var promoted = Guest(id) ?? throw new InvalidOperationException($"Session {id} is no guest.");
        var replaced = _current;
        if (replaced is not null)
        {
            Retire(replaced.Session.Id);
            closed.Add(replaced.Session);
        }

        _current = promoted;
        _guests.Remove(promoted);
        closed.AddRange(_guests.Where(guest => IsBefore(guest.Session.Id, id)).Select(static guest => guest.Session));
        _guests.RemoveAll(guest => IsBefore(guest.Session.Id, id));
        if (_guests.Count == 0) _guests.Capacity = 0;
        return replaced is not null;
    }

    /// <summary>Whether the current session, there being one, is silent for so long that it must have ended.</summary>
    public bool IsCurrentSilent(TimeSpan now) => _current is { } current && now - current.HeardAt >= silence;

    /// <summary>Whether the current session stays so whatever others say, since there were too many takeovers.</summary>
    public bool IsHeld(TimeSpan now) => _current is not null && now - _heldSince < ConflictHold && !IsCurrentSilent(now);

    /// <summary>Ends a session, known or not. Returns it when it was the current one or a guest.</summary>
    public Session? End(SessionId id)
    {
        if (_current is { } current && current.Session.Id == id)
        {
            Retire(id);
            _current = null;
            return current.Session;
        }

        if (IsPast(id)) return null;
        Forget(id);
        var guest = Guest(id);
        if (guest is not null) _guests.Remove(guest);
        return guest?.Session;
    }

    /// <summary>When the clock of a session that is here was corrected last.</summary>
    public TimeSpan? CorrectedAt(SessionId id) => Here(id)?.CorrectedAt;

    public void NoteCorrected(SessionId id, TimeSpan now)
    {
        if (Here(id) is { } heard) heard.CorrectedAt = now;
    }

    /// <summary>Counts a takeover. True: they come too often; from now on the current session is held.</summary>
    public bool NoteTakeover(TimeSpan now)
    {
        _takeovers ??= [];
        _takeovers.Enqueue(now);
        if (_takeovers.Count > TakeoversMax + 1) _takeovers.Dequeue();
        if (_takeovers.Count <= TakeoversMax || now - _takeovers.Peek() > ConflictWindow) return false;
        _takeovers.Clear();
        _heldSince = now;
        return true;
    }

    private static bool IsBefore(SessionId one, SessionId other) => one.NodeUid == other.NodeUid && one.Number < other.Number;

    /// <summary>Whether a session was replaced or has ended. A smaller number of the same node is before one that was current, so past itself.</summary>
    private bool IsPast(SessionId id)
    {
        if (_past is not null && _past.Exists(past => past.NodeUid == id.NodeUid && id.Number <= past.Number)) return true;
        return _neverCurrent is not null && _neverCurrent.Contains(id);
    }

    private HeardSession? Guest(SessionId id) => _guests.Find(guest => guest.Session.Id == id);

    private HeardSession? Here(SessionId id) => _current?.Session.Id == id ? _current : Guest(id);

    private Session? MakeRoom()
    {
        if (_guests.Count < GuestsMax) return null;
        var oldest = _guests[0].Session;
        _guests.RemoveAt(0);
        Forget(oldest.Id);
        return oldest;
    }

    private void Forget(SessionId neverCurrent)
    {
        _neverCurrent ??= [];
        if (_neverCurrent.Count == PastMax) _neverCurrent.Dequeue();
        _neverCurrent.Enqueue(neverCurrent);
    }

    private void Retire(SessionId id)
    {
        _past ??= [];
        // One entry per node suffices: numbers only grow there.
        _past.RemoveAll(past => past.NodeUid == id.NodeUid);
        if (_past.Count == PastMax) _past.RemoveAt(0);
        _past.Add(id);
    }
}
