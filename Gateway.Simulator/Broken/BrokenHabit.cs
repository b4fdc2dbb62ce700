namespace Gateway.Simulator.Broken;

/// <summary>One way in which a terminal is broken, and what it does then. Each is at one SN of its own.</summary>
/// <param name="Name">Short; the SN ends with it.</param>
/// <param name="Cause">What is wrong, for people.</param>
internal sealed record BrokenHabit(string Name, string Cause)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    /// <summary>Whether the gateway knows the SN.</summary>
    public bool IsProvisioned { get; private init; } = true;

    public bool IsEnabled { get; private init; } = true;

    public bool HasRightKey { get; private init; } = true;

    /// <summary>What its clock shows for ever, whatever it is told; null for the right time.</summary>
    public string? Clock { get; private init; }

    /// <summary>Time between heartbeats on a connection; null: one, and then nothing any more.</summary>
    public TimeSpan? BeatEvery { get; private init; } = Often;

    /// <summary>It hangs up after as long; null: it stays until the gateway closes.</summary>
    public TimeSpan? HangsUpAfter { get; private init; }

    /// <summary>Whether it connects again after the end of a connection.</summary>
    public bool ComesBack { get; private init; } = true;

    /// <summary>How many terminals use the SN.</summary>
    public int Terminals { get; private init; } = 1;

    /// <summary>What it says to whoever is pushed with a photo; null: it takes him in.</summary>
    public string? RefusalWords { get; private init; }

    /// <summary>All that <c>broken</c> knows.</summary>
    public static IReadOnlyList<BrokenHabit> All { get; } =
    [
        new("key", "encrypts with the wrong key") { HasRightKey = false },
        new("unknown", "its SN is not provisioned") { IsProvisioned = false },
        new("disabled", "is disabled by the platform") { IsEnabled = false },
        new("clock", "its clock is stuck in 1970 and cannot be set") { Clock = "1970-01-01 08:00:00" },
        new("silent", "sends one heartbeat, keeps the connection, and stays silent") { BeatEvery = null, ComesBack = false },
        new("flapping", "disconnects after every heartbeat") { HangsUpAfter = TimeSpan.FromMilliseconds(500) },
        new("twin", "two terminals share one SN") { Terminals = 2 },
        new("photo", "refuses every photo") { RefusalWords = "照片质量不合格: no face found" }
    ];
}
