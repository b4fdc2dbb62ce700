using Akka.Actor;
using Gateway.Actors.Sessions;
using Gateway.Edge.Tcp;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Edge.Tcp;

public sealed class HeartbeatFramesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly HeartbeatReceived Heartbeat = new(
        "smz", new Session(new SessionId(1, 1), ActorRefs.Nobody, default, "", "", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, 0, null, 60, true, 1);

    private readonly FakeTimeProvider _time = new();
    private readonly HeartbeatFrames.Pending _pending = new();

    [Fact]
    public void TryAnswer_EachHeartbeat_IsAnsweredOnce()
    {
        _pending.Asked(_time.GetTimestamp(), Heartbeat);
        _pending.Asked(_time.GetTimestamp(), Heartbeat);

        Assert.True(_pending.TryAnswer());
        Assert.True(_pending.TryAnswer());
        Assert.False(_pending.TryAnswer());
    }

    [Fact]
    public void Waiting_UntilAnswered_IsTheLastHeartbeat()
    {
        Assert.Null(_pending.Waiting);
        _pending.Asked(_time.GetTimestamp(), Heartbeat);
        Assert.Same(Heartbeat, _pending.Waiting);
        _pending.TryAnswer();
        Assert.Null(_pending.Waiting);
    }

    [Fact]
    public void TakeOverdue_CountsFromTheLastHeartbeat()
    {
        _pending.Asked(_time.GetTimestamp(), Heartbeat);
        _time.Advance(Limit);
        _pending.Asked(_time.GetTimestamp(), Heartbeat);
        _time.Advance(Limit);
        Assert.Equal(0, _pending.TakeOverdue(Limit, _time));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(2, _pending.TakeOverdue(Limit, _time));
        Assert.Equal(0, _pending.TakeOverdue(Limit, _time));
        Assert.False(_pending.TryAnswer()); // Its answer comes too late.
    }

    [Fact]
    public void TakeOverdue_WithNothingPending_TakesNothing()
    {
        _pending.Asked(_time.GetTimestamp(), Heartbeat);
        Assert.True(_pending.TryAnswer());
        _time.Advance(Limit * 2);

        Assert.Equal(0, _pending.TakeOverdue(Limit, _time));
    }
}
