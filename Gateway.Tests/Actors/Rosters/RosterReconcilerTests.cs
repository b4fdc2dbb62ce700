using Akka.Actor;
using Gateway.Actors.Rosters;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Storage.Rosters;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Actors.Rosters;

/// <summary>With real DeviceActors, whose journal is the database's.</summary>
public sealed class RosterReconcilerTests
{
    private static readonly RosterOptions Quick = new()
    {
        LookEvery = TimeSpan.FromMilliseconds(50),
        LookApart = TimeSpan.FromMilliseconds(5),
        AskTimeout = TimeSpan.FromMilliseconds(500),
        PauseFirst = TimeSpan.FromMilliseconds(50),
        PauseMax = TimeSpan.FromMilliseconds(100),
        Lease = TimeSpan.FromSeconds(2),
        ClaimMost = 3,
    };

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    /// <summary>A node that stops while the database is away stops as any other.</summary>
    [Fact]
    public async Task Reconciler_StoppedWhileTheDatabaseFails_Ends()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var node = CommandNode.Start(test);
        using var stop = new CancellationTokenSource();
        var store = new BadStore(test.Reconcile, stop);

        await new RosterReconciler(store, node.Region, test.RosterSignal, Quick, TimeProvider.System, NullLogger<RosterReconciler>.Instance).RunAsync(stop.Token);

        Assert.Equal(1, store.Failures);
    }

    /// <summary>
    /// Two nodes at once; one terminal's actor that does not answer at first, of a site of its own; and a database that fails one time in five. Everybody is ordered once, the
    /// silent one's when it answers, and what is marked while all that runs is not lost.
    /// </summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Reconciler_TwoNodesASilentActorAndABadDatabase_OrderEverybodyOnce(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var node = CommandNode.Start(test);
        node.StartProjection();
        var sites = new RosterCase(test);
        for (var i = 0; i < 3; i++)
        {
            await sites.SiteAsync($"s{i}", shard: i);
            for (var d = 0; d < (i == 0 ? 1 : 3); d++) await sites.DeviceAsync($"sn{i}{d}", $"s{i}");
            for (var u = 0; u < 8; u++) await sites.WantAsync($"s{i}", $"u{u}", "a");
        }

        await node.EnqueueAsync("sn00", Samples.Push("wakes", userId: "other"));
        var silent = await node.System.ActorSelection(node.Router.Path + "/d-sn00").ResolveOne(Patience.Max);
        ((IInternalActorRef)silent).Suspend();
        using var logs = new LoggerFactory([node.Log]);
        using var stop = new CancellationTokenSource();
        var store = new BadStore(test.Reconcile);
        RosterReconciler Make() => new(store, node.Region, test.RosterSignal, Quick, TimeProvider.System, logs.CreateLogger<RosterReconciler>());
        Task[] running = [Make().RunAsync(stop.Token), Make().RunAsync(stop.Token)];
        Task UntilAsync(long rows, string what) =>
            Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands WHERE roster_site IS NOT NULL") == rows, what);

        await UntilAsync(48, "the orders of six terminals");
        await Patience.UntilAsync(() => Task.FromResult(node.Log.Lines.Any(static line => line.Contains("[1532]", StringComparison.Ordinal))), "word of the silent one");
        await sites.WantAsync("s1", "u8", "a");
        test.RosterSignal.Written();
        await UntilAsync(51, "one more on three terminals");
        ((IInternalActorRef)silent).Resume(null);
        await UntilAsync(59, "the orders of the seventh");
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM roster_work") == 0, "nothing left to do");

        Assert.Equal(59, await test.NumberAsync("SELECT count(*) FROM (SELECT DISTINCT sn, user_id FROM commands WHERE roster_site IS NOT NULL) c"));
        Assert.Equal(59, await test.NumberAsync(
            "SELECT count(*) FROM roster_devices x JOIN commands c ON c.sn = x.sn AND c.id = x.command_id WHERE x.delivered AND c.state = 'queued'"));
        Assert.True(store.Failures > 3);
        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(Patience.Max);
    }

    /// <param name="stop">Stopped by the first call, which fails; null: one call in five fails.</param>
    private sealed class BadStore(ReconcileStore store, CancellationTokenSource? stop = null) : IReconcileStore
    {
        private readonly Random _random = new(5);

        public int Failures { get; private set; }

        public Task<IReadOnlyList<int>> GetDueShardsAsync(DateTimeOffset now, CancellationToken cancellation) => Fails(() => store.GetDueShardsAsync(now, cancellation));

        public Task<bool> TurnDayAsync(string zone, string day, CancellationToken cancellation) => Fails(() => store.TurnDayAsync(zone, day, cancellation));

        public Task<IReadOnlyList<RosterTask>> ClaimAsync(int shard, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellation) =>
            Fails(() => store.ClaimAsync(shard, now, until, most, cancellation));

        public Task<RosterRound?> OrderAsync(RosterTask task, Func<string, string> today, DateTimeOffset now, CancellationToken cancellation) =>
            Fails(() => store.OrderAsync(task, today, now, cancellation));

        public Task FinishAsync(string sn, long change, IReadOnlyCollection<string> delivered, DateTimeOffset? again, CancellationToken cancellation) =>
            Fails(async () =>
            {
                await store.FinishAsync(sn, change, delivered, again, cancellation);
                return true;
            });

        private Task<T> Fails<T>(Func<Task<T>> call)
        {
            lock (_random)
            {
                if (stop is not null || _random.Next(5) == 0)
                {
                    stop?.Cancel();
                    Failures++;
                    return Task.FromException<T>(new StorageAwayException("away"));
                }
            }

            return call();
        }
    }
}
