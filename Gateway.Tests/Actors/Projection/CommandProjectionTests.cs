using System.Text.Json.Nodes;
using System.Threading.Channels;
using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Projection;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Actors.Projection;

/// <summary>The projection behind real DeviceActors and a real SQL journal.</summary>
public class CommandProjectionTests
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    [Fact]
    public async Task Projection_CommandsOfSeveralDevices_ReachesTableAndOutbox()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        node.StartProjection();

        await node.EnqueueAsync("sn1", Push("c1"));
        await node.EnqueueAsync("sn2", SetClock("c2"));
        await node.EnqueueAsync("sn1", Push("c3"));
        await node.CancelAsync("sn2", "c2", At(9));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM outbox") == 2, "two outcomes");
        Assert.Equal(["queued", "cancelled", "superseded"], await StatesAsync(test, "c3", "c2", "c1"));
        Assert.Equal("c3", (await test.Commands.GetAsync("sn1", "c1", default))!.ResultDesc);
        var outcome = JsonNode.Parse((await test.ColumnAsync<string>("SELECT data FROM outbox WHERE sn = 'sn2'")).Single())!;
        Assert.Equal(("c2", "clock.set", "cancelled"), ((string?)outcome["id"], (string?)outcome["type"], (string?)outcome["state"]));
        await Patience.UntilAsync(() => node.Wakes > 0, "woken");
    }

    /// <summary>Stopped and started over and over, while commands come and end: every outcome once.</summary>
    [Fact]
    public async Task Projection_StoppedAtAnyMoment_WritesEachOutcomeOnce()
    {
        const int Commands = 150;
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        using var done = new CancellationTokenSource();
        var disturber = DisturbAsync(node, done.Token);

        await Parallel.ForEachAsync(Enumerable.Range(0, Commands), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await node.EnqueueAsync($"sn{i % 10}", Push($"c{i}", userId: $"u{i}"));
            await node.CancelAsync($"sn{i % 10}", $"c{i}", At(i));
        });
        await done.CancelAsync();
        await disturber;
        node.StartProjection();

        await Patience.UntilAsync(async () =>
            await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'cancelled'") == Commands, "every outcome");
        Assert.Equal(Commands, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(Commands, await test.NumberAsync("SELECT count(DISTINCT data) FROM outbox"));
    }

    /// <summary>A new process on the same files goes on where the old one was.</summary>
    [Fact]
    public async Task Projection_AfterARestartOfTheNode_GoesOnWithoutLossOrDouble()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using (var before = CommandNode.Start(test))
        {
            before.StartProjection();
            await before.EnqueueAsync("sn1", Push("c1", userId: "u1"));
            await before.CancelAsync("sn1", "c1", At(1));
            await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM outbox") == 1, "the first outcome");
        }

        await using (var between = CommandNode.Start(test))
        {
            await between.EnqueueAsync("sn1", Push("c2", userId: "u2"));
            await between.CancelAsync("sn1", "c2", At(2));
        }

        await test.ReopenAsync();
        await using var after = CommandNode.Start(test);
        after.StartProjection();
        await after.EnqueueAsync("sn1", Push("c3", userId: "u3"));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands") == 3, "the last command");
        Assert.Equal(["cancelled", "cancelled", "queued"], await StatesAsync(test, "c1", "c2", "c3"));
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Projection_NewEvent_IsInTheTableWithinASecond()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        node.StartProjection();
        await node.EnqueueAsync("sn1", Push("c0", userId: "u0"));
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands") == 1, "the first command");
        var delays = new List<TimeSpan>();

        for (var i = 1; i <= 5; i++)
        {
            await node.EnqueueAsync("sn1", Push($"c{i}", userId: $"u{i}"));
            var accepted = System.Diagnostics.Stopwatch.GetTimestamp();
            var count = i + 1;
            await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands") == count, "the next command");
            delays.Add(System.Diagnostics.Stopwatch.GetElapsedTime(accepted));
        }

        // The shortest: this machine may do something else for a while, but a pause of ours is in all of them.
        Assert.InRange(delays.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Another projection has had what it took, then the database is away: both times it looks again.</summary>
    [Fact]
    public async Task Projection_StoreFails_LooksAgain()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        await test.JournalAsync(Queued(Push("c1")), Succeeded(Push("c1"), 4));

        node.StartProjection(new FailingStore(test.Projection, new ProjectionFencedException(), new TimeoutException("away")));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM outbox") == 1, "the outcome");
        Assert.Equal(2, node.Log.Lines.Count(line => line.Contains("[1131]", StringComparison.Ordinal)));
    }

    /// <summary>More than a group is not worked off at the pace of the looks.</summary>
    [Fact]
    public async Task Projection_MoreThanAGroup_GoesOnAtOnce()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        await test.JournalAsync([.. Enumerable.Range(0, 2 * CommandProjection.GroupMax).Select(i => Queued(Push($"c{i}", userId: "u" + i)))]);
        var store = new FailingStore(test.Projection);

        node.StartProjection(store);

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM tags") == 0, "all of them");
        var groups = await store.FirstAsync(3);
        Assert.Equal([CommandProjection.GroupMax, CommandProjection.GroupMax, 0], groups);
    }

    /// <summary>Events behind a snapshot are deleted but for those that the feed does not have yet.</summary>
    [Fact]
    public async Task Journal_BehindASnapshot_KeepsWhatIsNotProjected()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        async Task EnqueueAsync(int from, int count)
        {
            for (var i = from; i < from + count; i++) await node.EnqueueAsync("sn1", Push($"c{i}", userId: $"u{i}"));
        }

        Task<long> EventsAsync() => test.NumberAsync("SELECT count(*) FROM journal WHERE deleted = (1 = 0)");

        await EnqueueAsync(0, 2 * DeviceActor.SnapshotEvery);
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT max(sequence_number) FROM snapshot") == 2 * DeviceActor.SnapshotEvery, "two snapshots");
        Assert.Equal(2 * DeviceActor.SnapshotEvery, await EventsAsync());
        Assert.Equal(DeviceActor.SnapshotEvery, (await test.Projection.ProjectAsync(DeviceActor.SnapshotEvery, default)).Events);

        await EnqueueAsync(2 * DeviceActor.SnapshotEvery, DeviceActor.SnapshotEvery);

        await Patience.UntilAsync(async () => await EventsAsync() == 2 * DeviceActor.SnapshotEvery, "the projected are gone");
        Assert.Equal(DeviceActor.SnapshotEvery + 1, await test.NumberAsync("SELECT min(sequence_number) FROM journal WHERE deleted = (1 = 0)"));
        Assert.Equal(2 * DeviceActor.SnapshotEvery, (await test.Projection.ProjectAsync(1000, default)).Events);
        Assert.Equal(3 * DeviceActor.SnapshotEvery, await test.NumberAsync("SELECT count(*) FROM commands"));
    }

    [Fact]
    public async Task History_AfterARestart_KnowsWhoHadCommands()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using (var before = CommandNode.Start(test)) await before.EnqueueAsync("sn1", Push("c1"));
        await using var node = CommandNode.Start(test);

        var history = new CommandHistory(await test.Journal.GetPersistenceIdsAsync(default));

        Assert.True(history.Has("sn1"));
        Assert.False(history.Has("sn2"));
        history.Begins("sn2");
        Assert.True(history.Has("sn2"));
    }

    private static async Task<string[]> StatesAsync(TestDatabase test, params string[] ids)
    {
        var states = new List<string>();
        foreach (var id in ids) states.Add(CommandText.Of((await test.Commands.FindAsync(id, 1, default)).Single().Status.State));
        return [.. states];
    }

    private static async Task DisturbAsync(CommandNode node, CancellationToken stop)
    {
        var random = new Random(7);
        while (!stop.IsCancellationRequested)
        {
            var projection = node.StartProjection();
            await Task.Delay(random.Next(30, 500), CancellationToken.None);
            if (random.Next(2) == 0) node.StartProjection(); // A second one, that goes on while the first is stopped.
            projection.Tell(PoisonPill.Instance);
        }
    }

    /// <summary>Fails first, once with each of <paramref name="failures"/>; notes how many events each group had.</summary>
    private sealed class FailingStore(ICommandProjectionStore store, params Exception[] failures) : ICommandProjectionStore
    {
        private readonly Channel<int> _groups = Channel.CreateUnbounded<int>();
        private int _calls;

        public async Task<ProjectedEvents> ProjectAsync(int most, CancellationToken cancellation)
        {
            if (_calls++ < failures.Length) throw failures[_calls - 1];
            var projected = await store.ProjectAsync(most, cancellation);
            _groups.Writer.TryWrite(projected.Events);
            return projected;
        }

        public async Task<int[]> FirstAsync(int count)
        {
            var first = new int[count];
            for (var i = 0; i < count; i++) first[i] = await _groups.Reader.ReadAsync();
            return first;
        }
    }
}
