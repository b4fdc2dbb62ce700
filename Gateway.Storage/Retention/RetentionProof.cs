namespace Gateway.Storage.Retention;

/// <summary>What one run has deleted of one site. It stays.</summary>
/// <param name="Site">Null: records without a site.</param>
/// <param name="Rule">Why: see <see cref="RetentionTerm.Text"/>.</param>
/// <param name="RecogFrom">The first recognition of what was deleted; null: no attendance was.</param>
/// <param name="ReceivedFrom">The first receipt, of records and of registrations whose photos were deleted.</param>
/// <param name="Sha256">Over the ids of the records, in lower case with hyphens, sorted, each with a line feed; null while it is being made.</param>
public sealed record RetentionProof(
    long Number,
    long Run,
    string? Site,
    string Rule,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    RetentionCounts Counts,
    DateTimeOffset? RecogFrom,
    DateTimeOffset? RecogTo,
    DateTimeOffset? ReceivedFrom,
    DateTimeOffset? ReceivedTo,
    byte[]? Sha256)
{
    public override string ToString() => $"proof {Number.ToString(CultureInfo.InvariantCulture)}";
}
