namespace Gateway.Actors.Sessions;

/// <summary>What a heartbeat says of its terminal's clock.</summary>
/// <param name="SkewSeconds">The terminal's clock less ours; null when the time is missing or unreadable (D36).</param>
/// <param name="AllowedSeconds">A clock within this is right (D12).</param>
/// <param name="Body">Tells its body from others; the same on every node.</param>
internal readonly record struct ClockReading(int? SkewSeconds, int AllowedSeconds, long Body)
{
    public bool IsRight => SkewSeconds is { } skew && Math.Abs((long)skew) <= AllowedSeconds;
}
