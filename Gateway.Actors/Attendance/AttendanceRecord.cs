using Gateway.Actors.Sessions;

namespace Gateway.Actors.Attendance;

/// <summary>One recognition at a gate (识别结果). Unique on (<paramref name="Sn"/>, <paramref name="UserId"/>, <paramref name="RecogTime"/>), D18; but D36.</summary>
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
    string? ExtraJson)
{
    /// <summary>A record may be so much older than its receipt: a terminal that was cut off for a year delivers what it has (D36).</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(400);

    /// <summary>A record may be so far ahead of its receipt: a wrong zone is no dead clock (D36).</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromDays(1);

    /// <summary>Whether it was recognised by a clock that is not to be believed, as after a power cut (D36). Follows from its times alone.</summary>
    public bool IsClockSuspect => RecogTime - ReceivedAt is var apart && (apart < -AgeMax || apart > AheadMax);
}
