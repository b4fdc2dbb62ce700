namespace Gateway.Codec.Bodies;

/// <summary>One recognition log of an upload (§5.3.3).</summary>
public sealed class AttendanceEntry
{
    /// <summary>Most characters of a user id.</summary>
    public const int UserIdLengthMax = 64;

    /// <summary>An entry to be written, or one that was read.</summary>
    /// <param name="index">Its place in the upload, from 0.</param>
    /// <param name="userId">Who was recognised.</param>
    /// <param name="recogTimeText">When, as it came.</param>
    /// <param name="recogTime">When, in the terminal's zone.</param>
    /// <param name="extraJson">Fields beyond the specification as one JSON object, in their order; null if there are none.</param>
    public AttendanceEntry(int index, string userId, string recogTimeText, DateTime recogTime, string? extraJson = null)
    {
        Index = index;
        UserId = userId;
        RecogTimeText = recogTimeText;
        RecogTime = recogTime;
        ExtraJson = extraJson;
    }

    /// <summary>Its place in the upload, from 0.</summary>
    public int Index { get; }

    /// <summary>Who was recognised, 1..<see cref="UserIdLengthMax"/> characters.</summary>
    public string UserId { get; }

    /// <summary>When, as it came. // D10</summary>
    public string RecogTimeText { get; }

    /// <summary>When, in the terminal's zone; of unspecified kind.</summary>
    public DateTime RecogTime { get; }

    /// <summary>Fields beyond the specification as one JSON object, in their order; null if there are none. // D9</summary>
    public string? ExtraJson { get; }

    /// <summary>Its place only.</summary>
    public override string ToString() => $"logs[{Index}]";
}
