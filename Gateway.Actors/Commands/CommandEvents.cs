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

    /// <summary>Commands went to the terminal, in this order; each has one attempt more and is in flight.</summary>
    /// <param name="Session">The socket session that carried them; null over HTTPS.</param>
    public sealed record CommandsHandedOut(string Sn, IReadOnlyList<string> Ids, HandOutVia Via, SessionId? Session, DateTimeOffset At) : ICommandEvent;

    /// <summary>Commands in flight are queued again, at the places they had.</summary>
    public sealed record CommandsReturned(string Sn, IReadOnlyList<string> Ids, ReturnReason Reason, DateTimeOffset At) : ICommandEvent;

    /// <summary>Several commands handed out together failed: they are queued again and from now on go one by one (D16, D23).</summary>
    /// <param name="Code">What the terminal said of all of them together.</param>
    public sealed record CommandsSplit(string Sn, IReadOnlyList<string> Ids, string Code, string? Desc, DateTimeOffset At) : ICommandEvent;

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
