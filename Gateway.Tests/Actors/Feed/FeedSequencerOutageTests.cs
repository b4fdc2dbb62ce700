using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Feed;
using Xunit;

namespace Gateway.Tests.Actors.Feed;

/// <summary>The feed goes on soon after the database's return, however long that was away.</summary>
public sealed class FeedSequencerOutageTests() : TestKit(Patience.OfTestKit + """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private int _calls;
    private volatile bool _away = true;

    [Fact]
    public async Task Commit_AfterALongOutage_BringsTheNextTryForward()
    {
        var test = TestActor;
        var sequencer = Sys.ActorOf(FeedSequencer.Props(new Store(this), last => test.Tell(last), TimeSpan.FromHours(1)));
        await WaitAsync(sequencer);
        for (var failures = 1; failures <= 6; failures++)
        {
            await EventFilter.Warning(contains: $"failure {failures} in a row").ExpectOneAsync(() => PassAsync(TimeSpan.FromSeconds(5)));
            await WaitAsync(sequencer);
        }

        _away = false;
        sequencer.Tell(FeedSequencer.OutboxWritten.Instance); // Something was committed: the database is back.
        await WaitAsync(sequencer);
        await PassAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(7, ExpectMsg<long>());
    }

    [Fact]
    public async Task WakeUp_ThatIsLost_CostsOneLookAtMost()
    {
        var (test, every) = (TestActor, TimeSpan.FromSeconds(2));
        _away = false;
        var sequencer = Sys.ActorOf(FeedSequencer.Props(new Store(this), last => test.Tell(last), every));
        await WaitAsync(sequencer);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, ExpectMsg<long>());

        await PassAsync(every); // Nobody has said that there is something.

        Assert.Equal(2, ExpectMsg<long>());
    }

    private Task PassAsync(TimeSpan time)
    {
        ((TestScheduler)Sys.Scheduler).Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>Until it has taken what it was told so far.</summary>
    private static Task<ActorIdentity> WaitAsync(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(0)).WaitAsync(Patience.Max);

    private sealed class Store(FeedSequencerOutageTests test) : IFeedStore
    {
        public Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation)
        {
            var call = Interlocked.Increment(ref test._calls);
            return test._away ? Task.FromException<SequencedBatch>(new IOException("away")) : Task.FromResult(new SequencedBatch(1, call));
        }
    }
}
