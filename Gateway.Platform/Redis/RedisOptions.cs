using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>Redis, when it is configured.</summary>
/// <param name="FeedMaxLength">Entries that a stream of the feed keeps, about.</param>
/// <param name="RefillLength">Items of the feed, counted back from its end, that are published again at most when Redis has lost them.</param>
/// <param name="DeleteCommands">Acknowledged entries of <c>gateway:commands</c> are deleted, unless the stream has another group.</param>
/// <param name="AllFields">Items of the feed carry what may be personal data, too: all of <c>extra</c>, and <c>result_desc</c> in terminals' words.</param>
internal sealed record RedisOptions(ConfigurationOptions Connection, long FeedMaxLength, long RefillLength, bool DeleteCommands, bool AllFields = false)
{
    /// <summary>Entries of <c>gateway:commands</c> must carry an HMAC by this key; null = whoever may write to the stream is believed.</summary>
    public string? CommandsKey { get; init; }

    /// <summary>No address, no password.</summary>
    public override string ToString() => nameof(RedisOptions);
}
