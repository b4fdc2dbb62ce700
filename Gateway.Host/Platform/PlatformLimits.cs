namespace Gateway.Host.Platform;

/// <summary>Limits of the Platform API. The defaults hold in production; tests shorten the waits.</summary>
public sealed record PlatformLimits
{
    /// <summary>Bytes of a JSON body: 1 MiB.</summary>
    public const long BodyLengthMax = 1024 * 1024;

    /// <summary>Bytes of an import: 256 MiB.</summary>
    public const long ImportLengthMax = 256L * 1024 * 1024;

    /// <summary>How long an import may take: 30 minutes.</summary>
    public static readonly TimeSpan ImportTimeMax = TimeSpan.FromMinutes(30);

    /// <summary>How long any other request may take, the waiting of the feed aside: 30 s.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>How many consumers may wait for the feed on one node at a time, long polls and streams together: 100. One more is answered 503.</summary>
    public int FeedConsumers { get; init; } = 100;

    /// <summary>A waiting consumer reads the feed again at least so often, signal or not: 1 s.</summary>
    public TimeSpan FeedReadAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so long without an item a stream gets a comment, and its key is looked up again: 15 s.</summary>
    public TimeSpan FeedKeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the live state of a device is waited for: 2 s. Then the stored presence is shown.</summary>
    public TimeSpan LiveStateTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a decommission is waited for: 10 s.</summary>
    public TimeSpan DecommissionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a readiness check may take: 2 s.</summary>
    public TimeSpan ReadinessTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
