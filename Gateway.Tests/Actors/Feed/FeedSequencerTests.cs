using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Feed;
using Xunit;

namespace Gateway.Tests.Actors.Feed;

public sealed class FeedSequencerTests() : TestKit(Patience.OfTestKit)
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void Start_RowsLeftFromBefore_AreNumberedWithoutAWakeUp()
    {
        var store = new CountingStore { Rows = 3 };
        Start(store, Never);

        Assert.Equal(3, ExpectMsg<long>());
    }

    [Fact]
    public void Wake_MoreThanOneBatch_MovesAllOfIt()
    {
        var store = new CountingStore { Rows = FeedSequencer.BatchMax * 2 + 5 };
        Start(store, Never);

        Assert.Equal(FeedSequencer.BatchMax, ExpectMsg<long>());
        Assert.Equal(FeedSequencer.BatchMax * 2, ExpectMsg<long>());
        Assert.Equal(FeedSequencer.BatchMax * 2 + 5, ExpectMsg<long>());
    }

    [Fact]
    public void Wake_WhileABatchIsUnderWay_IsNotLost()
    {
        var store = new CountingStore { Rows = 1, Gate = new TaskCompletionSource() };
        var sequencer = Start(store, Never);
        AwaitCondition(() => store.Calls == 1);

        store.Rows++;
        sequencer.Tell(FeedSequencer.OutboxWritten.Instance);
        store.Gate.SetResult();

        // The first call may have seen one row or both; together they are two.
        FishForMessage<long>(last => last == 2);
    }

    [Fact]
    public void Wake_DatabaseFails_TriesAgainAndTellsNothingBefore()
    {
        var store = new CountingStore { Rows = 2, FailuresLeft = 2 };
        Start(store, Never);

        Assert.Equal(2, ExpectMsg<long>());
        Assert.Equal(3, store.Calls);
    }

    [Fact]
    public void Sequencer_BeginsAndEnds_SaysSo()
    {
        var test = TestActor;
        var sequencer = Sys.ActorOf(FeedSequencer.Props(new CountingStore(), static _ => { }, Never, lives => test.Tell(lives)));
        Assert.True(ExpectMsg<bool>());

        Sys.Stop(sequencer);

        Assert.False(ExpectMsg<bool>());
    }

    private IActorRef Start(IFeedStore store, TimeSpan lookEvery)
    {
        var test = TestActor;
        return Sys.ActorOf(FeedSequencer.Props(store, last => test.Tell(last), lookEvery));
    }

    private sealed class CountingStore : IFeedStore
    {
        private long _last;

        public int Rows { get; set; }

        public int FailuresLeft { get; set; }

        public int Calls { get; private set; }

        public TaskCompletionSource? Gate { get; init; }

        public async Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation)
        {
            Calls++;
            if (Gate is not null) await Gate.Task;
            if (FailuresLeft-- > 0) throw new IOException("away");
            var moved = Math.Min(most, Rows);
            Rows -= moved;
            _last += moved;
            return new SequencedBatch(moved, _last);
        }
    }
}
