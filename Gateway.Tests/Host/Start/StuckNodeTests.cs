using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Host.Start;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Host.Start;

/// <summary>What Akka does not bring back by itself ends the node, whose supervisor starts it again.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class StuckNodeTests
{
    [Theory]
    [InlineData("/system/sharding/deviceCoordinator")]
    [InlineData("/user/" + SingletonNames.Projection)]
    public async Task SingletonManager_AskedToHandOverWhileItsNodeIsUp_EndsTheNode(string manager)
    {
        await using var node = await TestNode.StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();
        var asking = await system.ActorSelection("/user/" + NodeMessages.StatusActor).ResolveOne(Patience.Max);

        await Patience.UntilAsync( // A manager that is only beginning does not hear it.
            async () => (await node.GetAsync("/api/v1/cluster"))["nodes"]![0]!["singletons"]!.AsArray().Any(static name => (string?)name == SingletonNames.Projection), "runs");

        // As a node does that takes itself for the oldest. From then on Akka's manager waits to be removed, and nobody runs the singleton.
        system.ActorSelection(manager).Tell(HandOver(), asking);

        Assert.Contains(manager, await EndedAsync(node), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Downed, NodeRun.EndOf(node.Services).Code);
    }

    [Fact]
    public async Task ShardRegion_ThatTerminates_EndsTheNode()
    {
        await using var node = await TestNode.StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();
        const string region = DeviceRegion.RegionPath;

        system.Stop(await system.ActorSelection(region).ResolveOne(Patience.Max));

        Assert.Contains(region, await EndedAsync(node), StringComparison.Ordinal);
    }

    /// <summary>It may have terminated before the watch first looked for it.</summary>
    [Fact]
    public async Task ShardRegion_ThatIsGoneBeforeItWasFound_EndsTheNode()
    {
        await using var node = await TestNode.StartAsync();
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<Task<bool>> mayEnd = static () => Task.FromResult(true);
        Action<string> end = why => ended.TrySetResult(why);

        node.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new StuckWatch("/system/gone", Array.Empty<string>(), mayEnd, end, NullLogger.Instance)));

        Assert.Contains("/system/gone", await ended.Task.WaitAsync(Patience.Max), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OfANode_IsNoFault()
    {
        var node = await TestNode.StartAsync();
        var ending = node.Services.GetRequiredService<NodeEnding>();

        await node.StopAsync();

        Assert.Null(ending.Why);
        Assert.Equal(ExitCode.Stopped, NodeRun.EndOf(node.Services).Code);
        await node.DisposeAsync();
    }

    /// <summary>Akka's own message between managers, which is internal.</summary>
    private static object HandOver() =>
        typeof(ClusterSingletonManager).Assembly.GetType("Akka.Cluster.Tools.Singleton.HandOverToMe")!.GetProperty("Instance")!.GetValue(null)!;

    /// <summary>Waits until the node stops by itself; gives why.</summary>
    private static async Task<string> EndedAsync(TestNode node)
    {
        var stopping = new TaskCompletionSource();
        node.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task.WaitAsync(Patience.Max);
        return node.Services.GetRequiredService<NodeEnding>().Why ?? "";
    }
}
