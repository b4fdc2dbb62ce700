using Gateway.Actors.Presence;
using Gateway.Host.Configuration;

namespace Gateway.Platform.Redis;

/// <summary>Joins Redis to this node, when it is configured.</summary>
internal static class RedisSetup
{
    /// <summary>Before the loops of <c>SingletonLoops</c> are started.</summary>
    public static void AddRedis(this IServiceCollection services, GatewayOptions options)
    {
        if (options.Redis is null) return;
        services.AddSingleton(provider => new RedisLink(options.Redis, provider.GetRequiredService<ILogger<RedisLink>>()));
        services.AddSingleton<RedisSampler>().AddSingleton<FeedStreams>().AddSingleton<FeedPublisher>().AddSingleton<InboundStore>().AddSingleton<InboundCommands>();
        services.AddSingleton<RedisPresence>().AddHostedService(provider => provider.GetRequiredService<RedisPresence>());
        services.AddSingleton<IPresenceStore>(provider => provider.GetRequiredService<RedisPresence>());
    }
}
