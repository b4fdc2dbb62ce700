using Gateway.Edge.Tcp.Admission;
using Xunit;

namespace Gateway.Tests.Edge.Tcp.Admission;

public sealed class FramePaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Frames_ASecondsWorthAtOnce_DoNotWait()
    {
        var pace = new FramePace(10, _time);
        for (var i = 0; i < 10; i++) Assert.Equal(TimeSpan.Zero, pace.Take());
        Assert.Equal(TimeSpan.FromMilliseconds(100), pace.Take());
        Assert.Equal(TimeSpan.FromMilliseconds(200), pace.Take());
    }

    [Fact]
    public void Frames_AfterAPause_AreNotSavedUpBeyondASecond()
    {
        var pace = new FramePace(10, _time);
        pace.Take();
        _time.Advance(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 10; i++) Assert.Equal(TimeSpan.Zero, pace.Take());
        Assert.NotEqual(TimeSpan.Zero, pace.Take());
    }

    [Fact]
    public void Frames_ThatWaitAsTold_ComeAtThePaceForEver()
    {
        var pace = new FramePace(10, _time);
        var began = _time.GetUtcNow();
        for (var i = 0; i < 110; i++) _time.Advance(pace.Take());
        Assert.Equal(TimeSpan.FromSeconds(10), _time.GetUtcNow() - began);
    }

    [Fact]
    public void Frames_WithoutALimit_NeverWait()
    {
        var pace = new FramePace(0, _time);
        for (var i = 0; i < 100_000; i++) Assert.Equal(TimeSpan.Zero, pace.Take());
    }
}
