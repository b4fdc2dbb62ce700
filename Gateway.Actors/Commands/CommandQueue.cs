using Gateway.Actors.Sessions;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>
/// The commands of one device (D15, D16, D22, D23, D26): pure state, no clock and no I/O. <c>Decide…</c> appends events and changes nothing that lasts, <see
/// cref="Apply"/> makes them true.
/// <para>
/// Open commands stay at the place they were accepted at until they end, in flight or not: so a returned one is at the head again by itself. For one person at
/// most one is in flight, and
/// only the oldest open one can be handed out: the order per person holds over socket and HTTPS together.
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

    /// <summary>How long a result is waited for on the socket (D15).</summary>
    public static readonly TimeSpan ResultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a feedback is waited for over HTTPS (D22).</summary>
    public static readonly TimeSpan FeedbackTimeout = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, CommandEntry> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommandEntry> _oldestOfUser = new(StringComparer.Ordinal);
    private readonly LinkedList<CommandEntry> _open = [];
    private readonly Queue<CommandEntry> _finished = [];
    private readonly HandOut _frame = new(HandOutVia.Socket, ResultTimeout);
    private readonly HandOut _clock = new(HandOutVia.Clock, ResultTimeout);
    private readonly HandOut _httpPushes = new(HandOutVia.Http, FeedbackTimeout);
    private readonly HandOut _httpDeletions = new(HandOutVia.Http, FeedbackTimeout);
    private readonly HandOut[] _handOuts;
    private int _clockCommands;
    private DateTimeOffset _expiryFloor = DateTimeOffset.MaxValue;

    public CommandQueue(string sn)
    {
        Sn = sn;
        _handOuts = [_frame, _clock, _httpPushes, _httpDeletions];
    }

    public string Sn { get; }

    /// <summary>Commands that have not ended.</summary>
    public int OpenCount => _open.Count;

    public int InFlightCount => _frame.Entries.Count + _clock.Entries.Count + _httpPushes.Entries.Count + _httpDeletions.Entries.Count;

    public int QueuedCount => OpenCount - InFlightCount;

    /// <summary>Whether a command frame awaits its result (D15).</summary>
    public bool FrameInFlight => _frame.Entries.Count > 0;

    public CommandStatus? Find(string id) => _byId.TryGetValue(id, out var entry) ? entry.ToStatus() : null;

    /// <summary>Makes an event true. Pure and total: an event that does not fit the state is damage in the journal and throws.</summary>
    public void Apply(ICommandEvent happened)
    {
        switch (happened)
        {
            case CommandQueued e: Insert(new CommandEntry(e.Command)); break;
            case CommandsHandedOut e: ApplyHandedOut(e); break;
            case CommandsReturned e: ApplyReturned(e.Ids, alone: false); break;
            case CommandsSplit e: ApplyReturned(e.Ids, alone: true); break;
            case CommandEnded e: ApplyEnded(e); break;
            default: throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
        }
    }

    /// <summary>The whole state. Offers are not part of it.</summary>
    public CommandQueueSnapshot ToSnapshot() => new(
        Sn,
        [.. _open.Select(e => new OpenCommand(e.Command, e.Attempts, e.SentAt, e.Alone))],
        [.. _handOuts.Where(h => h.Entries.Count > 0).Select(h => new OpenHandOut(h.Via, h.Session, [.. h.Entries.Select(e => e.Command.Id)]))],
        [.. _finished.Select(e => e.ToStatus())]);

    /// <summary>The queue that gave <paramref name="snapshot"/>.</summary>
    public static CommandQueue FromSnapshot(CommandQueueSnapshot snapshot)
    {
        var queue = new CommandQueue(snapshot.Sn);
        foreach (var status in snapshot.Finished)
        {
            queue.Remember(new CommandEntry(status.Command)
            {
                State = status.State,
                Attempts = status.Attempts,
                ResultCode = status.ResultCode,
                ResultDesc = status.ResultDesc,
                SentAt = status.SentAt,
                EndedAt = status.EndedAt,
            });
        }

        foreach (var open in snapshot.Open) queue.Insert(new CommandEntry(open.Command) { Attempts = open.Attempts, SentAt = open.SentAt, Alone = open.Alone });
        foreach (var handOut in snapshot.HandOuts)
            foreach (var id in handOut.Ids) queue.PutInFlight(queue._byId[id], handOut.Via, handOut.Session);

        // A hand-out of which nothing is in flight any more was the last one all the same.
        foreach (var status in snapshot.Finished.Where(s => s.Command.Type != CommandType.ClockSet))
        {
            var handOut = queue.ByHttp(status.Command.Type);
            if (handOut.LastAt is not { } last || status.SentAt > last) handOut.LastAt = status.SentAt;
        }

        return queue;
    }

    private void Insert(CommandEntry entry)
    {
        _byId.Add(entry.Command.Id, entry);
        entry.Place = _open.AddLast(entry);
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
        foreach (var id in e.Ids)
        {
            var entry = Open(id);
            if (entry.HandOut is not null) throw new InvalidOperationException($"Command {id} is in flight already.");
            entry.Attempts++;
            entry.SentAt = e.At;
            PutInFlight(entry, e.Via, e.Session);
        }
    }

    private void PutInFlight(CommandEntry entry, HandOutVia via, SessionId? session)
    {
        var handOut = via switch
        {
            HandOutVia.Socket => _frame,
            HandOutVia.Clock => _clock,
            HandOutVia.Http => ByHttp(entry.Command.Type),
            _ => throw new InvalidOperationException($"Unknown way {via}."),
        };
        handOut.Session = session;
        handOut.LastAt = entry.SentAt;
        handOut.Entries.Add(entry);
        entry.HandOut = handOut;
        entry.State = CommandState.InFlight;
        entry.Offered = false;
    }

    private void ApplyReturned(IReadOnlyList<string> ids, bool alone)
    {
        foreach (var id in ids)
        {
            var entry = Open(id);
            Ground(entry);
            entry.State = CommandState.Queued;
            entry.Alone |= alone;
            LowerFloor(entry.Command.ExpiresAt);
        }
    }

    private void ApplyEnded(CommandEnded e)
    {
        var entry = Open(e.Command.Id);
        Ground(entry);
        _open.Remove(entry.Place!);
        entry.Place = null;
        if (entry.Command.Type == CommandType.ClockSet) _clockCommands--;
        RemoveFromUser(entry);
        entry.Offered = false;
        entry.State = e.State;
        entry.ResultCode = e.ResultCode;
        entry.ResultDesc = e.ResultDesc;
        entry.EndedAt = e.At;
        Remember(entry);
    }

    private void Remember(CommandEntry entry)
    {
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

    /// <summary>Takes a command out of the air, if it is in it.</summary>
    private static void Ground(CommandEntry entry)
    {
        entry.HandOut?.Entries.Remove(entry);
        entry.HandOut = null;
    }

    private CommandEntry Open(string id) => _byId.TryGetValue(id, out var entry) && entry.Place is not null
        ? entry
        : throw new InvalidOperationException($"Command {id} is not open.");

    private HandOut ByHttp(CommandType type) => type == CommandType.PersonDelete ? _httpDeletions : _httpPushes;
}
