using Gateway.Storage.Nodes;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;

namespace Gateway.Tests.Storage.Nodes;

public sealed class ClusterNodeStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task MayEnd_ForTwoNodesWithinAMinute_IsTrueForOne(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var nodes = new ClusterNodeStore(test.Database);

        var allowed = await Task.WhenAll(nodes.MayEndAsync(default), nodes.MayEndAsync(default));

        Assert.Single(allowed, static yes => yes);
        Assert.False(await nodes.MayEndAsync(default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task MayEnd_AMinuteLaterOrAfterAStepOfTheClock_IsTrueAgain(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var nodes = new ClusterNodeStore(test.Database);
        foreach (var away in new[] { -ClusterNodeStore.EndsApart - TimeSpan.FromSeconds(1), TimeSpan.FromDays(1) })
        {
            Assert.True(await nodes.MayEndAsync(default));
            await test.Database.WriteAsync(
                (db, stop) => db.ExecuteAsync($"UPDATE store SET node_ended_at = node_ended_at + {(long)away.TotalMilliseconds}", stop), default);
        }

        Assert.True(await nodes.MayEndAsync(default));
    }
}
