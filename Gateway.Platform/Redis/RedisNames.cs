using Gateway.Actors.Feed;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>The keys of the contract, and two of ours. Frozen.</summary>
internal static class RedisNames
{
    public const string Group = "gateway";

    /// <summary>The field of a feed entry and of a command entry.</summary>
    public const string Data = "data";

    /// <summary>The field beside it in a command entry: hex of the HMAC-SHA256 of <see cref="Data"/>.</summary>
    public const string Hmac = "hmac";

    /// <summary>The field beside it in a feed entry.</summary>
    public const string Generation = "generation";

    public static readonly RedisKey Commands = "gateway:commands";
    public static readonly RedisKey Rejected = "gateway:commands:rejected";
    public static readonly RedisKey Presence = "gateway:presence";

    /// <summary>The id of the database whose feed the streams hold: numbers of another one must not pass for its own.</summary>
    public static readonly RedisKey Store = "gateway:feed:store";

    /// <summary>The generation that the streams' last entries are of; none = the database's first, from before there were generations.</summary>
    public static readonly RedisKey FeedGeneration = "gateway:feed:generation";

    public static RedisKey Feed(FeedKind kind) => "gateway:feed:" + FeedItemJson.KindText(kind);

    /// <summary>Where a stream is kept for a while whose numbers were taken back.</summary>
    public static RedisKey Aside(FeedKind kind, string generation) => Feed(kind).Append(":" + generation);
}
