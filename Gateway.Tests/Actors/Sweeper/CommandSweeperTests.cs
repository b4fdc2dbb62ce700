using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sweeper;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Actors.Sweeper;

public class CommandSweeperTests
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private static readonly CommandSweeperOptions Quick = new()
    {
        ExpireEvery = TimeSpan.FromMilliseconds(50),
        CleanEvery = TimeSpan.FromMilliseconds(50),
        DevicesPerQuery = 2,
        PersonsPerDelete = 1,
    };

    /// <summary>Nothing is heard of these terminals at all.</summary>
    [Fact]
    public async Task Sweeper_CommandsOverTheirTime_ExpireWithoutAnyTraffic()
    {
        var time = new FakeTimeProvider(At(0));
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test, time);
        node.StartProjection();
        for (var i = 0; i < 5; i++) await node.EnqueueAsync($"sn{i}", Push($"c{i}", lifeSeconds: i == 4 ? 1000 : 60));
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands") == 5, "five commands");
        node.StartSweeper(Quick);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM outbox"));

        time.Advance(TimeSpan.FromSeconds(61));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'expired'") == 4, "four expiries");
        Assert.Equal(4, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(CommandState.Queued, (await test.Commands.GetAsync("sn4", "c4", default))!.State);

        // Whoever replaced it was not heard by its actor: nothing of a terminal that was replaced stays open (D39).
        await test.Devices.PutAsync([new DeviceChange("sn4", "l8iTgWXT", DeviceKind.Attendance, null, null, null, null, null)], default);
        await test.Devices.PutAsync([new DeviceChange("sn5", "l8iTgWXT", null, null, null, null, null, null) { Replaces = "sn4" }], default);
        await Patience.UntilAsync(async () => (await test.Commands.GetAsync("sn4", "c4", default))!.ResultCode == "replaced", "its end");
    }

    [Fact]
    public async Task Sweeper_PersonsNoCommandNeeds_AreDeletedOnceTheirCommandsAreProjected()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test, test.Clock);
        var kept = await test.Persons.SaveAsync(Person("kept", Photo(seed: 1)), default);
        var unused = await test.Persons.SaveAsync(Person("unused", Photo(seed: 2)), default);
        var other = await test.Persons.SaveAsync(Person("other", Photo(seed: 3)), default);
        await node.EnqueueAsync("sn1", Push("c1", kept));
        test.Clock.Now += TimeSpan.FromHours(3);
        node.StartSweeper(Quick);
        await Patience.UntilAsync(() => node.Looks >= 3, "rounds that find nothing: the journal is not projected");
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM persons"));

        node.StartProjection();

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM photos") == 1, "two photos deleted");
        Assert.Equal([kept], (await test.Persons.LoadAsync([kept, unused, other], default)).Keys);
    }

    [Fact]
    public async Task Sweeper_SilentDevice_DoesNotKeepTheOthersFromTheirTurn()
    {
        await using var test = await TestDatabase.CreateAsync(Provider);
        await using var node = CommandNode.Start(test, test.Clock);
        node.StartProjection();
        for (var i = 0; i < 5; i++) await node.EnqueueAsync($"sn{i}", Push($"c{i}", lifeSeconds: 60));
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands") == 5, "five commands");
        test.Clock.Now += TimeSpan.FromMinutes(2);
        // The first one does not answer any more.
        await SuspendAsync(node, "d-sn0");

        node.StartSweeper(Quick with { AskTimeout = TimeSpan.FromMilliseconds(300) });

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'expired'") == 4, "four expiries");
        await Patience.UntilAsync(() =>
            Task.FromResult(node.Log.Lines.Any(line => line.Contains("[1134]", StringComparison.Ordinal))), "word of the silent one");
    }

    private static async Task SuspendAsync(CommandNode node, string child)
    {
        var actor = await node.System.ActorSelection(node.Router.Path / child).ResolveOne(Patience.Max);
        ((IInternalActorRef)actor).Suspend();
    }
}
