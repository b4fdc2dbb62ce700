using Gateway.Host.Tcp;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Tcp;

public sealed class PendingHeartbeatsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly PendingHeartbeats _pending = new();

    [Fact]
    public void TryAnswer_EachHeartbeat_IsAnsweredOnce()
    {
        _pending.Asked(_time.GetTimestamp());
        _pending.Asked(_time.GetTimestamp());

        Assert.True(_pending.TryAnswer());
        Assert.True(_pending.TryAnswer());
        Assert.False(_pending.TryAnswer());
    }

    [Fact]
    public void DropOverdue_CountsFromTheLastHeartbeat()
    {
        _pending.Asked(_time.GetTimestamp());
        _time.Advance(Limit);
        _pending.Asked(_time.GetTimestamp());
        _time.Advance(Limit);
        Assert.Equal(0, _pending.DropOverdue(Limit, _time));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(2, _pending.DropOverdue(Limit, _time));
        Assert.Equal(0, _pending.DropOverdue(Limit, _time));
        Assert.False(_pending.TryAnswer()); // Its answer comes too late.
    }

    [Fact]
    public void DropOverdue_WithNothingPending_DropsNothing()
    {
        _pending.Asked(_time.GetTimestamp());
        Assert.True(_pending.TryAnswer());
        _time.Advance(Limit * 2);

        Assert.Equal(0, _pending.DropOverdue(Limit, _time));
    }
}
