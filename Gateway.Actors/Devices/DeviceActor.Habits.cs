using Akka.Actor;
using Akka.Event;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>
/// What is learned of an HTTPS terminal (D30–D33), and where it is kept: the edge, on every node, answers by it. Read once, before the first pull or feedback is answered; written
/// when it changes, one at a time. A write that is lost costs at most learning it again.
/// </summary>
public sealed partial class DeviceActor
{
    private AnswerForms? _forms;
    private DeviceHabits? _stored;
    private bool _isKeeping;

    /// <summary>Made when it is asked for: a terminal on the socket has none.</summary>
    private AnswerForms Forms => _forms ??= AnswerForms.Of(null);

    /// <summary>False: it is read first, and the message comes again then. It never comes when the database does not answer: nor does an answer (D23).</summary>
    private bool KnowsHabits(IDeviceMessage? m)
    {
        if (_stored is not null) return true;
        var read = _options.Habits.ReadAsync(_state.Sn, CancellationToken.None);
        if (read.IsCompletedSuccessfully) Recall(read.Result);
        else read.PipeTo(Self, Sender, success: habits => new HabitsKnown(habits, m), failure: cause => new HabitFault(cause));
        return _stored is not null;
    }

    private void OnHabitsKnown(HabitsKnown known)
    {
        if (_stored is null) Recall(known.Habits);
        if (known.Of is { } waiting) OnCommand(waiting);
    }

    private void Recall(DeviceHabits habits)
    {
        _stored = habits;
        _forms = AnswerForms.Of(habits.Of(HabitNames.Answer));
    }

    /// <summary>What this pull says of the form of the last one, and the form to answer in.</summary>
    private (AnswerForm Form, bool IsProved) LearnOfPull(TakeCommands m)
    {
        if (m.Answer is { } given) return (given, true);
        Forms.Guess(m.FirstGuess);
        var last = _state.Queue.LastPull(m.Type);
        Forms.Pulled(m.Type == CommandType.PersonPush, last.Number, last.Feedbacks.Count == 0 ? last.Members : null, last.Form, m.At);
        return (Forms.Form, Forms.IsProved);
    }

    private void LearnOfFeedback(CommandType type, DateTimeOffset at)
    {
        var pull = _state.Queue.LastPull(type);
        Forms.Reported(pull.Form, isSure: !pull.FollowsUnreported, at);
    }

    private void LearnOfUpload(RequestNoted m)
    {
        if (m.AnsweredIn is not { } form || m.Refused || !KnowsHabits(null)) return;
        Forms.Uploaded(m.Stored, m.Duplicates, form, m.At);
        KeepHabits(m.At);
    }

    private void KeepHabits(DateTimeOffset at)
    {
        if (_isKeeping || _stored is null || HttpHabits.Changed(Forms, _state.Queue, _stored, at).FirstOrDefault() is not { Key: { } name, Value: var habit }) return;
        _isKeeping = true;
        _options.Habits.WriteAsync(_state.Sn, name, habit, CancellationToken.None).PipeTo(
            Self, ActorRefs.NoSender, success: () => new HabitKept(name, habit, at), failure: cause => new HabitFault(cause));
    }

    private void OnHabitKept(HabitKept kept)
    {
        _isKeeping = false;
        _stored = _stored?.With(kept.Name, kept.Habit);
        KeepHabits(kept.At);
    }

    private void OnHabitFault(HabitFault fault)
    {
        _isKeeping = false;
        Log.Debug("Habits of {0} could not be read or written: {1}", PersistenceId, fault.Cause.Message);
    }

    /// <summary>By hand. The table is emptied next.</summary>
    private void OnForget(ForgetHabits m)
    {
        var sender = Sender;
        List<ICommandEvent> events = [];
        _state.Queue.DecideForget(m.At, events);
        Commit(events, () =>
        {
            (_forms, _stored) = (null, DeviceHabits.None);
            ForgetSocketForms();
            sender.Tell(HabitsForgotten.Instance);
        });
    }

    /// <param name="Of">What waits for it; null: nothing does.</param>
    private sealed record HabitsKnown(DeviceHabits Habits, IDeviceMessage? Of) : INoSerializationVerificationNeeded;

    private sealed record HabitKept(string Name, Habit Habit, DateTimeOffset At) : INoSerializationVerificationNeeded;

    private sealed record HabitFault(Exception Cause) : INoSerializationVerificationNeeded;
}
