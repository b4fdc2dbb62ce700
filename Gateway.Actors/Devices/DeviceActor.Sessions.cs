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
        if (_state.TryOffer(m.At, answersHeartbeat: true) is { } deliver) m.Session.Lane.Tell(deliver, ActorRefs.NoSender);
        else m.Session.Lane.Tell(_idle, ActorRefs.NoSender);
    }

    private void AnswerSetTime(HeartbeatReceived m, IReadOnlyList<string> clockCommands)
    {
        List<ICommandEvent> events = [];
        _state.Queue.DecideHandOut(clockCommands, HandOutVia.Clock, m.Session.Id, m.At, events);
        Commit(events, () =>
        {
            _state.NoteClockAnswered(m.At);
            m.Session.Lane.Tell(new AnswerSetTime(m.Session.Id.Number), ActorRefs.NoSender);
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
            var settled = _state.Queue.DecideResult(m.Type, m.Session.Id, m.Succeeded, m.Code, m.Description, m.At, events);
            _state.NoteResult(stray: !settled);
            if (!settled) return;
            Commit(events, () =>
            {
                if (m.Drain) KeepUp(m.At, () => Offer(m.At, answersHeartbeat: false));
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

    private void OnDelivery(DeliveryReported m)
    {
        var offer = _state.CloseOffer(m);
        List<ICommandEvent> events = [];
        _state.DecideDelivery(m, events);
        Commit(events, () =>
        {
            if (offer is null || m.Sent.Count > 0) return;
            // Nothing went out. The terminal may still wait for an answer, and what follows an unsendable command must not wait for the next heartbeat.
            if (m.Unsendable.Count > 0 && Offer(m.At, offer.AnswersHeartbeat)) return;
            if (offer.AnswersHeartbeat && _state.Session is { } session) session.Lane.Tell(_idle, ActorRefs.NoSender);
        });
    }

    /// <summary>Offers the next frame to the current session. False: there is nothing to send.</summary>
    private bool Offer(DateTimeOffset at, bool answersHeartbeat)
    {
        if (_state.TryOffer(at, answersHeartbeat) is not { } deliver) return false;
        _state.Session!.Lane.Tell(deliver, ActorRefs.NoSender);
        return true;
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

    private void EndSession(SessionId id, DateTimeOffset at, CloseReason reason) => EndSession(id, at, reason, static () => { });

    private void EndSession(SessionId id, DateTimeOffset at, CloseReason reason, Action then)
    {
        if (_state.End(id) is not { } ended)
        {
            then();
            return;
        }

        TellPresence(_state.PresenceOf(ended, at, reason));
        List<ICommandEvent> events = [];
        _state.Queue.DecideLost(current: null, at, events);
        Commit(events, then);
    }

    private void OnRevoke(RevokeSession m)
    {
        if (_state.Session is not { } session) return;
        session.Lane.Tell(new CloseSession(session.Id.Number, m.Reason), ActorRefs.NoSender);
        EndSession(session.Id, _options.Time.GetUtcNow(), m.Reason);
    }

    /// <summary>What was sent on a connection that is gone goes back to the queue first.</summary>
    private void ReturnLost(DateTimeOffset at, Action then)
    {
        List<ICommandEvent> events = [];
        if (_state.Session is { } session && _state.Queue.HasLost(session.Id)) _state.Queue.DecideLost(session.Id, at, events);
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
