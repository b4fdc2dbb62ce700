using Gateway.Simulator.Terminals;
using Xunit;

namespace Gateway.Tests.Simulator;

public sealed class ExpectedFramesTests
{
    private readonly ExpectedFrames _frames = new();

    [Fact]
    public void TakesAnswer_CommandsMetHeartbeatsBehindResults_OneForEach()
    {
        foreach (var at in new long[] { 1, 2 })
        {
            _frames.ResultSent(at);
            _frames.CommandMetHeartbeat();
        }

        Assert.True(_frames.TakesAnswer(setsClock: false));
        Assert.True(_frames.TakesAnswer(setsClock: false));
        Assert.False(_frames.TakesAnswer(setsClock: false));
    }

    [Fact]
    public void TakesAnswer_CommandThatOnlyTheHeartbeatExplains_None()
    {
        _frames.CommandMetHeartbeat();

        Assert.False(_frames.TakesAnswer(setsClock: false));
    }
}
