using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Presence.PresenceMessages;

namespace Gateway.Tests.Actors.Presence;

public sealed class PresenceWriterTests : TestKit
{
    private const string Hocon = Patience.OfTestKit + """
        akka.loglevel = ERROR
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """;

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeStore _store = new();

    public PresenceWriterTests()
        : base(Hocon)
    {
    }

    [Fact]
    public void Updates_OfOneTerminal_AreWrittenOnceAsTheLatest()
    {
        var writer = Start();
        writer.Tell(Update("a", 1));
        writer.Tell(Update("a", 3));
        writer.Tell(Update("a", 2)); // late: older than what waits
        writer.Tell(Update("b", 1));
        writer.Tell(new DeviceEvent("a", "sn-conflict", "", T0));

        Pass(1);

        var write = _store.Take();
        Assert.Equal([("a", 3), ("b", 1)], write.Updates.Select(u => (u.Sn, (int)(u.LastSeen - T0).TotalSeconds)).Order());
        Assert.Equal("sn-conflict", Assert.Single(write.Events).Event);
        Assert.Equal(2, StatsWhen(writer, s => s.Written > 0).Written);
    }

    [Fact]
    public void Updates_OnlineAndOfflineBetweenTwoWrites_AreAllWrittenInOrder() // the feed tells each change
    {
        var writer = Start();
        _store.Failing = true;
        writer.Tell(Update("a", 1));
        writer.Tell(Update("a", 1) with { Online = false });
        Pass(1);
        _store.Take();
        StatsWhen(writer, s => s.Failures == 1);
        _store.Failing = false;
        writer.Tell(Update("b", 1));
        writer.Tell(Update("a", 3));
        writer.Tell(Update("a", 4));
        writer.Tell(Update("a", 4) with { Online = false });
        Pass(2);

        Assert.Equal(
            [(1, true), (1, false), (4, true), (4, false)],
            _store.Take().Updates.Where(u => u.Sn == "a").Select(u => ((int)(u.LastSeen - T0).TotalSeconds, u.Online)));
    }

    [Fact]
    public void Failure_PausesLongerEachTime_AndLosesNothing()
    {
        var writer = Start();
        _store.Failing = true;
        writer.Tell(Update("a", 1));
        writer.Tell(new DeviceEvent("a", "sn-conflict", "first", T0));
        Pass(1);
        _store.Take();
        StatsWhen(writer, s => s.Failures == 1);
        writer.Tell(Update("a", 5));
        writer.Tell(Update("b", 1));
        writer.Tell(new DeviceEvent("a", "sn-conflict", "second", T0));

        PassAndSettle(writer, 1); // a pause of one second is being served
        Assert.True(_store.IsEmpty);
        Pass(1);
        _store.Take();
        StatsWhen(writer, s => s.Failures == 2);
        _store.Failing = false;
        PassAndSettle(writer, 2); // two seconds of pause
        Assert.True(_store.IsEmpty);
        Pass(1);

        var write = _store.Take();
        Assert.Equal([("a", 5), ("b", 1)], write.Updates.Select(u => (u.Sn, (int)(u.LastSeen - T0).TotalSeconds)).Order());
        Assert.Equal(["first", "second"], write.Events.Select(e => e.Detail));
    }

    [Fact]
    public void Writes_WhileTheDatabaseIsBusy_AreEveryFifthAndLoseNothing()
    {
        var (busy, putOff) = (true, 0);
        var writer = Start(new PresenceWriterOptions { IsBusy = () => busy, PutOff = () => putOff++ });
        writer.Tell(Update("a", 1));

        PassAndSettle(writer, 4);
        Assert.True(_store.IsEmpty);
        Assert.Equal(4, putOff);
        Pass(1);
        Assert.Equal("a", Assert.Single(_store.Take().Updates).Sn);

        StatsWhen(writer, s => s.Written == 1);
        busy = false;
        writer.Tell(Update("b", 1));
        Pass(1);
        Assert.Equal("b", Assert.Single(_store.Take().Updates).Sn);
    }

    /// <summary>The feed's sequencer looks by itself only seldom.</summary>
    [Fact]
    public void Writes_ThatAreDone_WakeTheSequencer()
    {
        var woken = 0;
        var writer = Start(new PresenceWriterOptions { OutboxWritten = () => woken++ });
        _store.Failing = true;
        writer.Tell(Update("a", 1));
        Pass(1);
        _store.Take();
        StatsWhen(writer, s => s.Failures == 1);
        Assert.Equal(0, woken);

        _store.Failing = false;
        Pass(2);
        _store.Take();
        StatsWhen(writer, s => s.Written == 1);
        Assert.Equal(1, woken);

        _store.ExpireResults.Enqueue(1);
        Pass(30);
        _store.TakeExpire();
        AwaitAssert(() => Assert.Equal(2, Volatile.Read(ref woken)), Patience.Max);
    }

    [Fact]
    public void Limits_Exceeded_DropAndCount()
    {
        var writer = Start(new PresenceWriterOptions { PendingMax = 2, EventsMax = 2 });
        foreach (var sn in new[] { "a", "b", "c" })
        {
            writer.Tell(Update(sn, 1));
            writer.Tell(new DeviceEvent(sn, "sn-conflict", "", T0));
        }

        writer.Tell(Update("a", 2)); // a terminal that waits already takes no more room
        Pass(1);

        var write = _store.Take();
        Assert.Equal([("a", 2), ("b", 1)], write.Updates.Select(u => (u.Sn, (int)(u.LastSeen - T0).TotalSeconds)).Order());
        Assert.Equal(["b", "c"], write.Events.Select(e => e.Sn));
        var stats = StatsWhen(writer, s => s.Written == 2);
        Assert.Equal((1, 1), (stats.DroppedUpdates, stats.DroppedEvents));
    }

    [Fact]
    public void Write_MoreThanOneBatch_GoesOnAtOnceOneAtATime()
    {
        var writer = Start(new PresenceWriterOptions { WriteMost = 2 });
        _store.Gate = new TaskCompletionSource();
        foreach (var sn in new[] { "a", "b", "c", "d", "e" }) writer.Tell(Update(sn, 1));
        Pass(1);
        Assert.Equal(2, _store.Take().Updates.Count);
        PassAndSettle(writer, 3);
        Assert.True(_store.IsEmpty); // the first has not ended
        _store.Gate.SetResult();

        Assert.Equal(2, _store.Take().Updates.Count);
        StatsWhen(writer, s => s.Written == 4);
        Pass(1);
        Assert.Single(_store.Take().Updates);
    }

    [Fact]
    public void Flush_WritesAllBeforeItsPaceAndAnswers()
    {
        var writer = Start(new PresenceWriterOptions { WriteMost = 2 });
        foreach (var sn in new[] { "a", "b", "c" }) writer.Tell(Update(sn, 1));
        writer.Tell(Flush.Instance, TestActor);

        Assert.Equal(0, ExpectMsg<Flushed>().Left);
        Assert.Equal(3, _store.Take().Updates.Count + _store.Take().Updates.Count);
        writer.Tell(Flush.Instance, TestActor);
        Assert.Equal(0, ExpectMsg<Flushed>().Left);
    }

    [Fact]
    public void Flush_StoreFails_SaysWhatIsLeft()
    {
        var writer = Start();
        _store.Failing = true;
        writer.Tell(Update("a", 1));
        writer.Tell(new DeviceEvent("a", "sn-conflict", "", T0));

        writer.Tell(Flush.Instance, TestActor);

        Assert.Equal(2, ExpectMsg<Flushed>().Left);
    }

    [Fact]
    public void Expire_Every30Seconds_LooksForThoseUnseenFor240()
    {
        Start(new PresenceWriterOptions { ExpireMost = 2 });
        _store.ExpireResults.Enqueue(2); // full: there may be more
        _store.ExpireResults.Enqueue(1);

        Pass(30);

        Assert.Equal(T0.AddSeconds(-240), _store.TakeExpire());
        Assert.Equal(T0.AddSeconds(-240), _store.TakeExpire());
        // The writer may not know yet that the last look has ended, and leaves the next round out then.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Pass(30);
                return _store.HasExpired;
            },
            Patience.Max));
    }

    private static PresenceUpdate Update(string sn, int seconds) =>
        new(sn, true, T0.AddSeconds(seconds), Transport.Socket, "10.0.0.7:4711", "akka://n1", T0, 1, 0, null);

    private IActorRef Start(PresenceWriterOptions? options = null)
    {
        var writer = Sys.ActorOf(PresenceWriter.Props(_store, new FakeTimeProvider(T0), options));
        StatsWhen(writer, _ => true); // started, and with it its timers
        return writer;
    }

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++) ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Lets time pass, and waits until the writer has taken note of it.</summary>
    private void PassAndSettle(IActorRef writer, int seconds)
    {
        Pass(seconds);
        StatsWhen(writer, _ => true);
    }

    private Stats StatsWhen(IActorRef writer, Func<Stats, bool> condition)
    {
        Stats? stats = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                writer.Tell(GetStats.Instance, TestActor);
                stats = ExpectMsg<Stats>();
                return condition(stats);
            },
            Patience.Max));
        return stats!;
    }

    private sealed record Write(IReadOnlyCollection<PresenceUpdate> Updates, IReadOnlyCollection<DeviceEvent> Events);

    private sealed class FakeStore : IPresenceStore
    {
        private readonly BlockingCollection<Write> _writes = [];
        private readonly BlockingCollection<DateTimeOffset> _expires = [];

        public volatile bool Failing;

        public TaskCompletionSource? Gate { get; set; }

        public ConcurrentQueue<int> ExpireResults { get; } = new();

        public bool IsEmpty => _writes.Count == 0;

        /// <summary>Whether silent terminals were looked for now, or a moment later.</summary>
        public bool HasExpired => _expires.TryTake(out _, millisecondsTimeout: 50);

        public Write Take() => _writes.TryTake(out var write, Patience.Max) ? write : throw new TimeoutException("Nothing was written.");

        public DateTimeOffset TakeExpire() =>
            _expires.TryTake(out var before, Patience.Max) ? before : throw new TimeoutException("Nothing was looked for.");

        public async Task WriteAsync(IReadOnlyCollection<PresenceUpdate> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation)
        {
            _writes.Add(new Write([.. updates], [.. events]), cancellation);
            if (Gate is { } gate) await gate.Task.WaitAsync(cancellation);
            if (Failing) throw new IOException("The database is gone.");
        }

        public Task<int> ExpireAsync(DateTimeOffset lastSeenBefore, int most, CancellationToken cancellation)
        {
            _expires.Add(lastSeenBefore, cancellation);
            return Task.FromResult(ExpireResults.TryDequeue(out var expired) ? expired : 0);
        }
    }
}
