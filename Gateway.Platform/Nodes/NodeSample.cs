using Gateway.Storage.Diagnostics;

namespace Gateway.Platform.Nodes;

/// <summary>What cannot be known without asking, as it was a few seconds ago.</summary>
/// <param name="Backlog">Null: the database did not answer.</param>
/// <param name="DatabaseTook">How long it took to answer.</param>
/// <param name="Shards">Shards of this node; null: its region did not answer.</param>
/// <param name="DeviceActors">Actors in them.</param>
/// <param name="Redis">Null: none is configured.</param>
internal sealed record NodeSample(DateTimeOffset At, Backlog? Backlog, TimeSpan DatabaseTook, int? Shards, int? DeviceActors, RedisSample? Redis)
{
    /// <summary>Age of the oldest item that the feed does not have yet; zero when there is none.</summary>
    public TimeSpan? FeedLag => Backlog is null ? null : Backlog.OldestItemAt is { } at && at < At ? At - at : TimeSpan.Zero;

    /// <summary>Age of the oldest item that Redis does not have for certain; zero when it has all; null when that is not known.</summary>
    public TimeSpan? RedisLag => Redis?.Lag is not { } lag ? null : lag.OldestAt is { } at && at < At ? At - at : TimeSpan.Zero;
}

/// <summary>What is known of Redis, as it was a few seconds ago.</summary>
/// <param name="IsUp">It answered this node.</param>
/// <param name="Lag">How far the streams are behind the feed; null: not known.</param>
/// <param name="CommandsPending">Entries of <c>gateway:commands</c> that were taken and are not acknowledged; null: not known.</param>
/// <param name="CommandsWaiting">Entries that nobody has taken yet; null: not known, as before Redis 7.</param>
internal sealed record RedisSample(bool IsUp, PublishLag? Lag, long? CommandsPending, long? CommandsWaiting);
