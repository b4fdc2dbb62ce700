namespace Gateway.Benchmarks.Heartbeats;

/// <summary>Where a load is: warming up, measured, over. Told to all connections at once.</summary>
internal sealed class LoadPhase : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private volatile bool _isMeasured;

    public bool IsMeasured
    {
        get => _isMeasured;
        set => _isMeasured = value;
    }

    public CancellationToken Over => _over.Token;

    public bool IsOver => _over.IsCancellationRequested;

    public Task EndAsync() => _over.CancelAsync();

    public void Dispose() => _over.Dispose();
}
