using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Actors.Commands;
using Gateway.Actors.Presence;
using Gateway.Actors.Sightings;
using Gateway.Actors.Tracing;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>
/// The one actor of an SN: puts what is decided by <see cref="DeviceState"/> into the journal, and only then answers. The way of a heartbeat writes nothing,
/// starts no timer and
/// allocates no more than a reply. A failing journal stops the actor: nothing was acknowledged, and the next message starts it again from what is durable.
/// </summary>
public sealed partial class DeviceActor : UntypedPersistentActor
{
    /// <summary>Events between two snapshots.</summary>
    public const int SnapshotEvery = 100;

    private static readonly string[] Tags = [CommandEvents.Tag];

    private readonly DeviceActorOptions _options;
    private readonly DeviceState _state;
    private readonly long _startedAt;
    private IActorRef? _watched;
    private ICancelable? _settle;
    private AnswerIdle? _idle;
    private long _snapshotSeq;

    public DeviceActor(string sn, DeviceActorOptions options)
    {
        _options = options;
        _startedAt = options.Time.GetTimestamp();
        _state = new DeviceState(sn, options.Time.GetUtcNow(), options.SessionSilence);
        PersistenceId = PersistenceIdOf(sn);
        Recovery = options.HasHistory(sn) ? Recovery.Default : Recovery.None;
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    /// <summary><c>device-</c> and the SN. Frozen.</summary>
    public static string PersistenceIdOf(string sn) => "device-" + sn;

    /// <summary>The actor of one SN.</summary>
    public static Props Props(string sn, DeviceActorOptions options) => Akka.Actor.Props.Create(() => new DeviceActor(sn, options));

    /// <summary>The actor of one SN with all options at their defaults.</summary>
    public static Props Props(string sn, IActorRef presenceWriter, TimeProvider time) => Props(sn, new DeviceActorOptions(presenceWriter, time));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case ICommandEvent happened: _state.Apply(happened); break;
            // The SQL journal takes the tags off; the one in memory gives them back.
            case Tagged { Payload: ICommandEvent happened }: _state.Apply(happened); break;
            case SnapshotOffer { Snapshot: CommandQueueSnapshot snapshot } offer:
                _state.Restore(snapshot);
                _snapshotSeq = offer.Metadata.SequenceNr;
                break;
            case RecoveryCompleted:
                _state.Now = Elapsed();
                _state.Recovered(_options.Time.GetUtcNow());
                break;
            default: throw new InvalidOperationException($"Unknown {message.GetType().Name} in the journal of {PersistenceId}.");
        }
    }

    protected override void OnCommand(object message)
    {
        _state.Now = Elapsed();
        switch (message)
        {
            case HeartbeatReceived m: OnHeartbeat(m); break;
            case HabitRead m: OnHabitRead(m); break;
            case UploadNoted m: OnUpload(m); break;
            case CommandResultReceived m: OnCommandResult(m); break;
            case ClockResultReceived m: OnClockResult(m); break;
            case DeliveryUnsent m: OnUnsent(m); break;
            case FrameSent m: _socketForms?.Sent(m.HandOut, m.Parts, m.Length); break;
            case SocketFormsRead m: OnSocketFormsRead(m); break;
            case SessionAnnounced m: OnAnnounced(m); break;
            case SessionEnded m: EndSession(m.Session, m.At, m.Reason); break;
            case SettleFeedback: KeepUp(_options.Time.GetUtcNow(), static () => { }); break;
            case Terminated m: OnLaneLost(m); break;
            case TakeCommands m: OnTake(m); break;
            case FeedbackReceived m: OnFeedback(m); break;
            case FeedbackFromPull m: OnFeedbackFromPull(m); break;
            case RequestNoted m: OnRequest(m); break;
            case HabitsKnown m: OnHabitsKnown(m); break;
            case HabitKept m: OnHabitKept(m); break;
            case HabitFault m: OnHabitFault(m); break;
            case ForgetHabits m: OnForget(m); break;
            case CommandsUnsendable m: OnUnsendable(m); break;
            case EnqueueCommand m: OnEnqueue(m); break;
            case GetCommand m: OnGet(m); break;
            case CancelCommand m: OnCancel(m); break;
            case ExpireCommands m: OnExpire(m); break;
            case Decommission m: OnDecommission(m); break;
            case CancelOpenCommands m: OnCancelOpen(m); break;
            case RevokeSession m: OnRevoke(m); break;
            case GetLiveState: Sender.Tell(_state.ToLiveState(_options.Time.GetUtcNow())); break;
            case StopDevice: Context.Stop(Self); break;
            case SaveSnapshotSuccess m: OnSnapshotSaved(m.Metadata.SequenceNr); break;
            case EventsDeletable { UpTo: > 0 } m: DeleteMessages(m.UpTo); break;
            case SaveSnapshotFailure m: Log.Warning(m.Cause, "Snapshot of {0} failed; its journal serves meanwhile", PersistenceId); break;
            case DeleteMessagesFailure m: Log.Warning(m.Cause, "Events of {0} could not be deleted; the next snapshot tries again", PersistenceId); break;
            case DeleteSnapshotsFailure m: Log.Warning(m.Cause, "Snapshots of {0} could not be deleted; the next snapshot tries again", PersistenceId); break;
            case SocketHabitNotWritten m: Log.Warning(m.Cause, "Habit {0} of {1} could not be written; it is learned again", m.Name, _state.Sn); break;
            case SocketHabitWritten: break;
            case EventsDeletable or DeleteMessagesSuccess or DeleteSnapshotsSuccess or DeleteSnapshotSuccess: break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _settle?.Cancel();
        TellGone();
        base.PostStop();
    }

    /// <summary>A rejected write (it could not be serialized) leaves the actor alive by default; it must stop like any other failure: its sender was promised
    /// nothing.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    /// <summary>Writes the events in one batch, makes them true, and only then goes on. Whatever arrives meanwhile waits.</summary>
    private void Commit(List<ICommandEvent> events, Action then)
    {
        if (events.Count == 0)
        {
            then();
            return;
        }

        _options.HistoryBegins(_state.Sn);
        var left = events.Count;
        var began = _options.Time.GetTimestamp();
        PersistAll(events.ConvertAll(static happened => new Tagged(happened, Tags)), written =>
        {
            var happened = (ICommandEvent)written.Payload;
            _state.Now = Elapsed();
            _state.Apply(happened);
            CommandMetrics.Happened(happened);
            GatewaySpans.Happened(happened);
            NoteEnd(happened);
            if (--left > 0) return;
            CommandMetrics.Written(_options.Time.GetElapsedTime(began));
            _options.Committed();
            then();
            SnapshotIfDue();
        });
    }

    /// <summary>An alarm names the terminal (D33), or one that may have been reset.</summary>
    private void NoteEnd(ICommandEvent happened)
    {
        if (happened is CommandEvents.CommandFailed { Command: { Type: CommandType.PersonDelete, Roster: not null } } refused && UnknownPersonWords.Say(refused.ResultDesc))
            _options.Sightings?.Note(_state.Sn, SightingKind.UnknownPerson, _state.HttpRemote, "");
        if (happened is CommandEvents.CommandEnded { ResultCode: CommandQueue.Unreported } ended)
            _options.Sightings?.Note(_state.Sn, SightingKind.Unreported, _state.HttpRemote, CommandText.Of(ended.Command.Type));
    }

    /// <summary>By a clock that never steps back.</summary>
    private TimeSpan Elapsed() => _options.Time.GetElapsedTime(_startedAt);

    private void SnapshotIfDue()
    {
        if (LastSequenceNr - _snapshotSeq < SnapshotEvery) return;
        _snapshotSeq = LastSequenceNr;
        SaveSnapshot(_state.Queue.ToSnapshot());
    }

    /// <summary>
    /// Older snapshots go at once, and the events before this one but for those that are not projected: an outcome that is deleted before the feed has it would be lost.
    /// </summary>
    private void OnSnapshotSaved(long sequenceNr)
    {
        DeleteSnapshots(new SnapshotSelectionCriteria(sequenceNr - 1));
        _options.GetUnprojected(PersistenceId).PipeTo(
            Self,
            success: unprojected => new EventsDeletable(Math.Min(sequenceNr, unprojected - 1)),
            failure: cause => new DeleteMessagesFailure(cause, sequenceNr));
    }

    private void TellPresence(PresenceUpdate? update)
    {
        if (update is not null) _options.PresenceWriter.Tell(update, ActorRefs.NoSender);
    }

    /// <summary>What is projected up to a number stays so: an event that is not there yet gets a higher one.</summary>
    private sealed record EventsDeletable(long UpTo);
}
