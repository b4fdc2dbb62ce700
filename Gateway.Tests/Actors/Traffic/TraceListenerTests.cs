using Gateway.Actors.Traffic;
using Xunit;

namespace Gateway.Tests.Actors.Traffic;

public sealed class TraceListenerTests
{
    private static readonly TraceEvent Event = new("frame", "{}"u8.ToArray());

    [Fact]
    public void Listener_ThatDoesNotRead_LosesTheNewestAndIsToldHowMany()
    {
        var listener = new TraceListener("a");
        for (var i = 0; i < TraceListener.WaitingMax + 7; i++) listener.Offer(Event);

        Assert.Equal(TraceListener.WaitingMax, listener.Events.Count);
        Assert.Equal(7, listener.TakeDropped());
        Assert.Equal(0, listener.TakeDropped());
    }

    [Fact]
    public void Trace_Listeners_AreLimitedAndLeaveNothingBehind()
    {
        var trace = new TraceListeners();
        Assert.True(trace.IsIdle);
        var all = Enumerable.Range(0, TraceListeners.ListenersMax).Select(i => trace.Listen(i % 2 == 0 ? "a" : "b")!).ToList();
        Assert.Null(trace.Listen("c"));
        Assert.False(trace.IsIdle);
        all.ForEach(trace.Leave);
        Assert.True(trace.IsIdle);
        Assert.NotNull(trace.Listen("c"));
    }
}
