namespace Gateway.Storage.Certification;

/// <summary>A run of the certifier.</summary>
/// <param name="Number">1, 2, 3 …; over all devices.</param>
/// <param name="State"><c>running</c>, <c>completed</c> or <c>aborted</c>.</param>
/// <param name="Firmware">As the device's model said when the run began; null when it did not.</param>
/// <param name="AliveAt">When the node that runs it last said so.</param>
/// <param name="Report">What was found, JSON of the platform's making.</param>
public sealed record CertificationRow(
    long Number,
    string Sn,
    string State,
    string? Vendor,
    string? Model,
    string? Firmware,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset AliveAt,
    string Report)
{
    public const string Running = "running";

    public const string Completed = "completed";

    public const string Aborted = "aborted";
}
