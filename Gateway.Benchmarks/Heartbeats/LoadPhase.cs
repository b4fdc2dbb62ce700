namespace Gateway.Benchmarks.Heartbeats;

/// <summary>Where a load is: warming up, measured, over. Told to all connections at once.</summary>
internal sealed class LoadPhase
{
    private volatile bool _isMeasured;
    private volatile bool _isOver;

    public bool IsMeasured
    {
        get => _isMeasured;
        set => _isMeasured = value;
    }

    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }
}
