using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Commands;

/// <summary>The whole state of one device's queue, as its snapshot keeps it. Frozen once landed (see <c>Serialization/</c>).</summary>
/// <param name="Open">Commands that have not ended, in the order they were accepted.</param>
/// <param name="HandOuts">Which of them are in flight, in hand-out order.</param>
/// <param name="Finished">The last that have ended, oldest first.</param>
public sealed record CommandQueueSnapshot(
    string Sn, IReadOnlyList<OpenCommand> Open, IReadOnlyList<OpenHandOut> HandOuts, IReadOnlyList<CommandStatus> Finished) : IGatewaySerializable;

/// <summary>A command that has not ended.</summary>
/// <param name="Alone">It was part of a group that failed, and goes alone from now on (D16).</param>
public sealed record OpenCommand(Command Command, int Attempts, DateTimeOffset? SentAt, bool Alone);

/// <summary>Commands in flight together.</summary>
/// <param name="Session">The socket session that carried them; null over HTTPS.</param>
public sealed record OpenHandOut(HandOutVia Via, SessionId? Session, IReadOnlyList<string> Ids);
