using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Feed;
using Gateway.Actors.Projection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Actors.Projection;

/// <summary>When the projection looks: woken, awake, asleep.</summary>
public sealed class ProjectionWakeTests() : TestKit(Patience.OfTestKit + """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private readonly Store _store = new();

    [Fact]
    public async Task Projection_WithoutEvents_LooksOnceASecond()
    {
        var projection = await StartAsync();

        await PassAsync(projection, CommandProjection.LookEvery * 4);
        Assert.Equal(1, _store.Looks);

        await PassAsync(projection, CommandProjection.LookEvery);
        Assert.Equal(2, _store.Looks);
    }

    /// <summary>The fallback finds what nobody told of, and goes on while there is more.</summary>
    [Fact]
    public async Task Projection_WakeUpLost_FindsTheEventsWithinASecond()
    {
        var projection = await StartAsync();
        _store.Due = CommandProjection.GroupMax + 1;

        await PassAsync(projection, CommandProjection.LookEveryIdle);

        Assert.Equal(0, _store.Due);
    }

    [Fact]
    public async Task Projection_Woken_LooksAtOnceAndOnceMoreAtItsPace()
    {
        var projection = await StartAsync();

        await WakeAsync(projection);
        Assert.Equal(2, _store.Looks);
        await PassAsync(projection, CommandProjection.LookEvery);
        Assert.Equal(3, _store.Looks);
        await PassAsync(projection, CommandProjection.LookEvery);
        Assert.Equal(3, _store.Looks);
    }

    [Fact]
    public async Task Projection_WokenWhileItIsAwake_KeepsItsPace()
    {
        var projection = await StartAsync();
        await WakeAsync(projection);

        await WakeAsync(projection);
        await WakeAsync(projection);

        Assert.Equal(2, _store.Looks);
        await PassAsync(projection, CommandProjection.LookEvery);
        Assert.Equal(3, _store.Looks);
        await PassAsync(projection, CommandProjection.LookEvery); // What came just before the last look and was not told of.
        Assert.Equal(4, _store.Looks);
    }

    [Fact]
    public void Signal_ManyCommits_WakesOnceInItsPace()
    {
        var time = new FakeTimeProvider();
        var signal = new ProjectionSignal(time);
        signal.Wakes(TestActor);

        for (var i = 0; i < 5; i++) signal.Written();
        time.Advance(ProjectionSignal.Pace);
        signal.Written();

        ExpectMsg<FeedSequencer.OutboxWritten>();
        ExpectMsg<FeedSequencer.OutboxWritten>();
        TestActor.Tell("no more");
        ExpectMsg("no more");
        Assert.True(ProjectionSignal.Pace < CommandProjection.LookEvery); // Else what is not told of waits for the fallback.
    }

    /// <summary>Started, and asleep after its first look.</summary>
    private async Task<IActorRef> StartAsync()
    {
        var projection = Sys.ActorOf(CommandProjection.Props(_store, static () => { }, NullLogger<CommandProjection>.Instance));
        await SettleAsync(projection);
        Assert.Equal(1, _store.Looks);
        return projection;
    }

    private static async Task WakeAsync(IActorRef projection)
    {
        projection.Tell(FeedSequencer.OutboxWritten.Instance);
        await SettleAsync(projection);
    }

    private async Task PassAsync(IActorRef projection, TimeSpan time)
    {
        ((TestScheduler)Sys.Scheduler).Advance(time);
        await SettleAsync(projection);
    }

    /// <summary>Until it has taken what it was told so far, and what that has led to: the store answers at once, by messages to itself.</summary>
    private static async Task SettleAsync(IActorRef actor)
    {
        for (var i = 0; i < 6; i++) await actor.Ask<ActorIdentity>(new Identify(0)).WaitAsync(Patience.Max);
    }

    private sealed class Store : ICommandProjectionStore
    {
        public int Looks { get; private set; }

        public int Due { get; set; }

        public Task<ProjectedEvents> ProjectAsync(int most, CancellationToken cancellation)
        {
            Looks++;
            var taken = Math.Min(most, Due);
            Due -= taken;
            return Task.FromResult(new ProjectedEvents(taken, 0));
        }
    }
}
