using Gateway.Actors.Commands;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>How large the world is.</summary>
/// <param name="Faults">Messages that are lost, doubled or late, together.</param>
internal sealed record WorldBounds(
    bool Socket, bool Https, FeedbackRule Rule = FeedbackRule.Batch, int Commands = 4, int Cancels = 1, int Sessions = 2,
    int Pulls = 4, int Faults = 1, int Waits = 2, int Restarts = 1)
{
    /// <summary>What time can pass at once: past the wait for late feedback, for a result, for feedback.</summary>
    public static readonly int[] WaitSeconds = [31, 61, 601];
}
