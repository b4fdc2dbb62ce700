namespace Gateway.Storage.Retention;

/// <summary>What one batch has deleted.</summary>
/// <param name="Found">Rows that were to go: fewer than asked for means that no more are left.</param>
/// <param name="Ids">Of the records; none where only photos went.</param>
internal sealed record DeletedRows(int Found, RetentionCounts Counts, IReadOnlyList<Guid> Ids, long? RecogFrom, long? RecogTo, long? ReceivedFrom, long? ReceivedTo)
{
    public static DeletedRows None { get; } = new(0, RetentionCounts.None, [], null, null, null, null);
}
