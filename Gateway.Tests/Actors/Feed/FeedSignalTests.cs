using Gateway.Actors.Feed;
using Xunit;

namespace Gateway.Tests.Actors.Feed;

public sealed class FeedSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly FeedSignal _signal = new();

    [Fact]
    public async Task Wait_GreaterNumberPublished_AllWaitersWake()
    {
        var waiters = Enumerable.Range(0, 100).Select(_ => _signal.WaitAsync(7, Long, default)).ToArray();
        Assert.All(waiters, w => Assert.False(w.IsCompleted));

        _signal.Publish(8);

        await Task.WhenAll(waiters).WaitAsync(Patience.Max);
    }

    [Fact]
    public void Wait_NumberPublishedBefore_ReturnsAtOnce()
    {
        _signal.Publish(8);

        Assert.True(_signal.WaitAsync(7, Long, default).IsCompletedSuccessfully);
        Assert.False(_signal.WaitAsync(8, Long, default).IsCompleted);
    }

    [Fact]
    public async Task Publish_TheSameNumber_WakesNobodyAndASmallerOneDoes()
    {
        _signal.Publish(8);
        var waiter = _signal.WaitAsync(8, Long, default);

        _signal.Publish(8);
        Assert.False(waiter.IsCompleted);
        _signal.Publish(3); // The feed has gone back.
        await waiter.WaitAsync(Patience.Max);

        Assert.False(_signal.WaitAsync(3, Long, default).IsCompleted);
    }

    [Fact]
    public async Task Wait_Timeout_ReturnsQuietly() => await _signal.WaitAsync(0, TimeSpan.FromMilliseconds(1), default).WaitAsync(Patience.Max);

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var waiter = _signal.WaitAsync(0, Long, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
    }
}
