namespace Gateway.Platform.Rest;

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

    /// <summary>Bytes of a body with commands: 4 MiB, room for one photo of 2 MiB in percent-encoded Base64, or for a list of 100 000 targets.</summary>
    public const long CommandLengthMax = 4 * 1024 * 1024;

    /// <summary>How long a request to many targets may take: 5 minutes.</summary>
    public static readonly TimeSpan BatchTimeMax = TimeSpan.FromMinutes(5);

    /// <summary>SNs that a request may list: 100 000.</summary>
    public const int TargetsMax = 100_000;

    /// <summary>Targets of one request that are asked at the same time: 64.</summary>
    public int TargetsAtOnce { get; init; } = 64;

    /// <summary>How long one question to a device's queue is waited for: 5 s.</summary>
    public TimeSpan CommandAskTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it is tried to put a command into a device's queue: 10 s.</summary>
    public TimeSpan CommandDeadline { get; init; } = TimeSpan.FromSeconds(10);

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
