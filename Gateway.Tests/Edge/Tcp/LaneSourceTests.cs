using System.Collections.Concurrent;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

public sealed class LaneSourceTests : TestKit
{
    private const int Writers = 4;

    private readonly Lane _lane = new();
    private readonly ConcurrentQueue<(byte Writer, ushort Number)> _read = new();

    [Fact]
    public async Task Frames_OfManyReadLoops_AllComeAndThoseOfEachInOrder()
    {
        const int Each = 20_000; // Far more than the lane holds.
        Run();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await _lane.OfferAsync(Of((byte)writer, (ushort)i));
        })));

        await Patience.UntilAsync(() => _read.Count == Writers * Each, "all are read");
        foreach (var one in _read.GroupBy(static frame => frame.Writer)) Assert.Equal(Enumerable.Range(0, Each), one.Select(static frame => (int)frame.Number));
    }

    [Fact]
    public async Task Frame_ThatComesToAStreamThatSleeps_WakesIt()
    {
        Run();
        for (ushort i = 1; i <= 200; i++)
        {
            await _lane.OfferAsync(Of(0, i));
            await Patience.UntilAsync(() => _read.Count == i, "read");
        }
    }

    [Fact]
    public async Task Frames_ThatWaitForAnotherStream_AreReadByIt()
    {
        await _lane.OfferAsync(Of(0, 1));
        await _lane.OfferAsync(Of(0, 2));

        Run();

        await Patience.UntilAsync(() => _read.Count == 2, "read");
    }

    private static InboundFrame Of(byte writer, ushort number) => new(null!, new Frame(writer, number, 0, 0, default, default), FrameFault.None, null);

    private void Run() => Source.FromGraph(new LaneSource(_lane)).RunForeach(
        batch =>
        {
            foreach (ref readonly var inbound in batch.Frames) _read.Enqueue((inbound.Frame.Command, inbound.Frame.PacketNumber));
        },
        Sys.Materializer());
}
