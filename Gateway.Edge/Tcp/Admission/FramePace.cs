namespace Gateway.Edge.Tcp.Admission;

/// <summary>
/// How fast frames of one connection are read: so many a second, and a second's worth at once (a virtual schedule: each frame takes its slot, and whoever is more than a second
/// ahead of the clock
/// waits). A terminal that is too fast is not refused: it is read later, and TCP holds it back.
/// </summary>
/// <param name="framesPerSecond">0 = no limit.</param>
internal struct FramePace(int framesPerSecond, TimeProvider time)
{
    private readonly long _slot = framesPerSecond == 0 ? 0 : time.TimestampFrequency / framesPerSecond;
    private long _next;

    /// <summary>Takes the slot of one frame.</summary>
    /// <returns>How long the frame is to wait; zero nearly always.</returns>
    public TimeSpan Take()
    {
        if (_slot == 0) return TimeSpan.Zero;
        var now = time.GetTimestamp();
        _next = Math.Max(_next, now) + _slot;
        var ahead = _next - now - time.TimestampFrequency;
        return ahead <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)ahead / time.TimestampFrequency);
    }
}
