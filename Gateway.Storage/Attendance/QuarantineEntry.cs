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
    ReadOnlyMemory<byte> Content);
