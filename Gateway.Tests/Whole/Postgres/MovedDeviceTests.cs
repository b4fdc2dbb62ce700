using Gateway.Actors.Commands;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>Shards move to a node that has come and back to one that had them: each writes where the other has written.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class MovedDeviceTests
{
    [PostgresFact]
    public async Task Device_ThatComesBackToTheProcessThatHadIt_Recovers()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        await using var one = CommandNode.Start(test, new FakeTimeProvider(At(9)));
        await using var other = CommandNode.Start(test, new FakeTimeProvider(At(9)));
        string[] ids = ["a", "b", "c"];
        foreach (var (node, id) in new[] { one, other, one }.Zip(ids))
        {
            await node.EnqueueAsync("d1", Push(id));
            await CommandNode.StopAsync(await node.System.ActorSelection(node.Router.Path / "d-d1").ResolveOne(Patience.Max));
        }

        var states = new List<CommandState>();
        foreach (var id in ids) states.Add((await other.Region.AskAsync<CommandFound>(new GetCommand("d1", id), Patience.Max)).Status.State);
        Assert.Equal([CommandState.Superseded, CommandState.Superseded, CommandState.Queued], states); // all three are of one person
    }
}
