using Gateway.Actors.Sessions;

namespace Gateway.Actors.Devices;

/// <summary>Candidates that a session was given to make a frame of, and has not reported on.</summary>
/// <param name="AnswersHeartbeat">The terminal waits for an answer to its heartbeat.</param>
internal sealed record Offer(long DeliveryId, SessionId Session, DateTimeOffset At, IReadOnlyList<string> Ids, bool AnswersHeartbeat);
