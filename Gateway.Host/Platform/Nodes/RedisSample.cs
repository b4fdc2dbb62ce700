using Gateway.Storage.Diagnostics;

namespace Gateway.Platform.Nodes;

/// <summary>What is known of Redis, as it was a few seconds ago.</summary>
/// <param name="IsUp">It answered this node.</param>
/// <param name="Lag">How far the streams are behind the feed; null: not known.</param>
/// <param name="CommandsPending">Entries of <c>gateway:commands</c> that were taken and are not acknowledged; null: not known.</param>
/// <param name="CommandsWaiting">Entries that nobody has taken yet; null: not known, as before Redis 7.</param>
internal sealed record RedisSample(bool IsUp, PublishLag? Lag, long? CommandsPending, long? CommandsWaiting);
