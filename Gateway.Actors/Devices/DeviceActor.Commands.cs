using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>What comes from HTTPS terminals (§6, D22, D23) and from the platform. Each is answered when it is durable, and not before.</summary>
public sealed partial class DeviceActor
{
    private void OnTake(TakeCommands m)
    {
        if (!KnowsHabits(m)) return;
        var sender = Sender;
        NoteHttp(m.Session, m.At);
        _state.NotePull(m.Type, m.Session);
        KeepUp(m.At, () =>
        {
            var form = LearnOfPull(m);
            List<ICommandEvent> closing = [];
            var isEmpty = _state.Queue.DecidePull(m.Type, m.At, closing);
            Commit(closing, () =>
            {
                var picked = isEmpty ? [] : _state.Queue.PickHttp(m.Type, m.Most, m.BytesMost, m.Rule);
                List<ICommandEvent> events = [];
                var number = _state.Queue.DecideHandOut(m.Type, picked, m.Rule, form, m.Unreported, m.At, events);
                Commit(events, () =>
                {
                    sender.Tell(new HandedOut(number, picked, form.Form));
                    KeepHabits(m.At);
                });
            });
        });
    }

    private void OnFeedback(FeedbackReceived m)
    {
        if (!KnowsHabits(m)) return;
        var sender = Sender;
        NoteHttp(m.Session, m.At);
        KeepUp(m.At, () =>
        {
            List<ICommandEvent> events = [];
            var isTaken = _state.Queue.DecideFeedback(m.Type, m.Said, m.Succeeded, m.Origin, m.Message, m.At, events);
            _state.NoteResult(stray: !isTaken);
            Commit(events, () =>
            {
                if (_state.Queue.HasFeedbackToSettle(m.Type)) WakeToSettle();
                sender.Tell(new FeedbackNoted(events.Count(e => e is CommandEvents.CommandSucceeded or CommandEvents.CommandFailed)));
                if (isTaken) LearnOfFeedback(m.Type, m.At);
                KeepHabits(m.At);
            });
        });
    }

    /// <summary>One that comes from elsewhere than its pull, or after this actor has forgotten where that was, says nothing: what was handed out goes again.</summary>
    private void OnFeedbackFromPull(FeedbackFromPull m)
    {
        if (_state.IsFromPull(m.Feedback.Type, m.Feedback.Session))
        {
            OnFeedback(m.Feedback);
            return;
        }

        NoteHttp(m.Feedback.Session, m.Feedback.At);
        _state.NoteResult(stray: true);
        Sender.Tell(new FeedbackNoted(0));
    }

    /// <summary>D23: nobody else may wake this actor when the feedback is old enough to be believed.</summary>
    private void WakeToSettle()
    {
        _settle?.Cancel();
        _settle = Context.System.Scheduler.ScheduleTellOnceCancelable(PullHandOut.SettleAfter, Self, SettleFeedback.Instance, ActorRefs.NoSender);
    }

    private void OnRequest(RequestNoted m)
    {
        _state.NoteUpload(m.Stored, m.Duplicates, m.Refused);
        NoteHttp(m.Session, m.At);
        LearnOfUpload(m);
    }

    private void OnUnsendable(CommandsUnsendable m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        _state.Queue.DecideUnloadable(m.HandOut, m.Unsendable.Select(unsendable => (unsendable.Id, unsendable.Reason)), m.At, events);
        Commit(events, () => sender.Tell(UnsendableNoted.Instance));
    }

    private void NoteHttp(Session session, DateTimeOffset at)
    {
        _state.NoteHttp(session, at);
        _state.Queue.NoteHttp();
        TellPresence(_state.PresenceIfDue(at));
    }

    private void OnEnqueue(EnqueueCommand m)
    {
        var sender = Sender;
        KeepUp(m.At, () =>
        {
            List<ICommandEvent> events = [];
            var verdict = _state.Queue.DecideEnqueue(m.Command, m.At, events);
            Commit(events, () => sender.Tell(verdict switch
            {
                EnqueueVerdict.Accepted => new CommandAccepted(Status(m.Command.Id), Existing: false),
                EnqueueVerdict.Existing => new CommandAccepted(Status(m.Command.Id), Existing: true),
                EnqueueVerdict.Conflict => new CommandConflict(Status(m.Command.Id)),
                _ => (object)new QueueFull(CommandQueue.OpenMax),
            }));
        });
    }

    /// <summary>Always current: what has got over its time expires before it is shown.</summary>
    private void OnGet(GetCommand m)
    {
        var sender = Sender;
        KeepUp(_options.Time.GetUtcNow(), () => sender.Tell(_state.Queue.Find(m.Id) is { } found ? new CommandFound(found) : new CommandUnknown(m.Id)));
    }

    private CommandStatus Status(string id) => _state.Queue.Find(id) ?? throw new InvalidOperationException($"Command {id} is not known.");

    private void OnCancel(CancelCommand m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        var before = _state.Queue.DecideCancel(m.Id, m.At, events);
        Commit(events, () => sender.Tell(before switch
        {
            null => new CommandUnknown(m.Id),
            _ when events.Count > 0 => new CommandFound(Status(m.Id)),
            _ => (object)new CommandFinished(before),
        }));
    }

    private void OnExpire(ExpireCommands m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        if (_state.Queue.NeedsUpkeep(m.At, _state.Session?.Id)) _state.Queue.DecideUpkeep(m.At, _state.Session?.Id, events);
        Commit(events, () => sender.Tell(new CommandsExpired(events.Count(e => e is CommandEvents.CommandExpired))));
    }

    private void OnDecommission(Decommission m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        _state.Queue.DecideCancelAll(code: null, m.At, events);
        Commit(events, () =>
        {
            CloseAll(m.At, CloseReason.Revoked);
            sender.Tell(new Decommissioned(events.Count));
        });
    }

    private void OnCancelOpen(CancelOpenCommands m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        _state.Queue.DecideCancelAll(m.Reason, m.At, events);
        Commit(events, () => sender.Tell(new OpenCommandsCancelled(events.Count)));
    }

    private sealed class SettleFeedback : INoSerializationVerificationNeeded
    {
        public static readonly SettleFeedback Instance = new();
    }
}
