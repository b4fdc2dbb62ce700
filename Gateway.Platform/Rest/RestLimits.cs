namespace Gateway.Platform.Rest;

/// <summary>Limits of the Platform API. The defaults hold in production; tests shorten the waits.</summary>
internal sealed record RestLimits
{
    /// <summary>Bytes of a JSON body: 1 MiB.</summary>
    public const long BodyLengthMax = 1024 * 1024;

    /// <summary>How long an import may take: 30 minutes.</summary>
    public static readonly TimeSpan ImportTimeMax = TimeSpan.FromMinutes(30);

    /// <summary>How long any other request may take, the waiting of the feed aside: 30 s.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>How long a request to many targets may take: 5 minutes.</summary>
    public static readonly TimeSpan BatchTimeMax = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many consumers may wait for the feed on one node at a time, long polls and streams together: 200, one key alone 100
    /// (<see cref="Gateway.Platform.Keys.KeyShares"/>). One more is answered 503.
    /// </summary>
    public int FeedConsumers { get; init; } = 200;

    /// <summary>While consumers wait the feed's end is read at least so often, signal or not (on another node than the sequencer's there is none): 100 ms.</summary>
    public TimeSpan FeedReadAgain { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After so long without an item a stream gets a comment: 15 s.</summary>
    public TimeSpan FeedKeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a readiness check may take: 2 s.</summary>
    public TimeSpan ReadinessTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
