namespace Gateway.Simulator.Terminals;

/// <summary>What a heartbeat was answered.</summary>
/// <param name="FollowUp">The command word that is announced; 0 when none is (D13).</param>
/// <param name="SetClockTo">What the clock is to show; null when it is right (D12).</param>
/// <param name="Fault">Why the answer is wrong; null when it is right.</param>
internal readonly record struct HeartbeatAnswer(byte FollowUp = 0, DateTimeOffset? SetClockTo = null, string? Fault = null)
{
    /// <summary>An answer that should not have come.</summary>
    public static HeartbeatAnswer Wrong(string fault) => new(Fault: fault);
}
