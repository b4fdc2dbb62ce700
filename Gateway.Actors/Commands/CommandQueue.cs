using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>
/// The commands of one device (D15, D16, D22, D23, D26): pure state, no clock and no I/O. <c>Decide…</c> appends events and changes nothing that lasts, <see
/// cref="Apply"/> makes them true.
/// <para>
/// Open commands keep their order until they end, in flight or not: so a returned one is at the head again by itself, but for one that has lost a round alone or was never
/// reported. It is the order of acceptance, with a roster's commands behind all others, its pushes last (docs/decisions/0127-a-rosters-commands.md).
/// For one person at most one is in flight, and only the oldest open one can be handed out: the order per person holds over socket and HTTPS together.
/// </para>
/// </summary>
internal sealed partial class CommandQueue
{
    /// <summary>Open commands per device, at most.</summary>
    public const int OpenMax = 10_000;

    /// <summary>Ended commands that are remembered, for idempotent ids and for reads.</summary>
    public const int FinishedMax = 1_000;

    /// <summary>Persons in one push frame, at most (D17).</summary>
    public const int FrameMost = 20;

    /// <summary>Bytes of persons offered for one frame (D17): one that is larger is offered alone.</summary>
    public const int FrameBytesMost = 10_240;

    /// <summary>Characters of a terminal's own words that are kept.</summary>
    public const int ResultDescMax = 500;

    /// <summary>Characters of a terminal's own code that are kept.</summary>
    public const int ResultCodeMax = 32;

    /// <summary>In the place of a code that is none.</summary>
    public const string NoCode = "unreadable";

    /// <summary>Code of a command that fails by a fault of ours (D28).</summary>
    public const string FaultOfOurs = "9998";

    /// <summary>Code of a command that was sent again and again and never reported (D15, D33).</summary>
    public const string Unreported = "unreported";

    /// <summary>How long a result is waited for on the socket (D15).</summary>
    public static readonly TimeSpan ResultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a feedback is waited for over HTTPS (D22).</summary>
    public static readonly TimeSpan FeedbackTimeout = TimeSpan.FromMinutes(10);

    // Most terminals have no command, and most of those that have one are not on HTTPS: what all queues can share while nothing is in it is never written.
    private static readonly Dictionary<string, CommandEntry> NoneById = new(StringComparer.Ordinal);
    private static readonly LinkedList<CommandEntry> NoneOpen = [];
    private static readonly Queue<CommandEntry> NoneFinished = [];
    private static readonly ClockHandOut NoClock = new();
    private static readonly PullHandOut NoPushes = PullHandOut.Never(CommandType.PersonPush);
    private static readonly PullHandOut NoDeletions = PullHandOut.Never(CommandType.PersonDelete);

    private Dictionary<string, CommandEntry> _byId = NoneById;
    private Dictionary<string, CommandEntry> _oldestOfUser = NoneById;
    private LinkedList<CommandEntry> _open = NoneOpen;
    private Queue<CommandEntry> _finished = NoneFinished;
    private ClockHandOut _clock = NoClock;
    private FrameRound? _frame;
    private OwedResults _owed;
    private PullHandOut _pushes = NoPushes;
    private PullHandOut _deletions = NoDeletions;
    private long _lastHandOut;
    private bool _reportsLate;
    private int _clockCommands;
    private int _rosterDeletions;
    private int _rosterPushes;
    private DateTimeOffset _expiryFloor = DateTimeOffset.MaxValue;

    public CommandQueue(string sn) => Sn = sn;

    public string Sn { get; }

    /// <summary>The time since some moment, which never steps back: set by the owner before each message. Time-outs count by it, lives of commands by the wall clock.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>Commands that have not ended.</summary>
    public int OpenCount => _open.Count;

    public int InFlightCount => (FrameInFlight ? _frame!.Entries.Count : 0) + _clock.Entries.Count + _pushes.Entries.Count + _deletions.Entries.Count;

    public int QueuedCount => OpenCount - InFlightCount;

    /// <summary>How the terminal reports over HTTPS, as the journal shows it.</summary>
    public ReportHabits Habits { get; private set; }

    /// <summary>It is known to report late (D23).</summary>
    public bool ReportsLate => _reportsLate;

    /// <summary>Whether a command frame awaits its result (D15).</summary>
    public bool FrameInFlight => _frame is { InFlight: true };

    public CommandStatus? Find(string id) => _byId.TryGetValue(id, out var entry) ? entry.ToStatus() : null;

    /// <summary>Makes an event true. Pure and total: an event that does not fit the state is damage in the journal and throws.</summary>
    public void Apply(ICommandEvent happened)
    {
        switch (happened)
        {
            case CommandQueued e: ApplyQueued(new CommandEntry(e.Command)); break;
            case CommandsHandedOut e: ApplyHandedOut(e); break;
            case CommandsReturned e: ApplyReturned(e); break;
            case CommandsSplit e: ApplyAlone(e.Ids); break;
            case RoundLost e: ApplyRoundLost(e); break;
            case HandOutClosed e: ApplyClosed(e); break;
            case FeedbackTaken e: ApplyFeedback(e); break;
            case ReportHabitsForgotten: (Habits, _reportsLate) = (default, false); break;
            case CommandEnded e: ApplyEnded(e); break;
            default: throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
        }
    }

    /// <summary>Makes room of its own for what it holds, once.</summary>
    private void HoldCommands()
    {
        if (_byId != NoneById) return;
        (_byId, _oldestOfUser) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        (_open, _finished) = ([], []);
    }

    /// <summary>
    /// At the end; and behind it goes, in its order, what comes after it by its rank (D26). So a later command overtakes none but those of a later rank, and one that has gone
    /// behind all that was queued is never overtaken by its own kind. One that is in flight with a newer one for its person behind it stays before that: in the order of the list
    /// the commands of a person are as they were accepted, since a snapshot knows no other.
    /// </summary>
    private void ApplyQueued(CommandEntry entry)
    {
        Insert(entry);
        var place = entry.Place!;
        for (var later = entry.Rank switch { 0 => _rosterDeletions + _rosterPushes, 1 => _rosterPushes, _ => 0 }; later > 0;)
        {
            place = place.Previous!;
            if (place.Value.Rank > entry.Rank) later--;
        }

        while (place != entry.Place)
        {
            var next = place.Next!;
            if (place.Value.Rank > entry.Rank && place.Value.NewerOfUser is null) GoBehind(place.Value);
            place = next;
        }
    }

    private void CountOfRoster(CommandEntry entry, int more)
    {
        if (entry.Rank == 1) _rosterDeletions += more;
        else if (entry.Rank == 2) _rosterPushes += more;
    }

    private void Insert(CommandEntry entry)
    {
        HoldCommands();
        _byId.Add(entry.Command.Id, entry);
        entry.Place = _open.AddLast(entry);
        CountOfRoster(entry, 1);
        if (entry.Command.Type == CommandType.ClockSet) _clockCommands++;
        LowerFloor(entry.Command.ExpiresAt);
        if (entry.Command.UserId is not { } user) return;
        if (!_oldestOfUser.TryGetValue(user, out var last))
        {
            _oldestOfUser.Add(user, entry);
            return;
        }

        while (last.NewerOfUser is { } newer) last = newer;
        last.NewerOfUser = entry;
    }

    private void ApplyHandedOut(CommandsHandedOut e)
    {
        // An earlier version numbered nothing: what it handed out over HTTPS is over and was not reported, whoever had it (D22, D33).
        var isOver = e is { Via: HandOutVia.Http, HandOut: 0 };
        var handOut = isOver ? null : Begin(e);
        foreach (var id in e.Ids)
        {
            var entry = Open(id);
            entry.Attempts++;
            entry.SentAt = e.At;
            if (handOut is null) entry.Alone = true;
            else PutInFlight(entry, handOut);
        }
    }

    /// <summary>The hand-out of an event: a new one, or the frame that is sent again.</summary>
    private HandOut Begin(CommandsHandedOut e)
    {
        _lastHandOut = Math.Max(_lastHandOut, e.HandOut);
        HandOut handOut = e.Via switch
        {
            HandOutVia.Socket => BeginFrame(e.HandOut),
            HandOutVia.Clock => OwnClock(),
            HandOutVia.Http => BeginPull(e),
            _ => throw new InvalidOperationException($"Unknown way {e.Via}."),
        };
        handOut.Session = e.Session;
        handOut.Since = Now;
        return handOut;
    }

    private ClockHandOut OwnClock() => _clock == NoClock ? _clock = new ClockHandOut() : _clock;

    private static void PutInFlight(CommandEntry entry, HandOut handOut)
    {
        if (entry.HandOut != handOut)
        {
            if (entry.State == CommandState.InFlight) throw new InvalidOperationException($"Command {entry.Command.Id} is in flight already.");
            entry.HandOut?.Entries.Remove(entry);
            handOut.Entries.Add(entry);
            entry.HandOut = handOut;
        }

        entry.State = CommandState.InFlight;
    }

    private void ApplyReturned(CommandsReturned e)
    {
        // A frame whose connection has ended stays together: it is sent again as it is (D15).
        if (_frame is { Number: > 0 } frame && frame.Number == e.HandOut && e.Reason is ReturnReason.ConnectionLost or ReturnReason.ConnectionEnded)
        {
            (frame.Session, frame.SendingsHere, frame.Answers) = (null, 0, 0);
            if (e.Reason == ReturnReason.ConnectionEnded) frame.Ends++;
            foreach (var entry in frame.Entries) Requeue(entry);
            return;
        }

        foreach (var id in e.Ids)
        {
            var entry = Leave(Open(id));
            if (e.Reason != ReturnReason.NotSent) continue;
            entry.Attempts--;
            if (entry.Attempts == 0) entry.SentAt = null;
        }
    }

    private void ApplyAlone(IReadOnlyList<string> ids)
    {
        foreach (var id in ids) Leave(Open(id)).Alone = true;
    }

    private void ApplyRoundLost(RoundLost e)
    {
        ApplyAlone(e.Ids);
        if (e.Ids.Count > 1) return;
        var alone = Open(e.Ids[0]);
        alone.LostRounds++;
        alone.FirstLostAt ??= e.At;
        GoBehind(alone);
    }

    /// <summary>Behind all that is queued.</summary>
    private void GoBehind(CommandEntry entry)
    {
        _open.Remove(entry.Place!);
        _open.AddLast(entry.Place!);
    }

    /// <summary>Takes a command out of its hand-out and back to the queue.</summary>
    private CommandEntry Leave(CommandEntry entry)
    {
        Ground(entry);
        Requeue(entry);
        return entry;
    }

    private void Requeue(CommandEntry entry)
    {
        entry.State = CommandState.Queued;
        LowerFloor(entry.Command.ExpiresAt);
    }

    private void ApplyEnded(CommandEnded e)
    {
        var entry = Open(e.Command.Id);
        // One that could not be loaded has left its hand-out: the terminal says nothing of it.
        if (entry.HandOut is PullHandOut pull && e.ResultCode == FaultOfOurs) pull.Members.Remove(e.Command.Id);
        NoteReport(entry, e);
        Ground(entry);
        _open.Remove(entry.Place!);
        entry.Place = null;
        CountOfRoster(entry, -1);
        if (entry.Command.Type == CommandType.ClockSet) _clockCommands--;
        RemoveFromUser(entry);
        entry.State = e.State;
        entry.ResultCode = e.ResultCode;
        entry.ResultDesc = e.ResultDesc;
        entry.EndedAt = e.At;
        Remember(entry);
    }

    private void Remember(CommandEntry entry)
    {
        HoldCommands();
        _byId[entry.Command.Id] = entry;
        _finished.Enqueue(entry);
        if (_finished.Count > FinishedMax) _byId.Remove(_finished.Dequeue().Command.Id);
    }

    private void RemoveFromUser(CommandEntry entry)
    {
        if (entry.Command.UserId is not { } user) return;
        var next = entry.NewerOfUser;
        entry.NewerOfUser = null;
        var oldest = _oldestOfUser[user];
        if (oldest != entry)
        {
            while (oldest.NewerOfUser != entry) oldest = oldest.NewerOfUser!;
            oldest.NewerOfUser = next;
        }
        else if (next is null)
        {
            _oldestOfUser.Remove(user);
        }
        else
        {
            _oldestOfUser[user] = next;
        }
    }

    /// <summary>Takes a command out of its hand-out, if it is in one. A frame of which nothing is left is no more.</summary>
    private void Ground(CommandEntry entry)
    {
        entry.HandOut?.Entries.Remove(entry);
        entry.HandOut = null;
        if (_frame is { Entries.Count: 0 }) _frame = null;
    }

    private CommandEntry Open(string id) => _byId.TryGetValue(id, out var entry) && entry.Place is not null
        ? entry
        : throw new InvalidOperationException($"Command {id} is not open.");
}
