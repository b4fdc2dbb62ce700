using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Nodes;
using Gateway.Actors.Projection;
using Gateway.Actors.Sweeper;
using Gateway.Platform.Alarms;
using Gateway.Platform.Redis;
using Gateway.Storage.Hiding;
using Gateway.Storage.Nodes;
using Gateway.Storage.Retention;

namespace Gateway.Host.Start;

/// <summary>
/// Starts what runs once in the cluster; each runs where the cluster puts it. Not by Akka.Cluster.Hosting, which names the children otherwise: nodes of two versions would not find
/// each
/// other's.
/// </summary>
internal sealed class Singletons(ActorSystem system, IServiceProvider services, TimeProvider time, ILoggerFactory logs) : IHostedService
{
    private static readonly TimeSpan FeedLookEvery = TimeSpan.FromMilliseconds(500);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        StartFeed();
        StartCommands();
        StartLoop(SingletonNames.Retention, async stop =>
        {
            var hiding = services.GetRequiredService<HidingLoop>().RunAsync(stop);
            await services.GetRequiredService<RetentionLoop>().RunAsync(stop);
            await hiding;
        });
        StartLoop(SingletonNames.Alarms, services.GetRequiredService<ClusterAlarms>().RunAsync);
        if (services.GetService<RedisLink>() is not null)
        {
            StartLoop(SingletonNames.RedisFeed, services.GetRequiredService<FeedPublisher>().RunAsync);
            StartLoop(SingletonNames.RedisCommands, services.GetRequiredService<InboundCommands>().RunAsync);
        }

        Watch();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void StartFeed()
    {
        Start(SingletonNames.Sequencer, FeedSequencer.Props(services.GetRequiredService<IFeedStore>(), services.GetRequiredService<FeedSignal>().Publish, FeedLookEvery));
        services.GetRequiredService<OutboxSignal>().Wakes(system.ActorOf(
            ClusterSingletonProxy.Props("/user/" + SingletonNames.Sequencer, ClusterSingletonProxySettings.Create(system)), SingletonNames.Sequencer + "-proxy"));
    }

    private void StartCommands()
    {
        Start(SingletonNames.Projection, CommandProjection.Props(
            services.GetRequiredService<ICommandProjectionStore>(), services.GetRequiredService<OutboxSignal>().Written, logs.CreateLogger<CommandProjection>()));
        Start(SingletonNames.Sweeper, CommandSweeper.Props(
            services.GetRequiredService<ICommandSweepStore>(), services.GetRequiredService<DeviceRegion>(), new CommandSweeperOptions(), time,
            logs.CreateLogger<CommandSweeper>()));
    }

    /// <summary>Over the managers, those of Akka's own coordinator and the region of the devices too.</summary>
    private void Watch()
    {
        string[] managers = [DeviceRegion.CoordinatorPath, .. SingletonNames.All.Select(static name => "/user/" + name)];
        var nodes = services.GetRequiredService<ClusterNodeStore>();
        Func<Task<bool>> mayEnd = () => nodes.MayEndAsync(CancellationToken.None);
        Action<string> end = services.GetRequiredService<NodeEnding>().End;
        var log = logs.CreateLogger<StuckWatch>();
        system.ActorOf(Props.Create(() => new StuckWatch(DeviceRegion.RegionPath, managers, mayEnd, end, log)), "stuck-watch");
    }

    private void StartLoop(string name, Func<CancellationToken, Task> run)
    {
        var log = logs.CreateLogger<LoopActor>();
        Start(name, Props.Create(() => new LoopActor(run, log)));
    }

    private void Start(string name, Props props) =>
        system.ActorOf(ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), name);
}
