namespace Gateway.Actors.Feed;

/// <summary>What the platform hears of (contract, feed).</summary>
public enum FeedKind
{
    Attendance,
    Registration,
    Command,
    Device,
}

/// <summary>One item of the northbound feed.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="At">When it became true, UTC.</param>
/// <param name="DataJson">The item's <c>data</c>, a JSON object.</param>
/// <param name="Hidden">What of it may be personal data, as it is kept: not for reading. Null: nothing, or it stands in <paramref name="DataJson"/>.</param>
public sealed record FeedItem(long Seq, FeedKind Kind, string Sn, DateTimeOffset At, string DataJson, byte[]? Hidden = null);
