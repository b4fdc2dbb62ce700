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

    /// <summary>Ends every open command, in flight or not: the device is no more.</summary>
    public void DecideCancelAll(DateTimeOffset at, List<ICommandEvent> events)
    {
        foreach (var entry in _open) events.Add(new CommandCancelled(Sn, entry.Command, entry.Attempts, null, null, entry.SentAt, at));
    }

    /// <summary>The result of the frame in flight (D15, D16). False: there is none of that type from that session, nothing is decided.</summary>
    public bool DecideResult(CommandType type, SessionId session, bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (!FrameInFlight || _frame.Session != session || _frame.Entries[0].Command.Type != type) return false;
        Settle(_frame.Entries, succeeded, code, desc, at, events);
        return true;
    }

    /// <summary>
    /// A feedback over HTTPS (D23). Batch: settles what the last hand-out of that type gave. What an earlier one gave stays in flight: the answer that carried
    /// it may have been lost, and nobody has said anything of it. Per person: settles the next in hand-out order. Returns how many it could have settled.
    /// </summary>
    public int DecideFeedback(CommandType type, bool succeeded, string? message, bool perPerson, DateTimeOffset at, List<ICommandEvent> events)
    {
        var handOut = ByHttp(type);
        var meant = perPerson ? handOut.Entries : handOut.OfLast();
        if (meant.Count > 0) Settle(perPerson ? meant.GetRange(0, 1) : meant, succeeded, succeeded ? "0000" : "9999", message, at, events);
        return meant.Count;
    }

    /// <summary>The terminal's answer to a clock correction settles every clock command in flight. False: there is none.</summary>
    public bool DecideClockResult(bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        foreach (var entry in _clock.Entries) events.Add(Ended(entry, succeeded, code, desc, at));
        return _clock.Entries.Count > 0;
    }

    /// <summary>Whether a clock command in flight was handed out before <paramref name="at"/>, so that a right clock at that time shows its success.</summary>
    public bool ClockSentBefore(DateTimeOffset at) => _clock.Entries.Count > 0 && _clock.Entries[0].SentAt < at;

    /// <summary>A hand-out of commands that are still free: others are left out. Nothing is decided when none is left, or when a frame is in flight already
    /// (D15).</summary>
    public void DecideHandOut(IEnumerable<string> ids, HandOutVia via, SessionId? session, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (via == HandOutVia.Socket && FrameInFlight) return;
        var free = ids.Where(id => _byId.TryGetValue(id, out var entry) && entry.State == CommandState.Queued).ToArray();
        if (free.Length > 0) events.Add(new CommandsHandedOut(Sn, free, via, session, at));
    }

    /// <summary>A command that can never be sent fails with 9998 (D28), if it has not ended by itself.</summary>
    public void DecideUnsendable(string id, string reason, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (_byId.TryGetValue(id, out var entry) && entry.Place is not null) events.Add(Ended(entry, succeeded: false, "9998", reason, at));
    }

    /// <summary>The connection they were sent on is not <paramref name="current"/>: those commands go back.</summary>
    public void DecideLost(SessionId? current, DateTimeOffset at, List<ICommandEvent> events) => Lost(current, at, events, null);

    /// <summary>Whether anything was sent on a connection other than <paramref name="current"/>; false while none is known.</summary>
    public bool HasLost(SessionId? current) => current is { } session && (_frame.IsLost(session) || _clock.IsLost(session));

    /// <summary>Whether <see cref="DecideUpkeep"/> may have something to do. Cheap.</summary>
    public bool NeedsUpkeep(DateTimeOffset at, SessionId? current)
    {
        if (OpenCount == 0) return false;
        return at >= _expiryFloor || HasLost(current) || Array.Exists(_handOuts, handOut => handOut.IsOverdue(at));
    }

    /// <summary>Returns what was lost or has had no result in time, then expires what is queued and over its time.</summary>
    public void DecideUpkeep(DateTimeOffset at, SessionId? current, List<ICommandEvent> events)
    {
        var returned = new HashSet<CommandEntry>();
        if (HasLost(current)) Lost(current, at, events, returned);
        foreach (var handOut in _handOuts)
        {
            if (current is { } session && handOut.IsLost(session)) continue;
            Return(handOut.Entries.Where(e => handOut.IsOverdue(e, at)), ReturnReason.NoResult, at, events, returned);
        }

        if (at < _expiryFloor) return;
        // The floor is a cache of the state, not part of it: raising it here spares the next messages this walk.
        _expiryFloor = DateTimeOffset.MaxValue;
        foreach (var entry in _open)
        {
            var expires = entry.Command.ExpiresAt;
            if (expires <= at && (IsFree(entry) || returned.Contains(entry)))
                events.Add(new CommandExpired(Sn, entry.Command, entry.Attempts, null, null, entry.SentAt, at));
            else if (entry is { HandOut: { } handOut, SentAt: { } sent } && sent + handOut.Timeout > expires)
                LowerFloor(sent + handOut.Timeout);
            else
                LowerFloor(entry.Offered && expires <= at ? at + ResultTimeout : expires);
        }
    }

    /// <summary>Queued clock commands: one correction serves them all. Empty while one is in flight.</summary>
    public IReadOnlyList<string> PickClock() => _clockCommands == 0 || _clock.Entries.Count > 0
        ? []
        : [.. _open.Where(e => e.Command.Type == CommandType.ClockSet && IsFree(e)).Select(e => e.Command.Id)];

    /// <summary>The candidates of the next frame (D15, D17): pushes in a row up to the limits, or one deletion. Empty while a frame is in flight.</summary>
    public IReadOnlyList<Command> PickFrame()
    {
        if (FrameInFlight || QueuedCount == 0) return [];
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

    /// <summary>
    /// What an HTTPS terminal gets next (D22), oldest first. What is in flight already stays there until its time is over. One that must go alone has a
    /// hand-out of its own, and nothing follows it, so that the next feedback is about it and no other (D23).
    /// </summary>
    public IReadOnlyList<Command> PickHttp(CommandType type, int most, long bytesMost)
    {
        var inFlight = ByHttp(type).Entries;
        if (QueuedCount == 0 || (inFlight.Count > 0 && inFlight[^1].Alone)) return [];
        List<Command> picked = [];
        var bytes = 0L;
        foreach (var entry in _open)
        {
            if (entry.Command.Type != type || !CanGo(entry)) continue;
            bytes += entry.Command.PersonBytes;
            if (picked.Count == most || (picked.Count > 0 && bytes > bytesMost) || (entry.Alone && picked.Count > 0)) break;
            picked.Add(entry.Command);
            if (entry.Alone) break;
        }

        return picked;
    }

    /// <summary>Marks what a session is making a frame of, or takes the mark away.</summary>
    public void MarkOffered(IEnumerable<string> ids, bool offered)
    {
        foreach (var id in ids)
        {
            if (!_byId.TryGetValue(id, out var entry) || entry.State != CommandState.Queued) continue;
            entry.Offered = offered;
            // It may have got over its time while it could not expire.
            if (!offered) LowerFloor(entry.Command.ExpiresAt);
        }
    }

    private void Lost(SessionId? current, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        foreach (var handOut in _handOuts)
            if (handOut.Session is not null && handOut.Session != current) Return(handOut.Entries, ReturnReason.ConnectionLost, at, events, returned);
    }

    private void Return(IEnumerable<CommandEntry> entries, ReturnReason reason, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        CommandEntry[] all = [.. entries];
        if (all.Length == 0) return;
        events.Add(new CommandsReturned(Sn, [.. all.Select(e => e.Command.Id)], reason, at));
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

    private void Settle(List<CommandEntry> entries, bool succeeded, string code, string? desc, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (!succeeded && entries.Count > 1)
        {
            events.Add(new CommandsSplit(Sn, [.. entries.Select(e => e.Command.Id)], Cut(code, ResultCodeMax)!, Cut(desc, ResultDescMax), at));
            SupersedeReturned(entries, at, events, null);
            return;
        }

        foreach (var entry in entries) events.Add(Ended(entry, succeeded, code, desc, at));
    }

    private CommandEnded Ended(CommandEntry entry, bool succeeded, string code, string? desc, DateTimeOffset at)
    {
        code = Cut(code, ResultCodeMax)!;
        desc = Cut(desc, ResultDescMax);
        return succeeded
            ? new CommandSucceeded(Sn, entry.Command, entry.Attempts, code, desc, entry.SentAt, at)
            : new CommandFailed(Sn, entry.Command, entry.Attempts, code, desc, entry.SentAt, at);
    }

    private CommandSuperseded Superseded(CommandEntry entry, string byId, DateTimeOffset at) =>
        new(Sn, entry.Command, entry.Attempts, null, Cut(byId, ResultDescMax), entry.SentAt, at);

    /// <summary>Queued and in nobody's hands.</summary>
    private static bool IsFree(CommandEntry entry) => entry.State == CommandState.Queued && !entry.Offered;

    /// <summary>Free, and the oldest open one for its person.</summary>
    private bool CanGo(CommandEntry entry) =>
        IsFree(entry) && (entry.Command.UserId is not { } user || _oldestOfUser[user] == entry);

    private void LowerFloor(DateTimeOffset to)
    {
        if (to < _expiryFloor) _expiryFloor = to;
    }

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most) return text;
        // A cut through a surrogate pair would leave half a character, which is no valid UTF-8.
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
