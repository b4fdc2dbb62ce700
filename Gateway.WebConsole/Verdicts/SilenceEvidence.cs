using Gateway.Actors.Devices;
using Gateway.Actors.Sightings;

namespace Gateway.WebConsole.Verdicts;

/// <summary>All that is known about why a terminal is, or is not, heard.</summary>
public sealed record SilenceEvidence
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The SN is provisioned.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary><c>online</c>, <c>offline</c>, <c>never</c> or <c>disabled</c>.</summary>
    public string Status { get; init; } = "never";

    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Code of the <c>CloseReason</c> of its last connection; null while online.</summary>
    public string? OfflineReason { get; init; }

    /// <summary>Enrolment terminals, and those that speak §6, come over HTTPS: they hold no connection.</summary>
    public bool IsHttp { get; init; }

    /// <summary>Its clock less ours.</summary>
    public int? ClockSkewSeconds { get; init; }

    public TimeSpan ClockSkewAllowed { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often another connection took its session over, since its actor started.</summary>
    public long Takeovers { get; init; }

    /// <summary>From where it may come, as of now.</summary>
    public AllowedAddresses Allowed { get; init; } = AllowedAddresses.Any;

    /// <summary>What this node saw of the SN beside its session.</summary>
    public IReadOnlyList<Sighting> Sightings { get; init; } = [];

    /// <summary>When an upload of it was last put into quarantine because it could not be decrypted.</summary>
    public DateTimeOffset? UndecryptableUploadAt { get; init; }

    /// <summary>Which other key has encrypted it, a code of <see cref="Actors.Attendance.KeyFinding"/>; null: not known.</summary>
    public string? UploadKey { get; init; }
}
