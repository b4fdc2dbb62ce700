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
        if (!Admit(m.Session, m.At)) return;
        _state.NoteHeartbeat(m);
        TellPresence(_state.PresenceIfDue(m.At));
        if (_state.Queue.NeedsUpkeep(m.At, m.Session.Id) || _state.ShowsClockRight(m)) KeepUpThenAnswer(m);
        else AnswerHeartbeat(m);
    }

    // Apart from OnHeartbeat, so that only this way pays for its closure.
    private void KeepUpThenAnswer(HeartbeatReceived m)
    {
        List<ICommandEvent> events = [];
        if (_state.ShowsClockRight(m)) _state.Queue.DecideClockResult(succeeded: true, "0000", "the clock is right", m.At, events);
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
        if (_state.Queue.OpenCount == 0) m.Session.Lane.Tell(_idle, ActorRefs.NoSender);
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

            _state.NoteClockAnswered();
            m.Session.Lane.Tell(new AnswerSetTime(m.Session.Id.Number), ActorRefs.NoSender);
        });
    }

    /// <summary>The next command frame, journalled before the lane gets it (D15). With nothing to send a heartbeat is answered idle.</summary>
    private void GoOn(DateTimeOffset at, bool answersHeartbeat)
    {
        if (_state.Session is not { } session) return;
        List<ICommandEvent> events = [];
        var step = _state.Queue.DecideFrame(session.Id, at, events);
        Commit(events, () =>
        {
            if (step == FrameStep.RoundLost)
            {
                Close(session, at, CloseReason.NoResult);
            }
            else if (step == FrameStep.Deliver)
            {
                var (handOut, commands) = _state.Queue.TakeFrame();
                session.Lane.Tell(new Deliver(session.Id.Number, _state.Sn, handOut, commands, answersHeartbeat), ActorRefs.NoSender);
            }
            else if (answersHeartbeat)
            {
                session.Lane.Tell(_idle, ActorRefs.NoSender);
            }
        });
    }

    private void OnUpload(UploadNoted m)
    {
        if (!Admit(m.Session, m.At)) return;
        _state.NoteUpload(m.Stored, m.Duplicates, m.Refused);
        TellPresence(_state.PresenceIfDue(m.At));
        ReturnLost(m.At, static () => { });
    }

    private void OnAnnounced(SessionAnnounced m)
    {
        // Of two that are announced the later connection is the newer; a frame of the terminal itself proves more than that, and is heard as ever (D20).
        if (_state.Session is { } current && current.Id != m.Session.Id && m.Session.Since <= current.Since) return;
        if (Admit(m.Session, m.At)) ReturnLost(m.At, static () => { });
    }

    private void OnCommandResult(CommandResultReceived m)
    {
        if (!Admit(m.Session, m.At)) return;
        ReturnLost(m.At, () =>
        {
            List<ICommandEvent> events = [];
            var settled = _state.Queue.DecideResult(m.Type, m.Session.Id, m.HandOut, m.Ids, m.Succeeded, m.Code, m.Description, m.At, events);
            _state.NoteResult(stray: !settled);
            if (!settled) return;
            Commit(events, () =>
            {
                if (m.Drain) KeepUp(m.At, () => GoOn(m.At, answersHeartbeat: false));
            });
        });
    }

    private void OnClockResult(ClockResultReceived m)
    {
        if (!Admit(m.Session, m.At)) return;
        ReturnLost(m.At, () =>
        {
            List<ICommandEvent> events = [];
            _state.Queue.DecideClockResult(m.Succeeded, m.Code, m.Description, m.At, events);
            // It may answer a correction of our own (D12), which is no command: so it is never stray.
            _state.NoteResult(stray: false);
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

    /// <summary>Whether the message counts (D20). The stale are told to close, the newer take over.</summary>
    private bool Admit(Session session, DateTimeOffset at)
    {
        var verdict = _state.Admit(session, at, out var replaced);
        if (verdict == SessionVerdict.Current) return true;
        if (verdict == SessionVerdict.Stale)
        {
            session.Lane.Tell(new CloseSession(session.Id.Number, CloseReason.Replaced), ActorRefs.NoSender);
            return false;
        }

        _idle = new AnswerIdle(session.Id.Number);
        Watch(session.Lane);
        if (replaced is not null)
        {
            replaced.Lane.Tell(new CloseSession(replaced.Id.Number, CloseReason.Replaced), ActorRefs.NoSender);
            if (_state.NoteTakeover(at))
            {
                var detail = $"More than {SessionLedger.TakeoversMax} takeovers in a minute; the last from {session.Remote}.";
                _options.PresenceWriter.Tell(new DeviceEvent(_state.Sn, "sn-conflict", detail, at), ActorRefs.NoSender);
            }
        }

        return true;
    }

    /// <summary>One watch per lane, however many sessions of it come one after another.</summary>
    private void Watch(IActorRef lane)
    {
        if (lane.Equals(_watched)) return;
        if (_watched is not null) Context.Unwatch(_watched);
        Context.Watch(lane);
        _watched = lane;
    }

    private void OnLaneLost(Terminated m)
    {
        if (!m.ActorRef.Equals(_watched)) return;
        _watched = null;
        if (_state.Session is { } session && session.Lane.Equals(m.ActorRef))
            EndSession(session.Id, _options.Time.GetUtcNow(), m.AddressTerminated ? CloseReason.NodeLost : CloseReason.LaneLost);
    }

    private void EndSession(SessionId id, DateTimeOffset at, CloseReason reason)
    {
        if (_state.End(id) is { } ended) TellPresence(_state.PresenceOf(ended, at, reason));
        else if (!_state.Queue.IsCarriedBy(id)) return;
        List<ICommandEvent> events = [];
        _state.Queue.DecideLost(_state.Session?.Id, IsByPeer(reason), at, events);
        Commit(events, static () => { });
    }

    /// <summary>Whether the end of a connection counts against the frame that it carried: we did not cause it (D15).</summary>
    private static bool IsByPeer(CloseReason reason) => reason is CloseReason.PeerClosed or CloseReason.Silent or CloseReason.BadFrames or CloseReason.SlowReader;

    /// <summary>Neither its session nor what it was handed over HTTPS is its own any more (D39).</summary>
    private void OnRevoke(RevokeSession m)
    {
        var at = _options.Time.GetUtcNow();
        List<ICommandEvent> events = [];
        _state.Queue.DecideNoPulls(at, events);
        Commit(events, () =>
        {
            if (_state.Session is { } session) Close(session, at, m.Reason);
        });
    }

    private void Close(Session session, DateTimeOffset at, CloseReason reason)
    {
        session.Lane.Tell(new CloseSession(session.Id.Number, reason), ActorRefs.NoSender);
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
}
