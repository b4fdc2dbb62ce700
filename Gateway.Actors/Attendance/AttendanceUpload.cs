using Gateway.Actors.Sessions;

namespace Gateway.Actors.Attendance;

/// <summary>One upload of one terminal: what is readable and, if anything is not, the packet for the quarantine (D18, D27).</summary>
/// <param name="Records">The readable records, in the order of the packet; at most 500.</param>
/// <param name="Fault">What could not be read; null for a good packet.</param>
public sealed record AttendanceUpload(
    string Sn,
    Transport Transport,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<AttendanceRecord> Records,
    UploadFault? Fault)
{
    /// <summary>The quarantine entry that this was read again from: it goes in the transaction that stores this. Null: it has just come.</summary>
    public long? Releases { get; init; }
}

/// <summary>Why a packet, or some of its records, cannot be read.</summary>
/// <param name="ContentHash">SHA-256 of the packet's content: the same packet again is the same quarantine entry.</param>
/// <param name="Content">The packet as it came (decrypted where that was possible). Encrypted at rest.</param>
/// <param name="Reason">Names the record and the field, never a value.</param>
/// <param name="BadRecords">How many records are unreadable; 0 when the content as a whole is.</param>
/// <param name="TriesBeforeStoring">At which try with this packet its good records are stored: 3 on the socket (D18), 1 over HTTPS (D27), 0 never.</param>
public sealed record UploadFault(
    ReadOnlyMemory<byte> ContentHash,
    ReadOnlyMemory<byte> Content,
    string Reason,
    int BadRecords,
    int TriesBeforeStoring)
{
    /// <summary>
    /// The client's address (<see cref="Load.ClientAddress"/>) of a content that the device's key does not read: anybody may have sent it (D35). Null: the key reads it.
    /// </summary>
    public string? UnprovedFrom { get; init; }

    /// <summary>Which other key reads it; null: none that was tried does (D35).</summary>
    public KeyFinding? Key { get; init; }
}

/// <summary>What became of an upload, after the commit.</summary>
public enum UploadResult
{
    /// <summary>Every readable record is durable: answer 0000.</summary>
    Stored,

    /// <summary>The packet is in the quarantine and nothing of it was stored: answer 9999 (D18).</summary>
    Refused,

    /// <summary>There is no room for the packet in the quarantine (D35); its good records are durable. The terminal must keep it: no answer, or 9998.</summary>
    NotTaken,
}

/// <summary>The outcome of one <see cref="AttendanceUpload"/>, true from the moment its transaction has committed.</summary>
/// <param name="Stored">Records that were new.</param>
/// <param name="Duplicates">Records that were there already.</param>
/// <param name="Tries">How often this faulty packet has come; 0 for a good one.</param>
public readonly record struct UploadOutcome(UploadResult Result, int Stored, int Duplicates, int Tries);
