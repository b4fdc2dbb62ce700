using Gateway.Actors.Sessions;

namespace Gateway.Actors.Attendance;

/// <summary>One recognition at a gate (识别结果). Unique on (<paramref name="Sn"/>, <paramref name="UserId"/>, <paramref name="RecogTime"/>), D18.</summary>
/// <param name="Id">Ours, version 7: made when the record is first read.</param>
/// <param name="RecogTime">When the face was recognised, UTC, whole milliseconds.</param>
/// <param name="RecogTimeText">The same as the terminal wrote it, in its own zone (D10).</param>
/// <param name="ReceivedAt">When the gateway read it, UTC.</param>
/// <param name="Site">Where the terminal stood then; null when not known.</param>
/// <param name="ExtraJson">Fields that the specification does not know, as one JSON object; null when none (D9).</param>
public sealed record AttendanceRecord(
    Guid Id,
    string Sn,
    string UserId,
    DateTimeOffset RecogTime,
    string RecogTimeText,
    DateTimeOffset ReceivedAt,
    Transport Transport,
    string? Site,
    string? ExtraJson);
