using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Platform;

/// <summary>One item of the northbound feed, as far as a checker needs it.</summary>
/// <param name="Attendance">The record; null for an item of another kind.</param>
internal readonly record struct FeedEntry(long Seq, RecordKey? Attendance)
{
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static FeedEntry Read(JsonElement item) => new(
        item.GetProperty("seq").GetInt64(),
        item.GetProperty("kind").GetString() == "attendance" ? RecordKey.Read(item.GetProperty("data")) : null);
}
