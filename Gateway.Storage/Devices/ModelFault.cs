namespace Gateway.Storage.Devices;

/// <summary>What is counted as a fault of a model, and how: each as the database has it, none is counted twice.</summary>
internal sealed record ModelFault(string Kind, string Sql)
{
    /// <summary>The latest of each kind that are looked at.</summary>
    public const int Most = 100_000;

    public static readonly ModelFault[] All =
    [
        new("commands_failed", Commands("result_code <> 'unreported'")),
        new("commands_unreported", Commands("result_code = 'unreported'")),
        new("uploads_quarantined", "SELECT sn, first_at AS happened FROM quarantine ORDER BY id DESC LIMIT @most"),
        new("alarms", "SELECT subject AS sn, since AS happened FROM alarms ORDER BY id DESC LIMIT @most"),
    ];

    // The state as the index ix_commands_failed has it.
    private static string Commands(string which) =>
        $"SELECT sn, ended_at AS happened FROM commands WHERE state = 'failed' AND ended_at > @since AND {which} ORDER BY ended_at DESC LIMIT @most";
}
