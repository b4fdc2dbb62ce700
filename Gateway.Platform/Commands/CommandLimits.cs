namespace Gateway.Platform.Commands;

/// <summary>Limits of commands. The defaults hold in production; tests shorten the waits.</summary>
internal sealed record CommandLimits
{
    /// <summary>Bytes of a body with commands: 4 MiB, room for one photo of 2 MiB in percent-encoded Base64, or for a list of 100 000 targets.</summary>
    public const long LengthMax = 4 * 1024 * 1024;

    /// <summary>SNs that a request may list: 100 000.</summary>
    public const int TargetsMax = 100_000;

    /// <summary>Targets of one request that are asked at the same time: 64.</summary>
    public int TargetsAtOnce { get; init; } = 64;

    /// <summary>How long one question to a device's queue is waited for: 5 s.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it is tried to put a command into a device's queue: 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);
}
