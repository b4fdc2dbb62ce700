using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Actors.Projection;
using Gateway.Actors.Sweeper;
using Gateway.Storage.Commands;
using Gateway.Storage.Journal;

namespace Gateway.Host.Start;

/// <summary>Starts what runs once in the cluster for commands: the projection and the sweeper.</summary>
internal static class CommandSingletons
{
    /// <summary><see cref="ProjectedUntil"/>, for this node's DeviceActors and for the sweeper.</summary>
    public static IServiceCollection AddCommandProjection(this IServiceCollection services) =>
        services.AddSingleton<ProjectedUntil>().AddHostedService(provider => provider.GetRequiredService<ProjectedUntil>());

    /// <summary>Starts both on this node; each runs where the cluster puts it.</summary>
    /// <param name="outboxWritten">Wakes the feed's sequencer.</param>
    public static void Start(ActorSystem system, IServiceProvider services, DeviceRegion devices, Action outboxWritten)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var until = services.GetRequiredService<ProjectedUntil>();
        var projection = CommandProjection.Props(
            services.GetRequiredService<CommandProjector>(), new CommandJournal(system), until, outboxWritten, time, CommandProjection.QuietAfter,
            services.GetRequiredService<ILogger<CommandProjection>>());
        var sweeper = CommandSweeper.Props(
            services.GetRequiredService<CommandStore>(), services.GetRequiredService<PersonStore>(), devices, () => until.Value, new CommandSweeperOptions(),
            time, services.GetRequiredService<ILogger<CommandSweeper>>());
        StartOne(system, projection, SingletonNames.Projection);
        StartOne(system, sweeper, SingletonNames.Sweeper);
    }

    private static void StartOne(ActorSystem system, Props props, string name) =>
        system.ActorOf(ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), name);
}
