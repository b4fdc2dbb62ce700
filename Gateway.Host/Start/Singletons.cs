using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Jobs;
using Gateway.Actors.Nodes;
using Gateway.Actors.Projection;
using Gateway.Actors.Sweeper;
using Gateway.Platform.Alarms;
using Gateway.Platform.Counts;
using Gateway.Platform.Jobs;
using Gateway.Platform.Redis;
using Gateway.Storage.Hiding;
using Gateway.Storage.Nodes;
using Gateway.Storage.Retention;

namespace Gateway.Host.Start;

/// <summary>
/// Starts what runs once in the cluster; each runs where the cluster puts it. Not by Akka.Cluster.Hosting, which names the children otherwise: nodes of two versions would not find
/// each
/// other's. After the listeners are open: nothing of it is needed to serve, and its first rounds cost a start a fifth of a second.
/// </summary>
internal sealed class Singletons(ActorSystem system, IServiceProvider services, TimeProvider time, ILoggerFactory logs) : IHostedLifecycleService
{
    private static readonly TimeSpan FeedLookEvery = TimeSpan.FromSeconds(2);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        StartFeed();
        StartCommands();
        StartLoop(SingletonNames.Retention, RetainAsync);
        StartJobs();
        StartLoop(SingletonNames.Counts, services.GetRequiredService<ClusterCounts>().RunAsync);
        StartLoop(SingletonNames.Alarms, services.GetRequiredService<ClusterAlarms>().RunAsync);
        if (services.GetService<RedisLink>() is not null)
        {
            StartLoop(SingletonNames.RedisFeed, services.GetRequiredService<FeedPublisher>().RunAsync);
            StartLoop(SingletonNames.RedisCommands, services.GetRequiredService<InboundCommands>().RunAsync);
        }

        Watch();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Should one of the two that go on for ever fail, all begin again.</summary>
    private async Task RetainAsync(CancellationToken stop)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hiding = services.GetRequiredService<HidingLoop>().RunAsync(together.Token);
        Task[] endless = [services.GetRequiredService<SiteRetention>().RunAsync(together.Token), services.GetRequiredService<RetentionLoop>().RunAsync(together.Token)];
        try
        {
            await await Task.WhenAny(endless);
        }
        finally
        {
            await together.CancelAsync();
            await Task.WhenAll([hiding, .. endless]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void StartFeed()
    {
        var signal = services.GetRequiredService<FeedSignal>();
        Start(SingletonNames.Sequencer, FeedSequencer.Props(services.GetRequiredService<IFeedStore>(), signal.Publish, FeedLookEvery, lives => signal.IsFed = lives));
        services.GetRequiredService<OutboxSignal>().Wakes(Proxy(SingletonNames.Sequencer));
    }

    private void StartCommands()
    {
        Start(SingletonNames.Projection, CommandProjection.Props(
            services.GetRequiredService<ICommandProjectionStore>(), services.GetRequiredService<OutboxSignal>().Written, logs.CreateLogger<CommandProjection>()));
        services.GetRequiredService<ProjectionSignal>().Wakes(Proxy(SingletonNames.Projection));
        Start(SingletonNames.Sweeper, CommandSweeper.Props(
            services.GetRequiredService<ICommandSweepStore>(), services.GetRequiredService<DeviceRegion>(), new CommandSweeperOptions(), time,
            logs.CreateLogger<CommandSweeper>()));
    }

    private void StartJobs()
    {
        var runner = services.GetRequiredService<JobRunner>();
        StartLoop(SingletonNames.Jobs, runner.RunAsync, runner.Wake);
        services.GetRequiredService<JobSignal>().Wakes(Proxy(SingletonNames.Jobs));
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

    private void StartLoop(string name, Func<CancellationToken, Task> run, Action? woken = null)
    {
        var log = logs.CreateLogger<LoopActor>();
        Start(name, Props.Create(() => new LoopActor(run, log, woken)));
    }

    /// <summary>The way to the singleton, wherever it runs.</summary>
    private IActorRef Proxy(string name) => system.ActorOf(ClusterSingletonProxy.Props("/user/" + name, ClusterSingletonProxySettings.Create(system)), name + "-proxy");

    private void Start(string name, Props props) =>
        system.ActorOf(ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), name);
}
