namespace Gateway.Storage.Retention;

/// <summary>One run of the retention by site.</summary>
/// <param name="Day">By which is deleted, in <c>Gateway:TimeZone</c>.</param>
/// <param name="ByHand">Somebody has asked for it; false: it was the day's own.</param>
/// <param name="RequestedBy">Id of the API key, or <c>retention</c>.</param>
/// <param name="StartedAt">Null: it waits for the node that runs retention.</param>
/// <param name="EndedAt">Null: it waits or runs.</param>
/// <param name="Reason">Why it ended without deleting everything; null: it has.</param>
public sealed record RetentionRun(
    long Number, DateOnly Day, bool ByHand, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Reason)
{
    public override string ToString() => $"run {Number.ToString(CultureInfo.InvariantCulture)}";
}
