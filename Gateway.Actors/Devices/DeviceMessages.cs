using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Devices;

/// <summary>A message for the DeviceActor of one SN; the shard region routes by <see cref="Sn"/>.</summary>
public interface IDeviceMessage : IGatewaySerializable
{
    string Sn { get; }
}

/// <summary>
/// What goes to and from a DeviceActor. Times are UTC and come with the message. Every one of these may be lost, repeated or late; every one may cross nodes
/// (see <c>Serialization/</c>).
/// </summary>
public static class DeviceMessages
{
    // ---- from a session (socket) -------------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// A valid heartbeat, 0x10 (§5.3.1). Answered to the session's lane with one of <see cref="AnswerIdle"/>, <see cref="AnswerSetTime"/>, <see cref="Deliver"/>.
    /// </summary>
    /// <param name="DeviceState">The status byte of the request.</param>
    /// <param name="ClockSkewSeconds">The terminal's clock less ours; null when it sent no time that can be read (D36).</param>
    /// <param name="ClockSkewAllowed">A clock within this is right, seconds (D12, D37).</param>
    /// <param name="MaySetClock">Whether the dialect allows a correction.</param>
    /// <param name="Body">Tells its body from others, the same way on every node (D37).</param>
    /// <param name="Unreported">How a command ends that is never reported, by the dialect (D15, D33).</param>
    /// <param name="UploadsOnly">The device was replaced: it is answered idle or corrected, and its session never becomes the current one (D39).</param>
    public sealed record HeartbeatReceived(
        string Sn, Session Session, DateTimeOffset At, byte DeviceState, int? ClockSkewSeconds, int ClockSkewAllowed, bool MaySetClock, long Body,
        UnreportedRule Unreported = UnreportedRule.Fail, bool UploadsOnly = false) : IDeviceMessage
    {
        /// <summary>
        /// How many messages of its session have been told through the shard region, itself the last; 0: its sender does not want to know where the DeviceActor is
        /// (<see cref="DeviceRoute"/>). Has no wire form.
        /// </summary>
        public long Told { get; init; }

        internal ClockReading Clock => new(ClockSkewSeconds, ClockSkewAllowed, Body);
    }

    /// <summary>The terminal's answer to a clock correction (D12). Not answered.</summary>
    public sealed record ClockResultReceived(string Sn, Session Session, DateTimeOffset At, bool Succeeded, string Code, string? Description) : IDeviceMessage;

    /// <summary>A result frame, 0x25 or 0x14 (D15, D16). Belongs to the frame in flight of that type; counted and dropped when there is none.</summary>
    /// <param name="HandOut">Number of the hand-out that was last written to that connection; 0: none was.</param>
    /// <param name="Ids">What that frame held; null: the whole hand-out.</param>
    /// <param name="Drain">Send the next frame at once if more is queued (D14); null: as this terminal was found to take it.</param>
    public sealed record CommandResultReceived(
        string Sn, Session Session, DateTimeOffset At, CommandType Type, long HandOut, IReadOnlyList<string>? Ids, bool Succeeded, string Code, string? Description, bool? Drain)
        : IDeviceMessage;

    /// <summary>An upload was answered. Told only; nothing waits for it.</summary>
    public sealed record UploadNoted(string Sn, Session Session, DateTimeOffset At, int Stored, int Duplicates, bool Refused) : IDeviceMessage;

    /// <summary>
    /// The session is there: told without a frame of the terminal when a node has left the cluster, for its actor may be a new one that knows nothing of it. A guest, unless the
    /// journal says that it was current (D20). Not answered; commands wait for the next heartbeat, as ever.
    /// </summary>
    /// <param name="At">When the terminal was heard last.</param>
    public sealed record SessionAnnounced(string Sn, Session Session, DateTimeOffset At) : IDeviceMessage;

    /// <summary>The connection has ended. Changes nothing unless it is the current session's or a guest's.</summary>
    public sealed record SessionEnded(string Sn, SessionId Session, DateTimeOffset At, CloseReason Reason) : IDeviceMessage;

    /// <summary>What of a <see cref="Deliver"/> was not sent; told before the rest of the frame is written, and not at all when the whole of it was.</summary>
    /// <param name="NotSent">Ids that did not fit into the frame: they go back to the queue.</param>
    /// <param name="Unsendable">Ids that can never be sent, each with the reason (photo does not fit, person lost): they fail with 9998.</param>
    /// <param name="Written">False: no frame was written, and what is left of the hand-out is the answer to the session's next heartbeat.</param>
    /// <param name="AwaitsAnswer">The heartbeat has no answer yet: the actor sends the next frame, or <see cref="AnswerIdle"/>.</param>
    public sealed record DeliveryUnsent(
        string Sn, SessionId Session, long HandOut, DateTimeOffset At, IReadOnlyList<string> NotSent, IReadOnlyList<UnsendableCommand> Unsendable, bool Written, bool AwaitsAnswer)
        : IDeviceMessage;

    /// <summary>A frame was written of whose form something is not proved (<see cref="Deliver.Unproved"/>); told before the terminal can answer it. Not answered.</summary>
    /// <param name="Parts">Unproved parts that matter for this frame and that the dialect does not fix.</param>
    /// <param name="Length">Bytes of its body, if a photo stands in it; else 0.</param>
    public sealed record FrameSent(string Sn, long HandOut, FormParts Parts, int Length) : IDeviceMessage;

    /// <summary>See <see cref="DeliveryUnsent"/> and <see cref="CommandsUnsendable"/>.</summary>
    public sealed record UnsendableCommand(string Id, string Reason);

    // ---- to a session's lane -----------------------------------------------------------------------------------------------------------------------

    /// <summary>A message for one session of a lane.</summary>
    public interface ILaneMessage : IGatewaySerializable
    {
        /// <summary>The session's number on its node (<see cref="SessionId.Number"/>).</summary>
        long SessionNumber { get; }
    }

    /// <summary>Answer the heartbeat: status 0x00, no body (D12).</summary>
    public sealed record AnswerIdle(long SessionNumber) : ILaneMessage;

    /// <summary>Answer the heartbeat with a clock correction; the edge writes the time of that moment (D12).</summary>
    public sealed record AnswerSetTime(long SessionNumber) : ILaneMessage;

    /// <summary>Send the next command frame: journalled as sent. All of one type, first in first out, at most 20 pushes or one deletion.</summary>
    /// <param name="HandOut">The hand-out's number: the same again is the very same frame (D15).</param>
    /// <param name="AnswersHeartbeat">True: this is the answer to a heartbeat, announced or direct (D13). False: it follows a result (D14).</param>
    public sealed record Deliver(long SessionNumber, string Sn, long HandOut, IReadOnlyList<Command> Commands, bool AnswersHeartbeat) : ILaneMessage
    {
        /// <summary>In which form, where the dialect does not say it.</summary>
        public SocketForm Form { get; init; } = SocketForm.Standard;

        /// <summary>What of the form is not proved: if any of it matters for the frame, <see cref="FrameSent"/> is told.</summary>
        public FormParts Unproved { get; init; }
    }

    /// <summary>Close this session.</summary>
    public sealed record CloseSession(long SessionNumber, CloseReason Reason) : ILaneMessage;

    // ---- from HTTPS terminals (§6) -----------------------------------------------------------------------------------------------------------------

    /// <summary>GetAddPerson or GetDelPerson: hand out what is queued, oldest first, and mark it in flight (D22). Answered with <see cref="HandedOut"/>.</summary>
    /// <param name="Type"><see cref="CommandType.PersonPush"/> or <see cref="CommandType.PersonDelete"/>.</param>
    /// <param name="Most">At most so many commands.</param>
    /// <param name="BytesMost">At most so many bytes by <see cref="Command.PersonBytes"/>, but always one command.</param>
    /// <param name="Rule">What the terminal's feedback will say something of.</param>
    /// <param name="FirstGuess">The form to answer in while nothing is known (D30): <see cref="AnswerForm.String"/> for a User-Agent <c>python-requests…</c>.</param>
    /// <param name="Answer">The form that the dialect says; null: <c>auto</c>.</param>
    /// <param name="Unreported">How what is never reported ends (D33).</param>
    public sealed record TakeCommands(
        string Sn, Session Session, DateTimeOffset At, CommandType Type, int Most, int BytesMost, FeedbackRule Rule,
        AnswerForm FirstGuess = AnswerForm.Json, AnswerForm? Answer = null, UnreportedRule Unreported = UnreportedRule.Fail) : IDeviceMessage;

    /// <summary>The commands to give to the terminal; empty when idle. Journalled as handed out.</summary>
    /// <param name="HandOut">The hand-out's number; 0 when empty.</param>
    /// <param name="Form">The form to answer in, also when empty (D30).</param>
    public sealed record HandedOut(long HandOut, IReadOnlyList<Command> Commands, AnswerForm Form = AnswerForm.Json) : IGatewaySerializable;

    /// <summary>
    /// Commands of the last hand-out that can never be given to the terminal (person lost): they leave it and fail with 9998. Answered with <see cref="UnsendableNoted"/> once that
    /// is durable; what the terminal is answered comes after (D23).
    /// </summary>
    public sealed record CommandsUnsendable(string Sn, long HandOut, DateTimeOffset At, IReadOnlyList<UnsendableCommand> Unsendable) : IDeviceMessage;

    /// <summary>See <see cref="CommandsUnsendable"/>.</summary>
    public sealed record UnsendableNoted : IGatewaySerializable
    {
        public static readonly UnsendableNoted Instance = new();
    }

    /// <summary>FeedBack (D23). Answered with <see cref="FeedbackNoted"/> once the outcome is durable.</summary>
    /// <param name="Said">The number it gave, 0 to 3.</param>
    /// <param name="Succeeded">
    /// What that says, by <paramref name="Origin"/>: with <see cref="FeedbackOrigin.Dialect"/> it is final, else the actor looks at the words first (D32).
    /// </param>
    public sealed record FeedbackReceived(
        string Sn, Session Session, DateTimeOffset At, CommandType Type, byte Said, bool Succeeded, FeedbackOrigin Origin, string? Message) : IDeviceMessage;

    /// <summary>The same of a device whose feedback must come from where its pull came from (<see cref="Device.FeedbackFromPull"/>).</summary>
    public sealed record FeedbackFromPull(FeedbackReceived Feedback) : IDeviceMessage
    {
        public string Sn => Feedback.Sn;
    }

    /// <summary>How many commands the feedback settled; 0 also when it must be told from a late one first (D23).</summary>
    public sealed record FeedbackNoted(int Settled) : IGatewaySerializable;

    /// <summary>An HTTPS terminal was heard (upload or registration): presence and counters, and what an upload says of the form of answers (D30). Not answered.</summary>
    /// <param name="AnsweredIn">The form in which an upload was answered; null: it was not answered, its form is given by the dialect, or it is no upload.</param>
    public sealed record RequestNoted(string Sn, Session Session, DateTimeOffset At, int Stored, int Duplicates, bool Refused, AnswerForm? AnsweredIn = null) : IDeviceMessage;

    // ---- from the platform -------------------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Accept a command. Answered with <see cref="CommandAccepted"/> once durable, <see cref="CommandConflict"/> or <see cref="QueueFull"/>; with nothing when the journal fails.
    /// </summary>
    public sealed record EnqueueCommand(string Sn, DateTimeOffset At, Command Command) : IDeviceMessage;

    /// <summary>Durable. <paramref name="Existing"/>: the same id with the same content was there already, and this is how far it is.</summary>
    public sealed record CommandAccepted(CommandStatus Status, bool Existing) : IGatewaySerializable;

    /// <summary>The id is taken by a command with other content (409).</summary>
    public sealed record CommandConflict(CommandStatus Status) : IGatewaySerializable;

    /// <summary>The device's queue is at its limit; nothing was stored.</summary>
    public sealed record QueueFull(int Limit) : IGatewaySerializable;

    /// <summary>Answered with <see cref="CommandFound"/>, or <see cref="CommandUnknown"/> when the actor does not hold it (any more).</summary>
    public sealed record GetCommand(string Sn, string Id) : IDeviceMessage;

    public sealed record CommandFound(CommandStatus Status) : IGatewaySerializable;

    public sealed record CommandUnknown(string Id) : IGatewaySerializable;

    /// <summary>
    /// Answered with <see cref="CommandFound"/> (state cancelled, durable), <see cref="CommandUnknown"/>, or <see cref="CommandFinished"/> when it has ended or is in flight.
    /// </summary>
    public sealed record CancelCommand(string Sn, string Id, DateTimeOffset At) : IDeviceMessage;

    public sealed record CommandFinished(CommandStatus Status) : IGatewaySerializable;

    /// <summary>Expire what is over its time (D26). Answered with <see cref="CommandsExpired"/> once durable.</summary>
    public sealed record ExpireCommands(string Sn, DateTimeOffset At) : IDeviceMessage;

    public sealed record CommandsExpired(int Count) : IGatewaySerializable;

    /// <summary>The device is no more: cancel its queue and close its session. Answered with <see cref="Decommissioned"/> once durable.</summary>
    public sealed record Decommission(string Sn, DateTimeOffset At) : IDeviceMessage;

    public sealed record Decommissioned(int Cancelled) : IGatewaySerializable;

    /// <summary>Cancel all that is open, in flight or not; what is queued after it stays. Answered with <see cref="OpenCommandsCancelled"/> once durable.</summary>
    /// <param name="Reason">Their result code: <see cref="Replaced"/>.</param>
    public sealed record CancelOpenCommands(string Sn, DateTimeOffset At, string Reason) : IDeviceMessage
    {
        /// <summary>Another terminal took the place of this one (D39).</summary>
        public const string Replaced = "replaced";
    }

    public sealed record OpenCommandsCancelled(int Count) : IGatewaySerializable;

    /// <summary>Forget what was learned of the terminal; what was already handed out stays as it is. Answered with <see cref="HabitsForgotten"/>.</summary>
    public sealed record ForgetHabits(string Sn, DateTimeOffset At) : IDeviceMessage;

    /// <summary>See <see cref="ForgetHabits"/>.</summary>
    public sealed record HabitsForgotten : IGatewaySerializable
    {
        public static readonly HabitsForgotten Instance = new();
    }

    /// <summary>Close the live sessions, guests too (disabled, key changed). Not answered.</summary>
    public sealed record RevokeSession(string Sn, CloseReason Reason) : IDeviceMessage;

    /// <summary>Answered with <see cref="DeviceLiveState"/>.</summary>
    public sealed record GetLiveState(string Sn) : IDeviceMessage;

    /// <summary>The live state of one terminal.</summary>
    /// <param name="Session">Its current session on the socket, else its latest guest, else its last one over HTTPS when it was heard lately, or null.</param>
    /// <param name="LastSeen">Null when not heard since this actor started; the presence table then knows.</param>
    public sealed record DeviceLiveState(
        string Sn, Session? Session, DateTimeOffset? LastSeen, byte? DeviceState, int? ClockSkewSeconds, int Queued, int InFlight, DeviceCounters Counters)
        : IGatewaySerializable;

    /// <summary>Counted since this actor started (it starts anew after a move or ten idle minutes).</summary>
    public sealed record DeviceCounters(
        DateTimeOffset Since, long Heartbeats, long Uploads, long Records, long Duplicates, long UploadsRefused,
        long CommandResults, long StrayResults, long Takeovers, long ClockCorrections);
}
