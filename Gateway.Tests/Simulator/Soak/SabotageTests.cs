using Akka.Actor;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Host.Start;
using Gateway.Simulator.Soak;
using Gateway.Simulator.Soak.Checking;
using Gateway.Simulator.Soak.Faults;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Soak.Servers;
using Gateway.Storage.Attendance;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Simulator.Soak.Sabotage;
using Gateway.Tests.Whole.Processes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Simulator.Soak;

/// <summary>
/// The proof of the soak's checker: a whole node in this process, in which one thing is deliberately broken, is soaked for some seconds, and the verdict names the invariant.
/// The same soak of an unbroken node finds nothing.
/// </summary>
[Trait(Category.Name, Category.Long)]
public sealed class SabotageTests
{
    private static readonly SoakSettings Short = new()
    {
        Terminals = 20,
        Duration = TimeSpan.FromSeconds(3),
        FaultEvery = null,
        Seed = 1,
        HeartbeatEvery = TimeSpan.FromSeconds(0.25),
        UploadsPerSecond = 50,
        CommandsPerSecond = 20,
        DeleteDelayMax = TimeSpan.FromSeconds(0.5),
        TakeoverTerminals = 6,
        TakeoverEvery = TimeSpan.FromSeconds(1.4), // Few for each: too many are a conflict (D20).
        SettleMax = TimeSpan.FromSeconds(2),
    };

    /// <summary>Runs of the unbroken gateway until each invariant was looked at.</summary>
    private const int RunsMax = 10;

    [Fact]
    public async Task Soak_UnbrokenGateway_FindsNothing()
    {
        // On a busy machine none takes over in one run; in a longer one some would too often (D20).
        HashSet<string> unseen =
        [
            Invariant.AcknowledgedIsStored, Invariant.DeletionNotLost, Invariant.OutcomeInFeedOnce, Invariant.OneLiveSession, Invariant.FeedStable, Invariant.RosterComplete,
        ];
        for (var run = 0; run < RunsMax && unseen.Count > 0; run++)
        {
            var options = Short with { Duration = TimeSpan.FromSeconds(6), SettleMax = Patience.Max, Seed = run, RosterSites = 2, RosterChangesPerSecond = 12 };
            var verdict = await SoakAsync(static _ => { }, options);

            // A busy machine may refuse a request, and says so.
            var broken = verdict.Invariants.Where(static invariant => invariant.Broken > 0 && invariant.Invariant != Invariant.LoadWasServed);
            Assert.Empty(broken.SelectMany(static invariant => invariant.Offenders.Prepend(invariant.Invariant)));
            unseen.ExceptWith(verdict.Invariants.Where(static invariant => invariant.Looked > 0).Select(static invariant => invariant.Invariant));
        }

        Assert.Empty(unseen);
    }

    [Fact]
    public async Task Soak_AcknowledgeBeforeCommit_IsCaught() =>
        await CaughtAsync(services => Attendance(services, static store => new AcknowledgeBeforeCommit(store)), Invariant.AcknowledgedIsStored);

    [Fact]
    public async Task Soak_SwallowedPersistFailure_IsCaught() =>
        await CaughtAsync(services => Attendance(services, static store => new SwallowPersistFailure(store)), Invariant.AcknowledgedIsStored);

    [ProveFact]
    public async Task Soak_SkippedDuplicateCheck_IsCaught() =>
        await CaughtAsync(services => Attendance(services, static store => new SkipDuplicateCheck(store)), Invariant.StoredOnce);

    [ProveFact]
    public async Task Soak_DroppedOutboxRow_IsCaught() => await CaughtAsync(services => Feed(services, SpoiledFeed.DropOutboxRow), Invariant.InFeedOnce);

    [ProveFact]
    public async Task Soak_PublishedTwice_IsCaught() => await CaughtAsync(services => Feed(services, SpoiledFeed.PublishTwice), Invariant.InFeedOnce);

    [ProveFact]
    public async Task Soak_NumberedWithGap_IsCaught() => await CaughtAsync(services => Feed(services, SpoiledFeed.NumberWithGap), Invariant.FeedGapless);

    [ProveFact]
    public async Task Soak_LostDeletion_IsCaught() => await CaughtAsync(
        services => Devices(services, static region => DeviceSaboteur.Props(region, losesDeletions: true)),
        Invariant.DeletionNotLost);

    [ProveFact]
    public async Task Soak_LostPushOfARoster_IsCaught() => await CaughtAsync(
        services => Devices(services, static region => DeviceSaboteur.Props(region, losesRosterPushes: true)),
        Invariant.RosterComplete,
        Short with { RosterSites = 2, RosterChangesPerSecond = 12 });

    [ProveFact]
    public async Task Soak_OldCloseRemovesNewSession_IsCaught() => await CaughtAsync(
        services => Devices(services, static region => DeviceSaboteur.Props(region, mixesSessions: true)),
        Invariant.OneLiveSession,
        Short with { Duration = TimeSpan.FromSeconds(8) }); // On a busy machine few take over in three seconds.

    private static void Devices(IServiceCollection services, Func<DeviceRegion, Props> broken) => services.AddSingleton(provider =>
        new DeviceRegion(provider.GetRequiredService<ActorSystem>().ActorOf(broken(provider.GetRequiredService<NodeActors>().Devices))));

    private static void Attendance(IServiceCollection services, Func<IAttendanceStore, IAttendanceStore> broken) =>
        services.AddSingleton(provider => broken(provider.GetRequiredService<AttendanceStore>()));

    private static void Feed(IServiceCollection services, string sql) =>
        services.AddSingleton<IFeedStore>(provider => new SpoiledFeed(provider.GetRequiredService<FeedStore>(), provider.GetRequiredService<Database>(), sql));

    /// <summary>Others may be broken by the same fault: a record that is published twice comes out of order as well.</summary>
    private static async Task CaughtAsync(Action<IServiceCollection> sabotage, string invariant, SoakSettings? settings = null)
    {
        var verdict = await SoakAsync(sabotage, settings ?? Short);
        Assert.Contains(invariant, verdict.Broken);
        Assert.NotEmpty(verdict.Invariants.Single(broken => broken.Invariant == invariant).Offenders);
    }

    private static async Task<SoakVerdict> SoakAsync(Action<IServiceCollection> sabotage, SoakSettings settings)
    {
        using var directory = new TempDirectory();
        await using var node = await TestNode.StartAsync(replace: sabotage);
        var addresses = new SoakAddresses(node.Endpoint, node.Http.BaseAddress!, node.Http.DefaultRequestHeaders.Authorization!.Parameter!);
        await new SoakSession(settings, addresses, new FaultTargets([], -1, -1, null), new HistoryFiles(directory), TextWriter.Null, TimeProvider.System)
            .RunAsync([], CancellationToken.None);
        return SoakChecker.Check(directory);
    }
}
