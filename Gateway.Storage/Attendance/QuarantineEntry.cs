using Gateway.Actors.Attendance;
using Gateway.Actors.Quarantine;
using Gateway.Actors.Sessions;

namespace Gateway.Storage.Attendance;

/// <summary>An upload, or part of one, that could not be read (D18, D27).</summary>
/// <param name="Tries">How often this packet has come.</param>
/// <param name="Content">As it came, decrypted where that was possible.</param>
public sealed record QuarantineEntry(
    string Id,
    string Sn,
    Transport Transport,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Tries,
    string Reason,
    int BadRecords,
    bool GoodRecordsStored,
    ReadOnlyMemory<byte> Content)
{
    /// <summary>The same to be read again.</summary>
    public KeptUpload ToKept() => new(long.Parse(Id, CultureInfo.InvariantCulture), Sn, Transport, Content, IsClear);

    /// <summary>The device's key reads it: its content stands here in clear. False: as it came, encrypted.</summary>
    public bool IsClear { get; init; }

    /// <summary>Which other key reads it, a code of <see cref="KeyFinding"/>; null: none that was tried.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>The same for people.</summary>
    public string? DiagnosisDetail { get; init; }
}
