namespace Gateway.Storage.Counts;

/// <summary>A record of the feed, as the counts need it.</summary>
/// <param name="ReceivedAt">When it came.</param>
internal readonly record struct ClockIn(string Sn, string UserId, DateTimeOffset RecogTime, DateTimeOffset ReceivedAt)
{
    /// <summary>No text: it says who was where.</summary>
    public override string ToString() => nameof(ClockIn);
}
