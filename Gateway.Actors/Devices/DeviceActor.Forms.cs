using Akka.Actor;
using Akka.Event;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;

namespace Gateway.Actors.Devices;

/// <summary>In which form command frames go on the socket: what was learned is read before the first frame, and written behind (0102).</summary>
public sealed partial class DeviceActor
{
    private SocketForms? _socketForms;

    /// <summary>What was learned is known, at once or soon: then it goes on by itself.</summary>
    private bool KnowsSocketForms(Session session, bool answersHeartbeat)
    {
        if (_socketForms is not null) return true;
        if (_stored is not null)
        {
            _socketForms = new SocketForms(_stored);
            return true;
        }

        var read = _options.Habits.ReadAsync(_state.Sn, CancellationToken.None);
        if (read.IsCompletedSuccessfully)
        {
            _socketForms = new SocketForms(read.Result);
            return true;
        }

        read.PipeTo(
            Self,
            success: habits => new SocketFormsRead(habits, session.Id, answersHeartbeat),
            failure: _ => new SocketFormsRead(null, session.Id, answersHeartbeat));
        return false;
    }

    /// <summary>Without it no frame is sent: in the wrong form it would be sent in vain. The next heartbeat asks again.</summary>
    private void OnSocketFormsRead(SocketFormsRead read)
    {
        if (read.Habits is { } habits) _socketForms ??= new SocketForms(habits);
        if (_state.Session is not { } session || session.Id != read.Session) return;
        if (_socketForms is not null) GoOn(_options.Time.GetUtcNow(), read.AnswersHeartbeat);
        else if (read.AnswersHeartbeat) AnswerIdly(session);
    }

    private void NoteUnanswered()
    {
        if (_socketForms is null) return;
        _socketForms.Unanswered();
        _state.Queue.HasTriedAllForms = _socketForms.HasTriedAll;
    }

    /// <summary>What the end of a round has brought (D15): a command that ended, another form for those that go on.</summary>
    private void NoteRoundLost(List<ICommandEvent> events, DateTimeOffset at)
    {
        if (_socketForms is null || !events.Exists(static e => e is CommandEvents.RoundLost)) return;
        if (events.Exists(static e => e is CommandEvents.CommandEnded { ResultCode: CommandQueue.Unreported })) _socketForms.Unreported(at);
        _socketForms.RoundLost(at);
        WriteSocketForms();
    }

    private void NoteAnswered(long handOut, bool succeeded, DateTimeOffset at)
    {
        if (_socketForms is null) return;
        _socketForms.Answered(handOut, succeeded, at);
        _state.Queue.HasTriedAllForms = _socketForms.HasTriedAll;
        WriteSocketForms();
    }

    /// <summary>Behind: a write that is lost costs that it is learned again.</summary>
    private void WriteSocketForms()
    {
        foreach (var (name, habit) in _socketForms!.TakeChanges())
        {
            Log.Info("Terminal {0}: {1} is {2} ({3})", _state.Sn, name, habit.Value, habit.Evidence);
            _options.Habits.WriteAsync(_state.Sn, name, habit, CancellationToken.None).PipeTo(
                Self, success: () => SocketHabitWritten.Instance, failure: cause => new SocketHabitNotWritten(name, cause));
        }
    }

    private void ForgetSocketForms()
    {
        _socketForms = new SocketForms();
        _state.Queue.HasTriedAllForms = true;
    }

    /// <param name="Habits">Null: they could not be read.</param>
    private sealed record SocketFormsRead(DeviceHabits? Habits, SessionId Session, bool AnswersHeartbeat) : INoSerializationVerificationNeeded;

    private sealed class SocketHabitWritten : INoSerializationVerificationNeeded
    {
        public static readonly SocketHabitWritten Instance = new();
    }

    private sealed record SocketHabitNotWritten(string Name, Exception Cause) : INoSerializationVerificationNeeded;
}
