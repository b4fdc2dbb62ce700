using Gateway.Actors.Feed;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>The keys of the contract, and one of ours. Frozen.</summary>
internal static class RedisNames
{
    public const string Group = "gateway";

    /// <summary>The one field of a feed entry and of a command entry.</summary>
    public const string Data = "data";

    public static readonly RedisKey Commands = "gateway:commands";
    public static readonly RedisKey Rejected = "gateway:commands:rejected";
    public static readonly RedisKey Presence = "gateway:presence";

    /// <summary>The id of the database whose feed the streams hold: numbers of another one must not pass for its own.</summary>
    public static readonly RedisKey Store = "gateway:feed:store";

    public static RedisKey Feed(FeedKind kind) => "gateway:feed:" + FeedItemJson.KindText(kind);
}
