using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>What comes from socket sessions (§5, D12–D16, D20).</summary>
public sealed partial class DeviceActor
{
    private void OnHeartbeat(HeartbeatReceived m)
    {
        var verdict = Hear(m.Session, m.At);
        if (m.Told > 0) m.Session.Lane.Tell(new DeviceRoute.Found(m.Session.Id.Number, m.Told), Self);
        if (m.UploadsOnly && verdict != SessionVerdict.Stale) TakeOfGuest(m, becomesCurrent: false);
        else if (verdict == SessionVerdict.Current) Take(m);
        else if (verdict == SessionVerdict.Guest && _state.MakesCurrent(m) is { } becomesCurrent) TakeOfGuest(m, becomesCurrent);
        else if (verdict == SessionVerdict.Guest) AskForHabit(m);
    }

    // Apart from OnHeartbeat, so that only this way pays for its closure.
    private void AskForHabit(HeartbeatReceived m)
    {
        var asked = _options.GetClockHabit(_state.Sn);
        if (asked.IsCompletedSuccessfully) OnHabitRead(new HabitRead(asked.Result, m));
        else asked.PipeTo(Self, success: habit => new HabitRead(habit, m), failure: _ => new HabitRead(null, m));
    }

    private void OnHabitRead(HabitRead read)
    {
        if (read.Habit is { } habit) _state.Recall(habit);
        var m = read.Of;
        var verdict = Hear(m.Session, m.At);
        if (verdict == SessionVerdict.Current) Take(m);
        else if (verdict == SessionVerdict.Guest) TakeOfGuest(m, _state.MakesCurrent(m) ?? false);
    }

    private void TakeOfGuest(HeartbeatReceived m, bool becomesCurrent)
    {
        if (becomesCurrent)
        {
            Promote(m.Session, m.At);
            Take(m);
            return;
        }

        Note(m);
        var (number, corrects) = (m.Session.Id.Number, _state.CorrectionIsDue(m));
        if (corrects) _state.NoteCorrected(m.Session.Id);
        if (corrects) TellLane(m.Session, new AnswerSetTime(number));
        else if (m.Session.Door?.TryAnswerIdle() != true) TellLane(m.Session, new AnswerIdle(number));
    }

    private void Note(HeartbeatReceived m)
    {
        _state.NoteHeartbeat(m);
        TellPresence(_state.PresenceIfDue(m.At));
    }

    private void Take(HeartbeatReceived m)
    {
        Note(m);
        if (_state.Queue.NeedsUpkeep(m.At, m.Session.Id) || _state.ShowsClockRight(m)) KeepUpThenAnswer(m);
        else AnswerHeartbeat(m);
    }

    // Apart, so that only this way pays for its closure.
    private void KeepUpThenAnswer(HeartbeatReceived m)
    {
        List<ICommandEvent> events = [];
        if (_state.ShowsClockRight(m)) _state.Queue.DecideClockResult(m.Session.Id, succeeded: true, "0000", "the clock is right", m.At, events);
        Commit(events, () => KeepUp(m.At, () => AnswerHeartbeat(m)));
    }

    private void AnswerHeartbeat(HeartbeatReceived m)
    {
        if (_state.SetTimeIsDue(m, out var clockCommands))
        {
            AnswerSetTime(m, clockCommands);
            return;
        }

        _state.NoteAnswered();
        if (_state.Queue.OpenCount == 0) AnswerIdly(m.Session);
        else GoOn(m.At, answersHeartbeat: true);
    }

    private void AnswerSetTime(HeartbeatReceived m, IReadOnlyList<string> clockCommands)
    {
        List<ICommandEvent> events = [];
        if (m.MaySetClock) _state.Queue.DecideClock(clockCommands, m.Session.Id, m.At, events);
        else _state.Queue.DecideNoClock(m.At, events);
        Commit(events, () =>
        {
            if (!m.MaySetClock)
            {
                AnswerHeartbeat(m);
                return;
            }

            _state.NoteClockAnswered(m.Session.Id);
            TellLane(m.Session, new AnswerSetTime(m.Session.Id.Number));
        });
    }

    /// <summary>The next command frame, journalled before the lane gets it (D15). With nothing to send a heartbeat is answered idle.</summary>
    private void GoOn(DateTimeOffset at, bool answersHeartbeat)
    {
        if (_state.Session is not { } session || !KnowsSocketForms(session, answersHeartbeat)) return;
        if (_state.Queue.FrameIsOverdue) NoteUnanswered();
        List<ICommandEvent> events = [];
        var step = _state.Queue.DecideFrame(session.Id, at, events);
        NoteRoundLost(events, at);
        Commit(events, () =>
        {
            if (step == FrameStep.RoundLost)
            {
                Close(session, at, CloseReason.NoResult);
            }
            else if (step == FrameStep.Deliver)
            {
                var (handOut, commands) = _state.Queue.TakeFrame();
                var deliver = new Deliver(session.Id.Number, _state.Sn, handOut, commands, answersHeartbeat) { Form = _socketForms!.Form, Unproved = _socketForms.Unproved };
                TellLane(session, deliver);
            }
            else if (answersHeartbeat)
            {
                AnswerIdly(session);
            }
        });
    }

    private void OnUpload(UploadNoted m)
    {
        if (Hear(m.Session, m.At) == SessionVerdict.Stale) return;
        _state.NoteUpload(m.Stored, m.Duplicates, m.Refused);
        TellPresence(_state.PresenceIfDue(m.At));
        ReturnLost(m.At, static () => { });
    }

    private void OnAnnounced(SessionAnnounced m)
    {
        if (Hear(m.Session, m.At) == SessionVerdict.Current) ReturnLost(m.At, static () => { });
    }

    /// <summary>Only the session that was handed the frame settles it (D37).</summary>
    private void OnCommandResult(CommandResultReceived m)
    {
        var verdict = Hear(m.Session, m.At);
        if (verdict == SessionVerdict.Guest) _state.NoteResult(stray: true);
        if (verdict != SessionVerdict.Current) return;
        ReturnLost(m.At, () =>
        {
            List<ICommandEvent> events = [];
            var settled = _state.Queue.DecideResult(m.Type, m.Session.Id, m.HandOut, m.Ids, m.Succeeded, m.Code, m.Description, m.At, events);
            _state.NoteResult(stray: !settled);
            if (!settled) return;
            NoteAnswered(m.HandOut, m.Succeeded, m.At);
            Commit(events, () =>
            {
                if (m.Drain ?? _socketForms?.Form.Drain ?? true) KeepUp(m.At, () => GoOn(m.At, answersHeartbeat: false));
            });
        });
    }

    private void OnClockResult(ClockResultReceived m)
    {
        var verdict = Hear(m.Session, m.At);
        if (verdict == SessionVerdict.Stale) return;
        // It may answer a correction of our own (D12), which is no command, and which guests get, too: so it is never stray.
        _state.NoteResult(stray: false);
        if (verdict != SessionVerdict.Current) return;
        ReturnLost(m.At, () =>
        {
            List<ICommandEvent> events = [];
            _state.Queue.DecideClockResult(m.Session.Id, m.Succeeded, m.Code, m.Description, m.At, events);
            Commit(events, static () => { });
        });
    }

    private void OnUnsent(DeliveryUnsent m)
    {
        List<ICommandEvent> events = [];
        var unsendable = m.Unsendable.Select(command => (command.Id, command.Reason));
        _state.Queue.DecideUnsent(m.HandOut, m.Session, m.NotSent, unsendable, m.Written, m.At, events);
        Commit(events, () =>
        {
            // What follows an unsendable command must not wait for the next heartbeat.
            if (!m.Written && (m.AwaitsAnswer || m.Unsendable.Count > 0) && _state.Session?.Id == m.Session) GoOn(m.At, m.AwaitsAnswer);
        });
    }

    /// <summary>What the session of a message is (D20). The stale are told to close.</summary>
    private SessionVerdict Hear(Session session, DateTimeOffset at)
    {
        var verdict = _state.Hear(session, at, out var closed);
        if (closed is not null) TellClose(closed, CloseReason.Replaced);
        if (verdict == SessionVerdict.Stale) TellClose(session, CloseReason.Replaced);
        if (verdict != SessionVerdict.Guest || !_state.GoesOn(session.Id)) return verdict;
        Promote(session, at);
        return SessionVerdict.Current;
    }

    /// <summary>Makes a guest the current session; who loses his place by that is told to close.</summary>
    private void Promote(Session session, DateTimeOffset at)
    {
        List<Session> closed = [];
        var isConflict = _state.Promote(session.Id, closed);
        _idle = new AnswerIdle(session.Id.Number);
        Watch(session.Lane);
        foreach (var lost in closed) TellClose(lost, CloseReason.Replaced);
        if (!isConflict) return;
        var detail = $"More than {SessionLedger.TakeoversMax} takeovers in a minute; the last from {session.Remote}, which stays current for ten minutes while it is heard.";
        _options.PresenceWriter.Tell(new DeviceEvent(_state.Sn, "sn-conflict", detail, at), ActorRefs.NoSender);
    }

    private void EndSession(SessionId id, DateTimeOffset at, CloseReason reason)
    {
        var wasCurrent = _state.Session?.Id == id;
        if (_state.End(id) is { } ended && _state.Session is null)
            TellPresence(_state.Shown is { } guest ? _state.PresenceOf(guest, at, null) : _state.PresenceOf(ended, at, reason));
        if (!wasCurrent && !_state.Queue.IsCarriedBy(id)) return;
        if (IsByPeer(reason) && _state.Queue.FrameIsCarriedBy(id)) NoteUnanswered();
        List<ICommandEvent> events = [];
        _state.Queue.DecideLost(_state.Session?.Id, IsByPeer(reason), at, events);
        NoteRoundLost(events, at);
        Commit(events, static () => { });
    }

    /// <summary>Whether the end of a connection counts against the frame that it carried: we did not cause it (D15).</summary>
    private static bool IsByPeer(CloseReason reason) => reason is CloseReason.PeerClosed or CloseReason.Silent or CloseReason.BadFrames or CloseReason.SlowReader;

    /// <summary>Neither its sessions nor what it was handed over HTTPS are its own any more (D39).</summary>
    private void OnRevoke(RevokeSession m)
    {
        var at = _options.Time.GetUtcNow();
        List<ICommandEvent> events = [];
        _state.Queue.DecideNoPulls(at, events);
        Commit(events, () => CloseAll(at, m.Reason));
    }

    private void CloseAll(DateTimeOffset at, CloseReason reason)
    {
        foreach (var session in _state.Sessions.Reverse().ToList()) Close(session, at, reason); // Guests first: the end of the current one is the end of all.
    }

    private void Close(Session session, DateTimeOffset at, CloseReason reason)
    {
        TellClose(session, reason);
        EndSession(session.Id, at, reason);
    }

    /// <summary>What was sent on a connection that is gone goes back to the queue first.</summary>
    private void ReturnLost(DateTimeOffset at, Action then)
    {
        List<ICommandEvent> events = [];
        if (_state.Session is { } session && _state.Queue.HasLost(session.Id)) _state.Queue.DecideLost(session.Id, byPeer: false, at, events);
        Commit(events, then);
    }

    /// <summary>What is lost, overdue or expired is put right first.</summary>
    private void KeepUp(DateTimeOffset at, Action then)
    {
        List<ICommandEvent> events = [];
        if (_state.Queue.NeedsUpkeep(at, _state.Session?.Id)) _state.Queue.DecideUpkeep(at, _state.Session?.Id, events);
        Commit(events, then);
    }

    /// <param name="Habit">Null: it could not be read, and is asked for again with the next heartbeat.</param>
    private sealed record HabitRead(ClockHabit? Habit, HeartbeatReceived Of) : INoSerializationVerificationNeeded;
}
