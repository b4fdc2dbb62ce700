using Gateway.Actors.Habits;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>Hand-outs over HTTPS and what the terminal says of them (D22, D23, D31).</summary>
internal sealed partial class CommandQueue
{
    /// <summary>A pull closes the last hand-out of its kind. True: it is answered empty, since the terminal reports late and has not reported that one in full (D23).</summary>
    public bool DecidePull(CommandType type, DateTimeOffset at, List<ICommandEvent> events)
    {
        Close(Pull(type), at, events, null, isPull: true, isHeard: true);
        return events.Any(happened => happened is HandOutClosed { Empty: true });
    }

    /// <summary>Closes both hand-outs: the device is refused from now on (D39).</summary>
    public void DecideNoPulls(DateTimeOffset at, List<ICommandEvent> events)
    {
        var returned = new HashSet<CommandEntry>();
        Close(_pushes, at, events, returned, isPull: false, isHeard: false);
        Close(_deletions, at, events, returned, isPull: false, isHeard: false);
    }

    /// <summary>
    /// What an HTTPS terminal gets next (D22), oldest first. One that must go alone has a hand-out of its own, so that the next feedback is about it and no other (D23).
    /// </summary>
    public IReadOnlyList<Command> PickHttp(CommandType type, int most, long bytesMost, FeedbackRule rule)
    {
        if (QueuedCount == 0) return [];
        most = Math.Min(most, HandOutMost(type, rule));
        var goTogether = type == CommandType.PersonDelete && rule == FeedbackRule.Auto && Habits.DeletionsUnreported;
        List<Command> picked = [];
        var bytes = 0L;
        foreach (var entry in _open)
        {
            if (entry.Command.Type != type || !CanGo(entry)) continue;
            bytes += entry.Command.PersonBytes;
            var isAlone = entry.Alone && !goTogether;
            if (picked.Count == most || (picked.Count > 0 && (isAlone || bytes > bytesMost))) break;
            picked.Add(entry.Command);
            if (isAlone) break;
        }

        return picked;
    }

    /// <summary>The hand-out of what was picked. Its number is 0 when nothing was: then there is none to journal.</summary>
    /// <param name="form">The form of the answer, and whether the terminal is known to read it (D30).</param>
    public long DecideHandOut(
        CommandType type, IReadOnlyList<Command> picked, FeedbackRule rule, (AnswerForm Form, bool IsProved) form, UnreportedRule unreported, DateTimeOffset at,
        List<ICommandEvent> events)
    {
        if (picked.Count == 0) return 0;
        string[] ids = [.. picked.Select(command => command.Id)];
        var followsUnreported = !Pull(type).IsReportedInFull(Habits.Of(type));
        events.Add(new CommandsHandedOut(Sn, _lastHandOut + 1, ids, HandOutVia.Http, null, rule, followsUnreported, at, form.Form, form.IsProved, unreported));
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
        if (!pull.IsOpen || pull.HasTooMany || (pull.Entries.Count == 0 && !pull.IsDeferred)) return false;
        (succeeded, origin) = Meaning(type, said, succeeded, origin, text);
        text = Cut(text, ResultDescMax);
        events.Add(new FeedbackTaken(Sn, pull.Number, type, said, succeeded, origin, text, at));
        if (!pull.IsDeferred) SettleBy(pull, pull.Feedbacks.Count, succeeded, text, at, events);
        return true;
    }

    /// <summary>Whether a feedback waits to be told from a late one, or for those of the others.</summary>
    public bool HasFeedbackToSettle(CommandType type) =>
        Pull(type) is { IsOpen: true, IsDeferred: true, Feedbacks.Count: > 0, Entries.Count: > 0 } pull
        && !IsLate(pull) && (pull.Rule != FeedbackRule.Auto || pull.Believed(Habits.Of(type)) is not null);

    /// <summary>Whether a pull is over its time, or has feedback that is old enough to be believed.</summary>
    private bool IsDue(PullHandOut pull) => pull.IsOpen && (IsOver(pull) || IsBelieved(pull));

    private bool IsOver(PullHandOut pull) => (pull.Entries.Count > 0 || IsLate(pull)) && Now - pull.Since >= FeedbackTimeout;

    private bool IsBelieved(PullHandOut pull) => HasFeedbackToSettle(pull.Type) && Now - pull.LastFeedback >= PullHandOut.SettleAfter;

    private void KeepUpPull(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry> returned)
    {
        if (!pull.IsOpen) return;
        if (IsOver(pull)) Close(pull, at, events, returned, isPull: false, isHeard: pull.IsHeard);
        else if (IsBelieved(pull)) SettleDeferred(pull, at, events);
    }

    /// <summary>Closes a hand-out. One of which all was settled when it was said has nothing left to journal, unless it shows how the terminal reports.</summary>
    private void Close(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned, bool isPull, bool isHeard)
    {
        if (!pull.IsOpen || (pull.Entries.Count == 0 && !IsLate(pull) && !pull.IsOfSeveral)) return;
        var isLate = IsLate(pull);
        var first = events.Count;
        if (pull.IsDeferred && !isLate) SettleDeferred(pull, at, events);
        var settled = events.Skip(first).SelectMany(e => e is CommandEnded ended ? [ended.Command.Id] : e is CommandsSplit split ? split.Ids : []).ToHashSet();
        var rest = pull.Entries.FindAll(entry => !settled.Contains(entry.Command.Id));
        var isEmpty = isPull && !pull.IsReportedInFull(Habits.Of(pull.Type)) && (_reportsLate || isLate);
        events.Add(new HandOutClosed(Sn, pull.Number, pull.Type, IdsOf(rest), isLate, isEmpty, at, isPull, isHeard));
        foreach (var entry in rest) LeaveUnsettled(entry, pull, isHeard, at, events, returned);
    }

    private static bool IsLate(PullHandOut pull) => pull is { FollowsUnreported: true, HasTooMany: true };

    /// <summary>What was not settled when it came (D23).</summary>
    private void SettleDeferred(PullHandOut pull, DateTimeOffset at, List<ICommandEvent> events)
    {
        if (pull.Rule == FeedbackRule.Auto)
        {
            if (pull.Believed(Habits.Of(pull.Type)) is { } succeeded) Settle(pull.Number, [.. pull.Entries], succeeded, CodeOf(succeeded), pull.Feedbacks[0].Text, at, events);
            return;
        }

        for (var i = 0; i < pull.Feedbacks.Count; i++) SettleBy(pull, i, pull.Feedbacks[i].Succeeded, pull.Feedbacks[i].Text, at, events);
    }

    /// <summary>What the feedback at <paramref name="index"/> says: of all, or of the person at that place.</summary>
    private void SettleBy(PullHandOut pull, int index, bool succeeded, string? text, DateTimeOffset at, List<ICommandEvent> events)
    {
        var meant = pull.Rule == FeedbackRule.Person
            ? pull.Entries.FindAll(entry => index < pull.Members.Count && entry.Command.Id == pull.Members[index])
            : index == 0 ? [.. pull.Entries] : [];
        Settle(pull.Number, meant, succeeded, CodeOf(succeeded), text, at, events);
    }

    private static string CodeOf(bool succeeded) => succeeded ? "0000" : "9999";

    private PullHandOut BeginPull(CommandsHandedOut e)
    {
        var type = Open(e.Ids[0]).Command.Type;
        return Pull(type) = new PullHandOut(e.HandOut, type, e.Rule)
        {
            FollowsUnreported = e.FollowsUnreported,
            Members = [.. e.Ids],
            Form = e.Form,
            IsProved = e.IsProved,
            Unreported = e.Unreported,
            IsOpen = true,
        };
    }

    private void ApplyFeedback(FeedbackTaken e)
    {
        var pull = OwnPull(e.Type);
        pull.Feedbacks.Add((e.Succeeded, e.Text));
        pull.LastFeedback = Now;
        Habits = Habits.Said(e.Type, e.Said, e.Succeeded, e.Origin);
    }

    private void ApplyClosed(HandOutClosed e)
    {
        ref var pull = ref OwnPull(e.Type);
        pull.IsOpen = false;
        _reportsLate |= e.Late;
        foreach (var id in e.Ids) ApplyUnsettled(Open(id), pull, e.Heard);
        ApplyAlone(e.Ids);
        if (pull.Feedbacks.Count == 0)
            foreach (var id in e.Ids) GoBehind(Open(id));
        Habits = Habits.Closed(e.Type, pull.Members.Count, [.. pull.Feedbacks.Select(static f => f.Succeeded)], e.ByPull, isSure: !pull.FollowsUnreported);
        // An empty answer is a hand-out of nobody: the next is not one that follows an unreported one.
        if (e.Empty) pull = new PullHandOut(e.HandOut, e.Type, pull.Rule);
    }
}
