namespace Gateway.Simulator.Terminals;

/// <summary>How the terminals of a run behave.</summary>
internal sealed record FleetOptions
{
    /// <summary>Most records that one upload may have: fewer than five (§5.3.3).</summary>
    public const int RecordsPerUploadMax = 4;

    /// <summary>Between the heartbeats of one terminal.</summary>
    public required TimeSpan HeartbeatEvery { get; init; }

    /// <summary>Between the uploads of one terminal; null for none.</summary>
    public required TimeSpan? UploadEvery { get; init; }

    /// <summary>Records made for each upload.</summary>
    public int RecordsPerUpload { get; init; } = RecordsPerUploadMax;

    /// <summary>Terminals that connect for the first time each second.</summary>
    public required double RampPerSecond { get; init; }

    /// <summary>How long a request may stay unanswered before the terminal gives its connection up.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary>Zone of the terminals' clocks (D10).</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How far the clocks are ahead of the truth at first; negative for behind.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>True if records are repeated in other groups than they were sent in (field notes, retry behaviour).</summary>
    public bool Regroup { get; init; }

    /// <summary>Persons whose user_id fits this pattern (with * and ?) are answered 9999; null for none.</summary>
    public string? FailUsers { get; init; }

    /// <summary>What a terminal says to those; null for words of its own.</summary>
    public string? FailWords { get; init; }

    /// <summary>True: latencies count from when a request was due, not from when it was sent, so that a gateway that stands still is not measured too well.</summary>
    public bool OpenLoop { get; init; }

    /// <summary>Terminals connect from 127.0.0.1 and the addresses after it, so many; 0 leaves the address to the system.</summary>
    public int SourceAddresses { get; init; }

    /// <summary>Between the pulls of one HTTPS terminal (§6).</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Begins every user_id of the run, so that no record of one run is the same as one of another.</summary>
    public required string RunTag { get; init; }
}
