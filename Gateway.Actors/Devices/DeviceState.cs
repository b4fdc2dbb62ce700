using System.Net;
using Gateway.Actors.Commands;
using Gateway.Actors.Load;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>
/// All that is known of one terminal: its command queue, which is journalled, and its session, heartbeat and counters, which are not. Pure: no clock, no I/O;
/// every time comes in a message.
/// </summary>
/// <param name="sn">The device.</param>
/// <param name="since">When this incarnation started.</param>
/// <param name="silence">A session of which nothing was heard for so long has ended (D21).</param>
internal sealed class DeviceState(string sn, DateTimeOffset since, TimeSpan silence)
{
    /// <summary>At most one clock correction of our own in this time, on one session (D12).</summary>
    public static readonly TimeSpan CorrectionInterval = TimeSpan.FromMinutes(10);

    /// <summary>A clock within this is right: it shows that a correction succeeded, seconds.</summary>
    public const int SkewRightSeconds = 60;

    /// <summary>Heartbeats are told to the presence writer at most once in this time.</summary>
    public static readonly TimeSpan PresenceInterval = TimeSpan.FromSeconds(30);

    /// <summary>HTTPS terminals have no connection that ends: they poll every 5 minutes at least, upload every 10 (field notes). Silent for longer, they are offline.</summary>
    public static readonly TimeSpan HttpSilence = TimeSpan.FromMinutes(12);

    private readonly SessionLedger _sessions = new(silence);
    private readonly ClockMemory _clock = new();
    private Dictionary<CommandType, IPAddress>? _pulledFrom;
    private Session? _http;
    private DateTimeOffset _httpSeen;
    private DateTimeOffset? _lastSeen;
    private TimeSpan? _lastPresence;
    private byte? _deviceState;
    private int? _clockSkew;
    private bool _clockAnsweredLast;
    private long _heartbeats;
    private long _uploads;
    private long _records;
    private long _duplicates;
    private long _uploadsRefused;
    private long _commandResults;
    private long _strayResults;
    private long _takeovers;
    private long _clockCorrections;

    public string Sn { get; } = sn;

    public CommandQueue Queue { get; private set; } = new(sn);

    /// <summary>The current session; null when there is none.</summary>
    public Session? Session => _sessions.Current;

    /// <summary>All sessions that are here, guests too.</summary>
    public IEnumerable<Session> Sessions => _sessions.All;

    /// <summary>The socket session by which the terminal is there; null when it is not.</summary>
    public Session? Shown => _sessions.Shown(Now);

    /// <summary>See <see cref="CommandQueue.Now"/>; also what is not to hang on a wall clock here.</summary>
    public TimeSpan Now
    {
        get => Queue.Now;
        set => Queue.Now = value;
    }

    /// <summary>From where it was heard last over HTTPS, else on the socket; empty when it was not.</summary>
    public string HttpRemote => (_http ?? Shown)?.Remote ?? "";

    /// <summary>Makes a journalled event true.</summary>
    public void Apply(ICommandEvent happened) => Queue.Apply(happened);

    /// <summary>Starts from a snapshot; only before the first event.</summary>
    public void Restore(CommandQueueSnapshot snapshot) => Queue = CommandQueue.FromSnapshot(snapshot);

    /// <summary>After the last event of the journal.</summary>
    public void Recovered(DateTimeOffset at) => Queue.Recovered(at);

    // ---- sessions ----------------------------------------------------------------------------------------------------------------------------------

    /// <summary>Judges the session of a socket message (D20).</summary>
    /// <param name="closed">The guest that lost its place by this.</param>
    public SessionVerdict Hear(Session session, DateTimeOffset at, out Session? closed)
    {
        var verdict = _sessions.Hear(session, Now, out closed);
        if (verdict != SessionVerdict.Stale && (_lastSeen is not { } seen || at > seen)) _lastSeen = at;
        return verdict;
    }

    /// <summary>Whether a guest is what the journal says was current when this actor, or one before it, handed out its last frame: it goes on, and is not asked anything.</summary>
    public bool GoesOn(SessionId guest) => Session is null && Queue.IsCarriedBy(guest);

    /// <summary>Whether a guest's heartbeat makes its session the current one (D20, D37). Null: that hangs on a habit that is not known yet. Asked before it is noted.</summary>
    public bool? MakesCurrent(HeartbeatReceived m)
    {
        if (_sessions.IsHeld(Now)) return false;
        if (_clock.IsFresh(m.Clock, Now, isAlone: Session is null)) return true;
        if (Session is not null && !_sessions.IsCurrentSilent(Now)) return false;
        return !m.MaySetClock ? true : _clock.Habit is { } habit ? habit != ClockHabit.Right : null;
    }

    /// <summary>What an earlier incarnation knew of the clock.</summary>
    public void Recall(ClockHabit habit) => _clock.Recall(habit);

    /// <summary>Makes a guest the current session, which starts without presence.</summary>
    /// <param name="closed">Gets those that lost their places by this.</param>
    /// <returns>True: it took over from another, and an <c>sn-conflict</c> is to be raised.</returns>
    public bool Promote(SessionId guest, List<Session> closed)
    {
        _lastPresence = null;
        if (!_sessions.Promote(guest, closed)) return false;
        _takeovers++;
        return _sessions.NoteTakeover(Now);
    }

    /// <summary>Ends a session. Returns it when it was the current one or a guest.</summary>
    public Session? End(SessionId id)
    {
        var ended = _sessions.End(id);
        if (ended is not null && Shown is null)
        {
            _lastPresence = null;
            // It is offline until it is heard again, in whatever way.
            _http = null;
        }

        return ended;
    }

    // ---- what it sent ------------------------------------------------------------------------------------------------------------------------------

    public void NoteHeartbeat(HeartbeatReceived m)
    {
        _heartbeats++;
        if (_clock.Note(m.Clock, Now)) _lastPresence = null; // What was learned is told at once.
        if (Session is { } current && current.Id != m.Session.Id) return;
        Queue.UnreportedFrames = m.Unreported;
        _deviceState = m.DeviceState;
        if (m.ClockSkewSeconds is { } skew) _clockSkew = skew;
    }

    public void NoteUpload(int stored, int duplicates, bool refused)
    {
        _uploads++;
        _records += stored;
        _duplicates += duplicates;
        if (refused) _uploadsRefused++;
    }

    /// <summary>A terminal was heard over HTTPS: that never ends a socket session (D25).</summary>
    public void NoteHttp(Session session, DateTimeOffset at)
    {
        // Its connection begins with the first request after a silence, not with each.
        _http = _http is { } known && at - _httpSeen < HttpSilence ? session with { Since = known.Since } : session;
        _httpSeen = at;
        if (_lastSeen is not { } seen || at > seen) _lastSeen = at;
    }

    /// <summary>A pull of that kind came from there.</summary>
    public void NotePull(CommandType type, Session session) => (_pulledFrom ??= [])[type] = AddressOf(session);

    /// <summary>Whether the last pull of that kind, as far as this incarnation knows, came from the client address of this session.</summary>
    public bool IsFromPull(CommandType type, Session session) => _pulledFrom is not null && _pulledFrom.TryGetValue(type, out var address) && address.Equals(AddressOf(session));

    private static IPAddress AddressOf(Session session) => ClientAddress.Of(IPEndPoint.TryParse(session.Remote, out var remote) ? remote.Address : null);

    public void NoteResult(bool stray)
    {
        _commandResults++;
        if (stray) _strayResults++;
    }

    // ---- what to answer ----------------------------------------------------------------------------------------------------------------------------

    /// <summary>Whether this heartbeat shows that a clock command in flight has worked: some terminals never answer it.</summary>
    public bool ShowsClockRight(HeartbeatReceived m) =>
        m.ClockSkewSeconds is >= -SkewRightSeconds and <= SkewRightSeconds && Queue.ClockIsInFlightOn(m.Session.Id);

    /// <summary>
    /// Whether this heartbeat is answered with a clock correction: our own (D12), or for clock commands. Neither twice in a row while persons wait, on whatever session: a terminal
    /// that does not answer corrections, or comes anew for each heartbeat, must not starve its queue.
    /// </summary>
    public bool SetTimeIsDue(HeartbeatReceived m, out IReadOnlyList<string> clockCommands)
    {
        clockCommands = Queue.PickClock();
        if (_clockAnsweredLast && Queue.QueuedCount > clockCommands.Count) clockCommands = [];
        else if (clockCommands.Count > 0 || CorrectionIsDue(m)) return true;
        return false;
    }

    /// <summary>Whether its session is to be told the time, were it not for commands (D12, D36).</summary>
    public bool CorrectionIsDue(HeartbeatReceived m) =>
        m.MaySetClock && !m.Clock.IsRight && (_sessions.CorrectedAt(m.Session.Id) is not { } last || Now - last >= CorrectionInterval);

    public void NoteCorrected(SessionId session)
    {
        _sessions.NoteCorrected(session, Now);
        _clockCorrections++;
    }

    public void NoteClockAnswered(SessionId session)
    {
        _clockAnsweredLast = true;
        NoteCorrected(session);
    }

    public void NoteAnswered() => _clockAnsweredLast = false;

    // ---- what others see of it ---------------------------------------------------------------------------------------------------------------------

    /// <summary>Its presence, when the last one told is old enough; null otherwise, or when it was never heard.</summary>
    public PresenceUpdate? PresenceIfDue(DateTimeOffset at)
    {
        if (_lastPresence is { } last && Now - last < PresenceInterval) return null;
        return (Shown ?? _http) is { } session ? PresenceOf(session, at, null) : null;
    }

    /// <summary>Its presence on <paramref name="session"/>; offline when there is a reason.</summary>
    public PresenceUpdate PresenceOf(Session session, DateTimeOffset at, CloseReason? offline)
    {
        _lastPresence = offline is null ? Now : null;
        return new PresenceUpdate(
            Sn, offline is null, _lastSeen ?? at, session.Transport, session.Remote, session.Node, session.Since,
            _deviceState, _clockSkew, offline is { } reason ? CloseReasonText.Of(reason) : null)
        { Clock = _clock.Habit };
    }

    /// <summary>What is known of it at <paramref name="at"/>.</summary>
    public DeviceLiveState ToLiveState(DateTimeOffset at) => new(
        Sn, Shown ?? (at - _httpSeen < HttpSilence ? _http : null), _lastSeen, _deviceState, _clockSkew, Queue.QueuedCount, Queue.InFlightCount,
        new DeviceCounters(
            since, _heartbeats, _uploads, _records, _duplicates, _uploadsRefused, _commandResults, _strayResults, _takeovers, _clockCorrections));
}
