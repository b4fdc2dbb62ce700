using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>Hand-outs over HTTPS and what the terminal says of them (D22, D23).</summary>
internal sealed partial class CommandQueue
{
    /// <summary>A pull closes the last hand-out of its kind. True: it is answered empty, since the terminal reports late and has not reported that one in full (D23).</summary>
    public bool DecidePull(CommandType type, DateTimeOffset at, List<ICommandEvent> events)
    {
        Close(Pull(type), at, events, null, isPull: true);
        return events.Any(happened => happened is HandOutClosed { Empty: true });
    }

    /// <summary>Closes both hand-outs: the device is refused from now on (D39).</summary>
    public void DecideNoPulls(DateTimeOffset at, List<ICommandEvent> events)
    {
        var returned = new HashSet<CommandEntry>();
        Close(_pushes, at, events, returned, isPull: false);
        Close(_deletions, at, events, returned, isPull: false);
    }

    /// <summary>
    /// What an HTTPS terminal gets next (D22), oldest first. One that must go alone has a hand-out of its own, so that the next feedback is about it and no other (D23).
    /// </summary>
    public IReadOnlyList<Command> PickHttp(CommandType type, int most, long bytesMost)
    {
        if (QueuedCount == 0) return [];
        List<Command> picked = [];
        var bytes = 0L;
        foreach (var entry in _open)
        {
            if (entry.Command.Type != type || !CanGo(entry)) continue;
            bytes += entry.Command.PersonBytes;
            if (picked.Count == most || (picked.Count > 0 && (entry.Alone || bytes > bytesMost))) break;
            picked.Add(entry.Command);
            if (entry.Alone) break;
        }

        return picked;
    }

    /// <summary>The hand-out of what was picked. Its number is 0 when nothing was: then there is none to journal.</summary>
    public long DecideHandOut(CommandType type, IReadOnlyList<Command> picked, FeedbackRule rule, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (picked.Count == 0) return 0;
        string[] ids = [.. picked.Select(command => command.Id)];
        var last = Pull(type);
        events.Add(new CommandsHandedOut(Sn, _lastHandOut + 1, ids, HandOutVia.Http, null, rule, !last.IsReportedInFull, at));
        return _lastHandOut + 1;
    }

    /// <summary>Persons of the last hand-out that cannot be loaded: they fail, so that they hold nobody up. Nothing is decided of any other hand-out.</summary>
    public void DecideUnloadable(long handOut, IEnumerable<(string Id, string Reason)> unloadable, DateTimeOffset at, List<ICommandEvent> events)
    {
        foreach (var (id, reason) in unloadable)
        {
            if (_byId.TryGetValue(id, out var entry) && entry.HandOut is PullHandOut { IsOpen: true } pull && pull.Number == handOut)
                events.Add(Ended(entry, succeeded: false, FaultOfOurs, reason, at));
        }
    }

    /// <summary>A feedback settles only inside the last hand-out of its kind, and only while that is open (D23). False: it has nothing to say anything of.</summary>
    /// <param name="said">Its number, 0 to 3.</param>
    public bool DecideFeedback(CommandType type, byte said, bool succeeded, FeedbackOrigin origin, string? text, DateTimeOffset at, List<ICommandEvent> events)
    {
        var pull = Pull(type);
        // One more than persons tells all that any number of more would.
        if (!pull.IsOpen || pull.HasTooMany || (pull.Entries.Count == 0 && !pull.FollowsUnreported)) return false;
        text = Cut(text, ResultDescMax);
        events.Add(new FeedbackTaken(Sn, pull.Number, type, said, succeeded, origin, text, at));
        if (!pull.FollowsUnreported) SettleBy(pull, pull.Feedbacks.Count, succeeded, text, at, events);
        return true;
    }

    /// <summary>Whether a feedback waits to be told from a late one.</summary>
    public bool HasFeedbackToSettle(CommandType type) => Pull(type) is { IsOpen: true, FollowsUnreported: true, Feedbacks.Count: > 0, Entries.Count: > 0 };

    /// <summary>Whether a pull is over its time, or has feedback that is old enough to be believed.</summary>
    private bool IsDue(PullHandOut pull) => pull.IsOpen && (IsOver(pull) || IsBelieved(pull));

    private bool IsOver(PullHandOut pull) => (pull.Entries.Count > 0 || IsLate(pull)) && Now - pull.Since >= FeedbackTimeout;

    private bool IsBelieved(PullHandOut pull) => HasFeedbackToSettle(pull.Type) && !pull.HasTooMany && Now - pull.LastFeedback >= PullHandOut.SettleAfter;

    private void KeepUpPull(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry> returned)
    {
        if (!pull.IsOpen) return;
        if (IsOver(pull)) Close(pull, at, events, returned, isPull: false);
        else if (IsBelieved(pull)) SettleLate(pull, at, events);
    }

    /// <summary>Closes a hand-out. One of which all was settled when it was said has nothing left to journal.</summary>
    private void Close(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned, bool isPull)
    {
        if (!pull.IsOpen || (pull.Entries.Count == 0 && !IsLate(pull))) return;
        var isLate = IsLate(pull);
        var first = events.Count;
        if (pull.FollowsUnreported && !isLate) SettleLate(pull, at, events);
        var settled = events.Skip(first).SelectMany(e => e is CommandEnded ended ? [ended.Command.Id] : e is CommandsSplit split ? split.Ids : []).ToHashSet();
        var rest = pull.Entries.FindAll(entry => !settled.Contains(entry.Command.Id));
        var isEmpty = isPull && !pull.IsReportedInFull && (_reportsLate || isLate);
        events.Add(new HandOutClosed(Sn, pull.Number, pull.Type, IdsOf(rest), isLate, isEmpty, at));
        SupersedeReturned(rest, at, events, returned);
    }

    private static bool IsLate(PullHandOut pull) => pull is { FollowsUnreported: true, HasTooMany: true };

    /// <summary>What was not settled when it came (D23).</summary>
    private void SettleLate(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events)
    {
        for (var i = 0; i < pull.Feedbacks.Count; i++) SettleBy(pull, i, pull.Feedbacks[i].Succeeded, pull.Feedbacks[i].Text, at, events);
    }

    /// <summary>What the feedback at <paramref name="index"/> says: of all, or of the person at that place.</summary>
    private void SettleBy(PullHandOut pull, int index, bool succeeded, string? text, DateTimeOffset at, List<ICommandEvent> events)
    {
        var meant = pull.Rule == FeedbackRule.Person
            ? pull.Entries.FindAll(entry => index < pull.Members.Count && entry.Command.Id == pull.Members[index])
            : index == 0 ? [.. pull.Entries] : [];
        Settle(pull.Number, meant, succeeded, succeeded ? "0000" : "9999", text, at, events);
    }

    private PullHandOut BeginPull(CommandsHandedOut e)
    {
        var type = Open(e.Ids[0]).Command.Type;
        return Pull(type) = new PullHandOut(e.HandOut, type, e.Rule) { FollowsUnreported = e.FollowsUnreported, Members = [.. e.Ids], IsOpen = true };
    }

    private void ApplyFeedback(FeedbackTaken e)
    {
        var pull = Pull(e.Type);
        pull.Feedbacks.Add((e.Succeeded, e.Text));
        pull.LastFeedback = Now;
    }

    private void ApplyClosed(HandOutClosed e)
    {
        ref var pull = ref Pull(e.Type);
        pull.IsOpen = false;
        _reportsLate |= e.Late;
        ApplyAlone(e.Ids);
        if (pull.Feedbacks.Count == 0)
            foreach (var id in e.Ids) GoBehind(Open(id));
        // An empty answer is a hand-out of nobody: the next is not one that follows an unreported one.
        if (e.Empty) pull = new PullHandOut(e.HandOut, e.Type, pull.Rule);
    }
}
