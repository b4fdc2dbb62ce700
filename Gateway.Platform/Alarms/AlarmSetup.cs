using Gateway.Platform.Metrics;

namespace Gateway.Platform.Alarms;

/// <summary>Alarms in the container.</summary>
internal static class AlarmSetup
{
    /// <summary>
    /// The parts, and the look that every node takes; <see cref="ClusterAlarms"/> is begun where the cluster wants it. Beside them they need <see cref="WatchedNode"/>.
    /// </summary>
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddSingleton<AlarmRound>().AddSingleton<ClusterAlarms>().AddSingleton<RosterAlarms>().AddSingleton<IMetricSource, AlarmMetrics>()
        .AddSingleton<NodeAlarms>().AddHostedService(static provider => provider.GetRequiredService<NodeAlarms>());
}
