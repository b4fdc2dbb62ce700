using System.Text.Json.Nodes;
using Akka;
using Akka.Actor;
using Akka.Streams.Dsl;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Storage.Journal;
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
        Assert.True(node.Wakes > 0);
        Assert.Equal(At(9), node.Until.Value);
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

    /// <summary>A journal that fails, and then one that ends: both are begun again, from the stored position.</summary>
    [Fact]
    public async Task Projection_JournalFailsOrEnds_BeginsAgainFromWhatIsStored()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test);
        var push = Push("c1");
        var asked = new List<long>();
        var journal = new ScriptedJournal(asked,
            Source.Failed<JournalledEvent>(new InvalidOperationException("away")),
            Source.From(Journal(3, Queued(push))),
            Source.From(Journal(8, Succeeded(push, 4))).Concat(Source.Never<JournalledEvent>()));

        node.StartProjection(journal);

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM outbox") == 1, "the outcome");
        Assert.Equal([0, 0, 3], asked);
        Assert.Equal(2, node.Log.Lines.Count(line => line.Contains("[1131]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Projection_QuietJournal_MovesItsTimeOn()
    {
        var time = new FakeTimeProvider(At(3600));
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test, time);
        node.StartProjection(quietAfter: TimeSpan.FromMilliseconds(500));

        await node.EnqueueAsync("sn1", Push("c1"));

        await Patience.UntilAsync(() => Task.FromResult(node.Until.Value == At(3600)), "the time of the look");
        await Patience.UntilAsync(async () => (await test.Projection.GetPositionAsync(default)).Until == At(3600), "the same for other nodes");
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM commands"));
    }

    /// <summary>Events that are not projected yet keep the time back.</summary>
    [Fact]
    public async Task Projection_EventsBehind_KeepItsTimeBack()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test, new FakeTimeProvider(At(3600)));
        var journal = new ScriptedJournal([], Source.Never<JournalledEvent>()) { Current = Source.From(Journal(3, Queued(Push("c1")))) };

        node.StartProjection(journal, TimeSpan.FromMilliseconds(20));

        await Patience.UntilAsync(() => Task.FromResult(journal.Looks > 3), "looks");
        Assert.Equal(DateTimeOffset.UnixEpoch, node.Until.Value);
    }

    [Fact]
    public async Task History_AfterARestart_KnowsWhoHadCommands()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using (var before = CommandNode.Start(test)) await before.EnqueueAsync("sn1", Push("c1"));
        await using var node = CommandNode.Start(test);

        var history = await CommandHistory.LoadAsync(new CommandJournal(node.System), Akka.Streams.ActorMaterializer.Create(node.System));

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

    private sealed class ScriptedJournal(List<long> asked, params Source<JournalledEvent, NotUsed>[] sources) : ICommandJournal
    {
        public Source<JournalledEvent, NotUsed> After(long position)
        {
            asked.Add(position);
            return sources[asked.Count - 1];
        }

        public Source<JournalledEvent, NotUsed> Current { get; init; } = Source.Empty<JournalledEvent>();

        public int Looks { get; private set; }

        public Source<JournalledEvent, NotUsed> CurrentAfter(long position)
        {
            Looks++;
            return Current;
        }

        public Source<string, NotUsed> CurrentPersistenceIds() => Source.Empty<string>();
    }
}
