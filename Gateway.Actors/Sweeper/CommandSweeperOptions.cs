namespace Gateway.Actors.Sweeper;

/// <summary>Limits of the <see cref="CommandSweeper"/>. The defaults hold in production; tests shorten the waits.</summary>
public sealed record CommandSweeperOptions
{
    /// <summary>How often expired commands are looked for: 1 s, since lists and batches are at most a second behind (contract). A small index answers it.</summary>
    public TimeSpan ExpireEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often unused persons are looked for: 10 minutes.</summary>
    public TimeSpan CleanEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a device's actor is waited for: 5 s.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Devices asked at the same time: 16.</summary>
    public int AsksAtOnce { get; init; } = 16;

    /// <summary>Devices read in one query: 500.</summary>
    public int DevicesPerQuery { get; init; } = 500;

    /// <summary>Persons, and photos, deleted in one transaction: 100.</summary>
    public int PersonsPerDelete { get; init; } = 100;
}
