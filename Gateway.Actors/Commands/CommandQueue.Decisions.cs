using Gateway.Actors.Privacy;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

internal sealed partial class CommandQueue
{
    /// <summary>Accepts a command; older queued ones for the same person are superseded in the same breath (D26).</summary>
    public EnqueueVerdict DecideEnqueue(Command command, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (_byId.TryGetValue(command.Id, out var same))
            return string.Equals(same.Command.ContentHash, command.ContentHash, StringComparison.Ordinal) ? EnqueueVerdict.Existing : EnqueueVerdict.Conflict;
        var older = command.UserId is { } user ? _oldestOfUser.GetValueOrDefault(user) : null;
        var queued = new CommandQueued(Sn, command, at);
        var first = events.Count;
        events.Add(queued);
        for (; older is not null; older = older.NewerOfUser)
            if (IsFree(older)) events.Add(Superseded(older, command.Id, at));

        var superseded = events.Count - first - 1;
        if (OpenCount - superseded < OpenMax) return EnqueueVerdict.Accepted;
        events.RemoveRange(first, superseded + 1);
        return EnqueueVerdict.Full;
    }

    /// <summary>Takes back what is still queued. Null: not known; else the status before, and events only when it is cancelled by this.</summary>
    public CommandStatus? DecideCancel(string id, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (!_byId.TryGetValue(id, out var entry)) return null;
        if (IsFree(entry)) events.Add(new CommandCancelled(Sn, entry.Command, entry.Attempts, null, null, entry.SentAt, at));
        return entry.ToStatus();
    }

    /// <summary>Ends every open command, in flight or not: the device is no more, or another took its place.</summary>
    /// <param name="code">Their result code; null: none.</param>
    public void DecideCancelAll(string? code, DateTimeOffset at, List<ICommandEvent> events)
    {
        foreach (var entry in _open) events.Add(new CommandCancelled(Sn, entry.Command, entry.Attempts, code, null, entry.SentAt, at));
    }

    /// <summary>
    /// The terminal's answer to a clock correction, or a clock that is right, settles every clock command in flight on the session that it came by, and on no other (D37).
    /// </summary>
    public void DecideClockResult(SessionId session, bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (!ClockIsInFlightOn(session)) return;
        foreach (var entry in _clock.Entries) events.Add(Ended(entry, succeeded, code, desc, at));
    }

    /// <summary>Whether a clock command is in flight.</summary>
    public bool ClockInFlight => _clock.Entries.Count > 0;

    /// <summary>Whether one is on that session, so that a right clock shows its success: some terminals never answer a correction.</summary>
    public bool ClockIsInFlightOn(SessionId session) => ClockInFlight && _clock.Session == session;

    /// <summary>Queued clock commands: one correction serves them all. Empty while one is in flight.</summary>
    public IReadOnlyList<string> PickClock() => _clockCommands == 0 || ClockInFlight
        ? []
        : [.. _open.Where(e => e.Command.Type == CommandType.ClockSet && IsFree(e)).Select(e => e.Command.Id)];

    /// <summary>One correction for <see cref="PickClock"/>.</summary>
    public void DecideClock(IReadOnlyList<string> ids, SessionId session, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (ids.Count > 0) events.Add(new CommandsHandedOut(Sn, 0, ids, HandOutVia.Clock, session, default, false, at));
    }

    /// <summary>The terminal's clock is never set (D12): what asks for it fails.</summary>
    public void DecideNoClock(DateTimeOffset at, List<ICommandEvent> events)
    {
        foreach (var id in PickClock()) events.Add(Ended(Open(id), succeeded: false, FaultOfOurs, "this terminal's dialect never sets the clock (setTime: never)", at));
    }

    /// <summary>Forgets what was learned of how the terminal reports.</summary>
    public void DecideForget(DateTimeOffset at, List<ICommandEvent> events)
    {
        if (_reportsLate || Habits != default) events.Add(new ReportHabitsForgotten(Sn, at));
    }

    /// <summary>Whether <see cref="DecideUpkeep"/> may have something to do. Cheap.</summary>
    public bool NeedsUpkeep(DateTimeOffset at, SessionId? current) =>
        (OpenCount > 0 && (at >= _expiryFloor || HasLost(current) || ClockIsOverdue)) || IsDue(_pushes) || IsDue(_deletions);

    /// <summary>Returns what was lost or has had no result in time, then expires what is queued and over its time.</summary>
    public void DecideUpkeep(DateTimeOffset at, SessionId? current, List<ICommandEvent> events)
    {
        var returned = new HashSet<CommandEntry>();
        if (HasLost(current)) Lost(current, byPeer: false, at, events, returned);
        else if (ClockIsOverdue) Return(0, _clock.Entries, ReturnReason.NoResult, at, events, returned);
        KeepUpPull(_pushes, at, events, returned);
        KeepUpPull(_deletions, at, events, returned);
        if (at < _expiryFloor) return;
        // The floor is a cache of the state, not part of it: raising it here spares the next messages this walk. What is in flight lowers it when it is returned.
        _expiryFloor = DateTimeOffset.MaxValue;
        foreach (var entry in _open)
        {
            var canEnd = IsFree(entry) || returned.Contains(entry);
            if (canEnd && entry.Command.ExpiresAt <= at) events.Add(Expired(entry, at));
            else if (canEnd) LowerFloor(entry.Command.ExpiresAt);
        }
    }

    private bool ClockIsOverdue => ClockInFlight && Now - _clock.Since >= ResultTimeout;

    private void Return(
        long handOut, IEnumerable<CommandEntry> entries, ReturnReason reason, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        CommandEntry[] all = [.. entries];
        if (all.Length == 0) return;
        events.Add(new CommandsReturned(Sn, handOut, IdsOf(all), reason, at));
        SupersedeReturned(all, at, events, returned);
    }

    /// <summary>Queued again with a newer one behind it is what D26 supersedes.</summary>
    private void SupersedeReturned(IEnumerable<CommandEntry> entries, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        foreach (var entry in entries)
        {
            if (entry.NewerOfUser is { } newer) events.Add(Superseded(entry, newer.Command.Id, at));
            else returned?.Add(entry);
        }
    }

    private void Settle(long handOut, List<CommandEntry> entries, bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (!succeeded && entries.Count > 1)
        {
            events.Add(new CommandsSplit(Sn, handOut, IdsOf(entries), CodeOf(code), Cut(desc, ResultDescMax), at));
            SupersedeReturned(entries, at, events, null);
            return;
        }

        foreach (var entry in entries) events.Add(Ended(entry, succeeded, code, desc, at));
    }

    private CommandEnded Ended(CommandEntry entry, bool succeeded, string code, string? desc, DateTimeOffset at)
    {
        code = CodeOf(code);
        desc = Cut(desc, ResultDescMax);
        return succeeded
            ? new CommandSucceeded(Sn, entry.Command, entry.Attempts, code, desc, entry.SentAt, at)
            : new CommandFailed(Sn, entry.Command, entry.Attempts, code, desc, entry.SentAt, at);
    }

    private CommandSuperseded Superseded(CommandEntry entry, string byId, DateTimeOffset at) =>
        new(Sn, entry.Command, entry.Attempts, null, Cut(byId, ResultDescMax), entry.SentAt, at);

    private CommandExpired Expired(CommandEntry entry, DateTimeOffset at) => new(Sn, entry.Command, entry.Attempts, null, null, entry.SentAt, at);

    private static bool IsFree(CommandEntry entry) => entry.State == CommandState.Queued;

    /// <summary>Free, and the oldest open one for its person.</summary>
    private bool CanGo(CommandEntry entry) =>
        IsFree(entry) && (entry.Command.UserId is not { } user || _oldestOfUser[user] == entry);

    private void LowerFloor(DateTimeOffset to)
    {
        if (to < _expiryFloor) _expiryFloor = to;
    }

    /// <summary>A code stands in clear wherever it goes, so it must look like one: a terminal may put anything there.</summary>
    private static string CodeOf(string code) =>
        code.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ') && !PlainText.HasLongNumber(code) ? Cut(code, ResultCodeMax)! : NoCode;

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most) return text;
        // A cut through a surrogate pair would leave half a character, which is no valid UTF-8.
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
