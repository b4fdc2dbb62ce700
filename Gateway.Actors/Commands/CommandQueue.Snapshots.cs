namespace Gateway.Actors.Commands;

internal sealed partial class CommandQueue
{
    /// <summary>The whole state that is journalled.</summary>
    public CommandQueueSnapshot ToSnapshot() => new(
        Sn,
        [.. _open.Select(e => new OpenCommand(e.Command, e.Attempts, e.SentAt, e.Alone, e.LostRounds, e.FirstLostAt, e.Silence))],
        [.. HandOuts()],
        [.. _finished.Select(e => e.ToStatus())],
        _lastHandOut,
        _reportsLate,
        Habits);

    /// <summary>The queue that gave <paramref name="snapshot"/>.</summary>
    public static CommandQueue FromSnapshot(CommandQueueSnapshot snapshot)
    {
        var queue = new CommandQueue(snapshot.Sn) { _lastHandOut = snapshot.LastHandOut, _reportsLate = snapshot.ReportsLate, Habits = snapshot.Habits };
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

        foreach (var open in snapshot.Open)
        {
            queue.Insert(new CommandEntry(open.Command)
            {
                Attempts = open.Attempts,
                SentAt = open.SentAt,
                Alone = open.Alone,
                LostRounds = open.LostRounds,
                FirstLostAt = open.FirstLostAt,
                Silence = open.Silence,
            });
        }

        foreach (var handOut in snapshot.HandOuts) queue.Restore(handOut);
        return queue;
    }

    /// <summary>
    /// After the last event of the journal: time-outs go on from where they were by the wall clock, but never by more than their own length, however wrong that clock is or was.
    /// </summary>
    public void Recovered(DateTimeOffset at)
    {
        // Whoever was down heard nothing: the wait for what may still come begins anew (D23).
        if (_pushes.IsOpen) _pushes.LastFeedback = Now;
        if (_deletions.IsOpen) _deletions.LastFeedback = Now;
        foreach (var handOut in (HandOut?[])[_frame, _clock, _pushes, _deletions])
        {
            if (handOut is not { Entries: [var first, ..] }) continue;
            var limit = handOut is PullHandOut ? FeedbackTimeout : ResultTimeout;
            var ago = at - (first.SentAt ?? at);
            handOut.Since = Now - (ago < TimeSpan.Zero ? TimeSpan.Zero : ago > limit ? limit : ago);
        }
    }

    private IEnumerable<OpenHandOut> HandOuts()
    {
        if (_frame is { } frame) yield return Of(frame) with { Sendings = frame.Sendings, Ends = frame.Ends };
        if (_clock.Entries.Count > 0) yield return Of(_clock);
        foreach (var pull in (PullHandOut[])[_pushes, _deletions])
        {
            if (pull.Number == 0) continue;
            OpenFeedback[] feedbacks = [.. pull.Feedbacks.Select(f => new OpenFeedback(f.Succeeded, f.Text))];
            yield return Of(pull) with
            {
                Pull = new OpenPull(
                    pull.Type, pull.Rule, pull.FollowsUnreported, pull.IsOpen, [.. pull.Members], feedbacks, pull.Form, pull.IsProved, pull.Unreported),
            };
        }
    }

    private static OpenHandOut Of(HandOut handOut) =>
        new(handOut.Via, handOut.Number, handOut.Session, IdsOf(handOut.Entries), 0, 0, null);

    private void Restore(OpenHandOut saved)
    {
        if (saved is { Via: HandOutVia.Http, Pull: null })
        {
            foreach (var id in saved.Ids) Open(id).Alone = true; // as in ApplyHandedOut
            return;
        }

        HandOut handOut = saved.Via switch
        {
            HandOutVia.Socket => _frame = new FrameRound(saved.Number)
            {
                Sendings = Math.Max(saved.Sendings, 1),
                SendingsHere = saved.Session is null ? 0 : saved.Sendings,
                Ends = saved.Ends,
            },
            HandOutVia.Clock => OwnClock(),
            _ => RestorePull(saved),
        };
        handOut.Session = saved.Session;
        foreach (var id in saved.Ids)
        {
            var entry = Open(id);
            PutInFlight(entry, handOut);
            if (handOut is FrameRound { InFlight: false }) entry.State = CommandState.Queued;
        }
    }

    private PullHandOut RestorePull(OpenHandOut saved)
    {
        var pull = saved.Pull!;
        return Pull(pull.Type) = new PullHandOut(saved.Number, pull.Type, pull.Rule)
        {
            FollowsUnreported = pull.FollowsUnreported,
            IsOpen = pull.IsOpen,
            Members = [.. pull.Members],
            Feedbacks = [.. pull.Feedbacks.Select(f => (f.Succeeded, f.Text))],
            Form = pull.Form,
            IsProved = pull.IsProved,
            Unreported = pull.Unreported,
        };
    }

    /// <summary>The last hand-out of a kind, to be changed: not the one that stands for none.</summary>
    private ref PullHandOut OwnPull(CommandType type)
    {
        if (_pushes == NoPushes) _pushes = PullHandOut.Never(CommandType.PersonPush);
        if (_deletions == NoDeletions) _deletions = PullHandOut.Never(CommandType.PersonDelete);
        return ref Pull(type);
    }

    private ref PullHandOut Pull(CommandType type)
    {
        if (type == CommandType.PersonDelete) return ref _deletions;
        return ref _pushes;
    }
}
