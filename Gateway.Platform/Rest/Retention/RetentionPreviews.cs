namespace Gateway.Platform.Rest.Retention;

/// <summary>One preview at a time is counted on a node: it may read millions of rows.</summary>
internal sealed class RetentionPreviews : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Waits for its turn, which ends with what is returned.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        return new Turn(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
