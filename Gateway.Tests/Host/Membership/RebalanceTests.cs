using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Gateway.Actors.Devices;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Host.Membership;

public sealed class RebalanceTests
{
    [Fact]
    public async Task Rebalance_ToARegionWithoutShards_MovesTwentyOfTwoHundredARound()
    {
        await using var node = await TestNode.StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();
        var sharding = ClusterSharding.Get(system);
        var strategy = sharding.DefaultShardAllocationStrategy(ClusterShardingSettings.Create(system));
        (strategy as IStartableAllocationStrategy)?.Start();
        (strategy as IActorSystemDependentAllocationStrategy)?.Start(system);
        var (full, empty) = (system.ActorOf(Props.Empty), system.ActorOf(Props.Empty));
        var shards = Enumerable.Range(0, DeviceMessageExtractor.Shards).Select(static shard => $"{shard}").ToImmutableList();

        var moved = await strategy.Rebalance(
            ImmutableDictionary<IActorRef, IImmutableList<string>>.Empty.Add(full, shards).Add(empty, ImmutableList<string>.Empty), ImmutableHashSet<string>.Empty);

        Assert.Equal(20, moved.Count);
    }
}
