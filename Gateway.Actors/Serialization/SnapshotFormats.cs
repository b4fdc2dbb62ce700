using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Serialization;

/// <summary>The stored forms of the snapshot of a queue: today's, and those that are read for ever.</summary>
internal static class SnapshotFormats
{
    public static readonly WireFormat[] All =
    [
        WireFormat.Of<CommandQueueSnapshot>("qs4", Write, (ref r) => Read(ref r, Layout.Latest)),
        WireFormat.Former<CommandQueueSnapshot>("qs3", (ref r) => Read(ref r, Layout.WithoutHabits)),
        WireFormat.Former<CommandQueueSnapshot>("qs2", (ref r) => Read(ref r, Layout.InClear)),
        WireFormat.Former<CommandQueueSnapshot>("qs1", ReadUnnumbered),
    ];

    private enum Layout
    {
        /// <summary>Hand-outs have numbers, what a terminal says stands in clear.</summary>
        InClear,

        /// <summary>It is hidden; there is one form of answers, and nothing is learned.</summary>
        WithoutHabits,

        Latest,
    }

    private static void Write(WireWriter w, CommandQueueSnapshot s)
    {
        w.Text(s.Sn);
        w.Unsigned((ulong)s.Open.Count);
        foreach (var open in s.Open)
        {
            w.Put(open.Command);
            w.Signed(open.Attempts);
            w.Time(open.SentAt);
            w.Bool(open.Alone);
            w.Signed(open.LostRounds);
            w.Time(open.FirstLostAt);
            w.Signed(open.Silence.Json);
            w.Signed(open.Silence.String);
            w.Signed(open.Silence.Proved);
            w.Time(open.Silence.Since);
        }

        w.Unsigned((ulong)s.HandOuts.Count);
        foreach (var handOut in s.HandOuts) Write(w, handOut);
        w.Unsigned((ulong)s.Finished.Count);
        foreach (var status in s.Finished) w.PutHidden(status);
        w.Signed(s.LastHandOut);
        w.Bool(s.ReportsLate);
        foreach (var counts in (FeedbackCounts[])[s.Habits.Pushes, s.Habits.Deletions])
        {
            w.Signed(counts.PerPull);
            w.Signed(counts.PerPerson);
        }

        w.Signed(s.Habits.SwappedWords);
        w.Signed(s.Habits.PlainWords);
        w.Signed(s.Habits.UnreportedDeletions);
        w.Bool(s.Habits.ReportsDeletions);
    }

    private static void Write(WireWriter w, OpenHandOut handOut)
    {
        w.Byte((byte)handOut.Via);
        w.Signed(handOut.Number);
        w.Put(handOut.Session);
        w.Texts(handOut.Ids);
        w.Signed(handOut.Sendings);
        w.Signed(handOut.Ends);
        w.Bool(handOut.Pull is not null);
        if (handOut.Pull is not { } pull) return;
        w.Byte((byte)pull.Type);
        w.Byte((byte)pull.Rule);
        w.Bool(pull.FollowsUnreported);
        w.Bool(pull.IsOpen);
        w.Texts(pull.Members);
        w.Unsigned((ulong)pull.Feedbacks.Count);
        foreach (var feedback in pull.Feedbacks)
        {
            w.Bool(feedback.Succeeded);
            w.Hidden(feedback.Text);
        }

        w.Byte((byte)pull.Form);
        w.Bool(pull.IsProved);
        w.Byte((byte)pull.Unreported);
    }

    private static CommandQueueSnapshot Read(ref WireReader r, Layout layout)
    {
        var (sn, isLatest, isHidden) = (r.Text(), layout == Layout.Latest, layout != Layout.InClear);
        var open = new OpenCommand[r.Count()];
        for (var i = 0; i < open.Length; i++)
        {
            open[i] = new OpenCommand(
                WireParts.Command(ref r), r.Int(), r.TimeOrNull(), r.Bool(), r.Int(), r.TimeOrNull(),
                isLatest ? new Silence(r.Int(), r.Int(), r.Int(), r.TimeOrNull()) : default);
        }

        var handOuts = new OpenHandOut[r.Count()];
        for (var i = 0; i < handOuts.Length; i++) handOuts[i] = ReadHandOut(ref r, isLatest, isHidden);
        var (finished, last, isLate) = (Finished(ref r, isHidden), r.Signed(), r.Bool());
        return new CommandQueueSnapshot(sn, open, handOuts, finished, last, isLate, isLatest ? Habits(ref r) : HabitsOf(finished));
    }

    private static ReportHabits Habits(ref WireReader r) =>
        new(new FeedbackCounts(r.Int(), r.Int()), new FeedbackCounts(r.Int(), r.Int()), r.Int(), r.Int(), r.Int(), r.Bool());

    /// <summary>Nothing that works is ever probed: a deletion that was reported says that they are (D33).</summary>
    private static ReportHabits HabitsOf(CommandStatus[] finished) => new(
        default, default, 0, 0, 0, Array.Exists(finished, static one => one is { Command.Type: CommandType.PersonDelete, State: CommandState.Succeeded }));

    private static OpenHandOut ReadHandOut(ref WireReader r, bool isLatest, bool isHidden) =>
        new(r.Enum<HandOutVia>(), r.Signed(), WireParts.SessionIdOrNull(ref r), r.Texts(), r.Int(), r.Int(), r.Bool() ? ReadPull(ref r, isLatest, isHidden) : null);

    private static OpenPull ReadPull(ref WireReader r, bool isLatest, bool isHidden)
    {
        var (type, rule, follows, isOpen, members) = (r.Enum<CommandType>(), r.Enum<FeedbackRule>(), r.Bool(), r.Bool(), r.Texts());
        var feedbacks = new OpenFeedback[r.Count()];
        for (var i = 0; i < feedbacks.Length; i++) feedbacks[i] = new OpenFeedback(r.Bool(), isHidden ? r.HiddenOrNull() : r.TextOrNull());
        var pull = new OpenPull(type, rule, follows, isOpen, members, feedbacks);
        return isLatest ? pull with { Form = r.Enum<AnswerForm>(), IsProved = r.Bool(), Unreported = r.Enum<UnreportedRule>() } : pull;
    }

    private static CommandQueueSnapshot ReadUnnumbered(ref WireReader r)
    {
        var sn = r.Text();
        var open = new OpenCommand[r.Count()];
        for (var i = 0; i < open.Length; i++) open[i] = new OpenCommand(WireParts.Command(ref r), r.Int(), r.TimeOrNull(), r.Bool(), 0, null);
        var handOuts = new OpenHandOut[r.Count()];
        for (var i = 0; i < handOuts.Length; i++) handOuts[i] = new OpenHandOut(r.Enum<HandOutVia>(), 0, WireParts.SessionIdOrNull(ref r), r.Texts(), 0, 0, null);
        var finished = Finished(ref r, hidden: false);
        return new CommandQueueSnapshot(sn, open, handOuts, finished, 0, false, HabitsOf(finished));
    }

    private static CommandStatus[] Finished(ref WireReader r, bool hidden)
    {
        var finished = new CommandStatus[r.Count()];
        for (var i = 0; i < finished.Length; i++) finished[i] = hidden ? WireParts.HiddenCommandStatus(ref r) : WireParts.CommandStatus(ref r);
        return finished;
    }
}
