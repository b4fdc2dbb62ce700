using Gateway.Actors.Sessions;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>Command frames on the socket (D15–D17).</summary>
internal sealed partial class CommandQueue
{
    /// <summary>Rounds that a command may lose alone, and the time they must have taken together, before it ends unreported (D15).</summary>
    public const int LostRoundsMax = 3;

    /// <summary>See <see cref="LostRoundsMax"/>.</summary>
    public static readonly TimeSpan LostRoundsWithin = TimeSpan.FromMinutes(30);

    /// <summary>A connection of which nothing was heard for so long is closed (D21): a frame on one that nobody knows is lost then.</summary>
    public static readonly TimeSpan UnknownSessionEnds = TimeSpan.FromMinutes(3);

    private const string MayHaveDone = "sent again and again and never reported: the terminal may have done it";

    /// <summary>
    /// What the session gets next: the same frame again, a new one, or nothing. With <see cref="FrameStep.Deliver"/> it is <see cref="TakeFrame"/>, once the events are durable.
    /// </summary>
    public FrameStep DecideFrame(SessionId session, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (_frame is { InFlight: true } sent)
        {
            if (!sent.IsWritten) return FrameStep.Deliver;
            if (Now - sent.Since < ResultTimeout) return FrameStep.Nothing;
            if (sent.Sendings >= FrameRound.SendingsMax)
            {
                LoseRound(sent, at, events, null);
                return FrameStep.RoundLost;
            }
        }

        string[] ids = _frame is { } frame ? IdsOf(frame.Entries) : [.. PickFrame().Select(command => command.Id)];
        if (ids.Length == 0) return FrameStep.Nothing;
        events.Add(new CommandsHandedOut(Sn, _frame?.Number ?? _lastHandOut + 1, ids, HandOutVia.Socket, session, default, false, at));
        return FrameStep.Deliver;
    }

    /// <summary>The frame in flight, for the lane to write.</summary>
    public (long HandOut, IReadOnlyList<Command> Commands) TakeFrame()
    {
        var frame = _frame!;
        (frame.IsWritten, frame.Since) = (true, Now);
        return (frame.Number, [.. frame.Entries.Select(entry => entry.Command)]);
    }

    /// <summary>The candidates of a new frame (D17): pushes in a row up to the limits, or one deletion.</summary>
    public IReadOnlyList<Command> PickFrame()
    {
        if (QueuedCount == 0) return [];
        List<Command> picked = [];
        var bytes = 0L;
        foreach (var entry in _open)
        {
            if (entry.Command.Type == CommandType.ClockSet || !CanGo(entry)) continue;
            bytes += entry.Command.PersonBytes;
            if (picked.Count > 0 && (entry.Alone || entry.Command.Type != CommandType.PersonPush || bytes > FrameBytesMost)) break;
            picked.Add(entry.Command);
            if (entry.Alone || entry.Command.Type != CommandType.PersonPush || picked.Count == FrameMost) break;
        }

        return picked;
    }

    /// <summary>What the lane did not send of a frame: those that did not fit are queued again, those that never can be sent fail. Of any other frame nothing is decided.</summary>
    /// <param name="written">False: nothing went out; what is left is the answer to the next heartbeat.</param>
    public void DecideUnsent(
        long handOut, SessionId session, IReadOnlyList<string> notSent, IEnumerable<(string Id, string Reason)> unsendable, bool written, DateTimeOffset at,
        List<ICommandEvent> events)
    {
        if (_frame is not { } frame || frame.Number != handOut || frame.Session != session) return;
        frame.IsWritten = written;
        foreach (var (id, reason) in unsendable)
            if (frame.Entries.Find(entry => entry.Command.Id == id) is { } entry) events.Add(Ended(entry, succeeded: false, FaultOfOurs, reason, at));
        Return(handOut, frame.Entries.Where(entry => notSent.Contains(entry.Command.Id)), ReturnReason.NotSent, at, events, null);
    }

    /// <summary>
    /// The result of the frame in flight (D15, D16): only what that frame held is settled. False: there is none of that type and number from that session, or it is the answer
    /// to an earlier sending, and nothing is decided.
    /// </summary>
    /// <param name="ids">What the frame held; null: the whole hand-out.</param>
    public bool DecideResult(
        CommandType type, SessionId session, long handOut, IReadOnlyList<string>? ids, bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (_frame is not { InFlight: true } frame || frame.Session != session || frame.Number != handOut || frame.Entries[0].Command.Type != type)
        {
            _owed.TryTake(session, type);
            return false;
        }

        frame.Answers++;
        if (_owed.TryTake(session, type)) return false;
        _owed = new OwedResults(session, type, frame.SendingsHere - frame.Answers);
        bool WasSent(CommandEntry entry) => ids is null || ids.Contains(entry.Command.Id);
        Settle(handOut, frame.Entries.FindAll(WasSent), succeeded, code, desc, at, events);
        // The lane's word of those was lost on the way.
        Return(handOut, frame.Entries.Where(entry => !WasSent(entry)), ReturnReason.NotSent, at, events, null);
        return true;
    }

    /// <summary>
    /// False: the frame that was sent last may still be read in another form (0102), so that no command ends unreported. Set by the owner.
    /// </summary>
    public bool HasTriedAllForms { get; set; } = true;

    /// <summary>How a command ends that has lost its rounds alone, by the terminal's dialect. Set by the owner.</summary>
    public UnreportedRule UnreportedFrames { get; set; }

    /// <summary>Whether the frame in flight has had no result in time.</summary>
    public bool FrameIsOverdue => _frame is { InFlight: true, IsWritten: true } sent && Now - sent.Since >= ResultTimeout;

    /// <summary>Whether something is in flight on that connection.</summary>
    public bool IsCarriedBy(SessionId session) => FrameIsCarriedBy(session) || (ClockInFlight && _clock.Session == session);

    /// <summary>Whether a frame is in flight on that connection.</summary>
    public bool FrameIsCarriedBy(SessionId session) => _frame is { InFlight: true } frame && frame.Session == session;

    /// <summary>The connection they were sent on is not <paramref name="current"/>: those commands go back.</summary>
    /// <param name="byPeer">The terminal or the network ended it (D15).</param>
    public void DecideLost(SessionId? current, bool byPeer, DateTimeOffset at, List<ICommandEvent> events) => Lost(current, byPeer, at, events, null);

    /// <summary>Whether anything was sent on a connection other than <paramref name="current"/>; while none is known, whether that has been so for long.</summary>
    public bool HasLost(SessionId? current) => current is { } session
        ? _frame is { InFlight: true } frame && frame.IsLost(session) || _clock.IsLost(session)
        : _frame is { InFlight: true } unknown && Now - unknown.Since >= UnknownSessionEnds;

    private void Lost(SessionId? current, bool byPeer, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        if (_clock.Session is not null && _clock.Session != current) Return(0, _clock.Entries, ReturnReason.ConnectionLost, at, events, returned);
        if (_frame is not { InFlight: true } frame || frame.Session == current) return;
        if (frame.Sendings >= FrameRound.SendingsMax || (byPeer && frame.Ends + 1 >= FrameRound.EndsMax)) LoseRound(frame, at, events, returned);
        else Return(frame.Number, frame.Entries, byPeer ? ReturnReason.ConnectionEnded : ReturnReason.ConnectionLost, at, events, returned);
    }

    /// <summary>One that has lost alone too often ends, for it may be what breaks the terminal; one whose life is over leaves now.</summary>
    private void LoseRound(FrameRound frame, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        events.Add(new RoundLost(Sn, frame.Number, IdsOf(frame.Entries), at));
        foreach (var entry in frame.Entries)
        {
            var mayEnd = HasTriedAllForms && UnreportedFrames != UnreportedRule.Never;
            var isSpent = mayEnd && frame.Entries.Count == 1 && entry.LostRounds + 1 >= LostRoundsMax && at - entry.FirstLostAt >= LostRoundsWithin;
            if (entry.NewerOfUser is { } newer) events.Add(Superseded(entry, newer.Command.Id, at));
            else if (isSpent) events.Add(Ended(entry, succeeded: UnreportedFrames == UnreportedRule.Done, Unreported, MayHaveDone, at));
            else if (entry.Command.ExpiresAt <= at) events.Add(Expired(entry, at));
            else returned?.Add(entry);
        }
    }

    private FrameRound BeginFrame(long number)
    {
        if (_frame is { } open && open.Number != number) throw new InvalidOperationException($"Frame {number} while frame {open.Number} has not ended.");
        _frame ??= new FrameRound(number);
        _frame.Sendings++;
        _frame.SendingsHere++;
        return _frame;
    }

    private static string[] IdsOf(IEnumerable<CommandEntry> entries) => [.. entries.Select(entry => entry.Command.Id)];
}
