using Gateway.Actors.Presence;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;

namespace Gateway.Platform.Redis;

/// <summary>Joins Redis to this node, when it is configured.</summary>
internal static class RedisSetup
{
    /// <summary>Before the loops that run once in the cluster are started.</summary>
    /// <param name="options">Null: there is no Redis.</param>
    public static void AddRedis(this IServiceCollection services, RedisOptions? options)
    {
        services.AddSingleton<IMetricSource, RedisMetrics>();
        if (options is null) return;
        services.AddSingleton(options).AddSingleton<RedisLink>().AddSingleton<IRedisProbe, RedisProbe>();
        services.AddSingleton<FeedStreams>().AddSingleton<FeedPublisher>().AddSingleton<InboundStore>().AddSingleton<InboundCommands>();
        services.AddSingleton<RedisPresence>().AddHostedService(provider => provider.GetRequiredService<RedisPresence>());
        services.AddSingleton<IPresenceStore>(provider => provider.GetRequiredService<RedisPresence>());
    }
}
