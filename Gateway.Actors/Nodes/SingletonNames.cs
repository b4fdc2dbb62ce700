namespace Gateway.Actors.Nodes;

/// <summary>Names of what runs once in the cluster. Frozen: nodes of two versions must agree on them.</summary>
public static class SingletonNames
{
    /// <summary>Numbers the feed.</summary>
    public const string Sequencer = "feed-sequencer";

    /// <summary>Writes what happened to commands into their table and the feed.</summary>
    public const string Projection = "command-projection";

    /// <summary>Expires commands and deletes what nothing needs any more.</summary>
    public const string Sweeper = "command-sweeper";

    /// <summary>Deletes what is older than it is to be kept.</summary>
    public const string Retention = "retention";

    /// <summary>Copies the feed to Redis.</summary>
    public const string RedisFeed = "redis-feed";

    /// <summary>Takes commands from Redis.</summary>
    public const string RedisCommands = "redis-commands";

    /// <summary>Looks for what is wrong with sites, clocks and the feed, and ends alarms that nobody confirms.</summary>
    public const string Alarms = "alarms";

    /// <summary>Hands jobs out to their terminals.</summary>
    public const string Jobs = "job-runner";

    /// <summary>Counts what the feed brings and how the cluster is.</summary>
    public const string Counts = "counts";

    public static IReadOnlyList<string> All { get; } = [Sequencer, Projection, Sweeper, Retention, Alarms, Jobs, Counts, RedisFeed, RedisCommands];
}
