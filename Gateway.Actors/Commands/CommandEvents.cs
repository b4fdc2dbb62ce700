using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;

namespace Gateway.Actors.Commands;

/// <summary>
/// What is journalled of a device: the life of its commands (D26) and nothing else. Frozen once landed (see <c>Serialization/</c>). An ending carries all that a projection needs
/// to
/// write the outcome without the events before it.
/// </summary>
public static class CommandEvents
{
    /// <summary>The journal tag of every event here. Frozen.</summary>
    public const string Tag = "command";

    /// <summary>A command was accepted; it stands at the end of the queue.</summary>
    public sealed record CommandQueued(string Sn, Command Command, DateTimeOffset At) : ICommandEvent;

    /// <summary>Commands go to the terminal, in this order; each has one attempt more and is in flight. Journalled before they are sent.</summary>
    /// <param name="HandOut">The hand-out's number; the same again: the very same frame is sent once more (D15). 0: a clock correction, or written by an earlier version.</param>
    /// <param name="Session">The socket session that carries them; null over HTTPS.</param>
    /// <param name="Rule">What a feedback will say something of; over HTTPS.</param>
    /// <param name="FollowsUnreported">The hand-out of that kind before was not reported in full (D23); over HTTPS.</param>
    /// <param name="Form">The form of the answer (D30); over HTTPS.</param>
    /// <param name="IsProved">The terminal was known to read that form (D33); over HTTPS.</param>
    /// <param name="Unreported">How what is never reported ends (D33); over HTTPS.</param>
    public sealed record CommandsHandedOut(
        string Sn, long HandOut, IReadOnlyList<string> Ids, HandOutVia Via, SessionId? Session, FeedbackRule Rule, bool FollowsUnreported, DateTimeOffset At,
        AnswerForm Form = AnswerForm.Json, bool IsProved = false, UnreportedRule Unreported = UnreportedRule.Fail) : ICommandEvent;

    /// <summary>Commands in flight are queued again, at the places they had.</summary>
    /// <param name="HandOut">The number of the hand-out they were in; 0 as in <see cref="CommandsHandedOut"/>.</param>
    public sealed record CommandsReturned(string Sn, long HandOut, IReadOnlyList<string> Ids, ReturnReason Reason, DateTimeOffset At) : ICommandsReturned;

    /// <summary>Several commands handed out together failed: they are queued again and from now on go one by one (D16, D23).</summary>
    /// <param name="HandOut">As in <see cref="CommandsReturned"/>.</param>
    /// <param name="Code">What the terminal said of all of them together.</param>
    public sealed record CommandsSplit(string Sn, long HandOut, IReadOnlyList<string> Ids, string Code, string? Desc, DateTimeOffset At) : ICommandsReturned;

    /// <summary>A frame was sent often enough without a result (D15): its commands are queued again and go alone; one that was alone goes behind what is queued.</summary>
    /// <param name="HandOut">The frame's number.</param>
    public sealed record RoundLost(string Sn, long HandOut, IReadOnlyList<string> Ids, DateTimeOffset At) : ICommandsReturned;

    /// <summary>
    /// A hand-out over HTTPS is over (D22): what was not settled is queued again and goes alone, behind what is queued of its kind if the terminal said nothing at all (D33).
    /// </summary>
    /// <param name="Ids">Those that were not settled.</param>
    /// <param name="Late">It had more feedbacks than persons: from now on the terminal is known to report late (D23).</param>
    /// <param name="Empty">The pull that closed it is answered empty, so that late feedback finds nothing to settle (D23).</param>
    /// <param name="ByPull">The next pull of its kind closed it (D31).</param>
    /// <param name="Heard">The terminal was heard over HTTPS after it, also if by that pull: without feedback it counts (D33).</param>
    public sealed record HandOutClosed(
        string Sn, long HandOut, CommandType Type, IReadOnlyList<string> Ids, bool Late, bool Empty, DateTimeOffset At, bool ByPull = false, bool Heard = false)
        : ICommandsReturned;

    /// <summary>The terminal said something of an open hand-out over HTTPS (D23).</summary>
    /// <param name="Said">The number it gave, 0 to 3 (§6.5).</param>
    /// <param name="Succeeded">What that was taken for, by <paramref name="Origin"/>.</param>
    /// <param name="Text">Its words.</param>
    public sealed record FeedbackTaken(
        string Sn, long HandOut, CommandType Type, byte Said, bool Succeeded, FeedbackOrigin Origin, string? Text, DateTimeOffset At) : ICommandEvent;

    /// <summary>What was learned of how the terminal reports was forgotten, by an operator.</summary>
    public sealed record ReportHabitsForgotten(string Sn, DateTimeOffset At) : ICommandEvent;

    /// <summary>A command has reached a final state.</summary>
    /// <param name="Attempts">How often it was handed out.</param>
    /// <param name="ResultDesc">At most <see cref="CommandQueue.ResultDescMax"/> characters.</param>
    /// <param name="SentAt">When it was last handed out; null when never.</param>
    public abstract record CommandEnded(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At) : ICommandEvent
    {
        /// <summary>The final state.</summary>
        public abstract CommandState State { get; }

        /// <summary>The status as it is from now on.</summary>
        public CommandStatus ToStatus() => new(Command, State, Attempts, ResultCode, ResultDesc, SentAt, At);
    }

    /// <summary>The terminal reported success.</summary>
    public sealed record CommandSucceeded(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At)
        : CommandEnded(Sn, Command, Attempts, ResultCode, ResultDesc, SentAt, At)
    {
        public override CommandState State => CommandState.Succeeded;
    }

    /// <summary>The terminal reported a failure, or the command can never be sent (code 9998).</summary>
    public sealed record CommandFailed(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At)
        : CommandEnded(Sn, Command, Attempts, ResultCode, ResultDesc, SentAt, At)
    {
        public override CommandState State => CommandState.Failed;
    }

    /// <summary>Its life was over before it succeeded.</summary>
    public sealed record CommandExpired(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At)
        : CommandEnded(Sn, Command, Attempts, ResultCode, ResultDesc, SentAt, At)
    {
        public override CommandState State => CommandState.Expired;
    }

    /// <summary>The platform took it back, or the device was decommissioned.</summary>
    public sealed record CommandCancelled(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At)
        : CommandEnded(Sn, Command, Attempts, ResultCode, ResultDesc, SentAt, At)
    {
        public override CommandState State => CommandState.Cancelled;
    }

    /// <summary>A newer command for the same person took its place; <see cref="CommandEnded.ResultDesc"/> is that one's id.</summary>
    public sealed record CommandSuperseded(
        string Sn, Command Command, int Attempts, string? ResultCode, string? ResultDesc, DateTimeOffset? SentAt, DateTimeOffset At)
        : CommandEnded(Sn, Command, Attempts, ResultCode, ResultDesc, SentAt, At)
    {
        public override CommandState State => CommandState.Superseded;
    }
}
