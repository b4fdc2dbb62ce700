using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;

namespace Gateway.Actors.Quarantine;

/// <summary>Reads uploads out of the quarantine: those who ask know neither keys nor dialects, those who read know no quarantine (D35).</summary>
public interface IQuarantineReader
{
    /// <summary>
    /// Takes it in with the device's key of now, as if it had just come: what is in it is durable when this completes, and its entry gone in the same transaction.
    /// </summary>
    Task<RereadOutcome> ReadAgainAsync(KeptUpload kept, Device device);

    /// <summary>Whether the device's key of now gives JSON.</summary>
    bool IsReadBy(KeptUpload kept, Device device);

    /// <summary>Which key reads it that the device had before, or that somebody may have taken for its own; null: none.</summary>
    KeyFinding? Diagnose(KeptUpload kept, Device device);
}

/// <summary>An entry of the quarantine, to be read again.</summary>
/// <param name="Sn">Whose SN it came with.</param>
/// <param name="IsClear">The device's key has decrypted it; false: as it came.</param>
public sealed record KeptUpload(long Id, string Sn, Transport Transport, ReadOnlyMemory<byte> Content, bool IsClear)
{
    public override string ToString() => Sn;
}

/// <summary>What became of an entry.</summary>
public enum RereadResult
{
    /// <summary>Its records are durable, and it is gone. Records that are wrong have an entry of their own.</summary>
    Read,

    /// <summary>It cannot be read, and stays as it is.</summary>
    Unreadable,

    /// <summary>It could not be made durable, or there is no room for what is wrong in it: it stays, and may be tried again.</summary>
    NotStored,
}

/// <summary>What became of an entry, after the commit.</summary>
/// <param name="Stored">Records that were new.</param>
/// <param name="Duplicates">Records that were there already.</param>
/// <param name="Quarantined">Records that are wrong.</param>
public readonly record struct RereadOutcome(RereadResult Result, int Stored, int Duplicates, int Quarantined);
