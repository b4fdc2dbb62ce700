namespace Gateway.Platform.Keys;

/// <summary>Something that a key has open: a stream, a poll.</summary>
internal sealed class KeyHold(byte[] hash, Action<KeyHold> left) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    public byte[] Hash => hash;

    /// <summary>Cancelled when the key is one no more.</summary>
    public CancellationToken Ended => _ended.Token;

    public void End()
    {
        lock (_ended)
            if (!_ended.IsCancellationRequested) _ended.Cancel();
    }

    public void Dispose()
    {
        left(this);
        lock (_ended) _ended.Dispose();
    }
}
