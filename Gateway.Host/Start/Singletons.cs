using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Gateway.Actors.Nodes;
using Gateway.Platform.Alarms;
using Gateway.Platform.Redis;
using Gateway.Storage.Retention;

namespace Gateway.Host.Start;

/// <summary>Starts the loops that run on one node of the cluster.</summary>
internal sealed class SingletonLoops(ActorSystem system, IServiceProvider services, ILogger<SingletonLoop> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start(SingletonNames.Retention, services.GetRequiredService<RetentionLoop>().RunAsync);
        Start(SingletonNames.Alarms, services.GetRequiredService<ClusterAlarms>().RunAsync);
        if (services.GetService<RedisLink>() is not null)
        {
            Start(SingletonNames.RedisFeed, services.GetRequiredService<FeedPublisher>().RunAsync);
            Start(SingletonNames.RedisCommands, services.GetRequiredService<InboundCommands>().RunAsync);
        }

        return Task.CompletedTask;
    }

    /// <param name="name">Of the actor; frozen, since nodes of two versions must agree on it.</param>
    private void Start(string name, Func<CancellationToken, Task> run) => system.ActorOf(
        ClusterSingletonManager.Props(
            Props.Create(() => new SingletonLoop(run, log)), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)),
        name);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
