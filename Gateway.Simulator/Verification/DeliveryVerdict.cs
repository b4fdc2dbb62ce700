namespace Gateway.Simulator.Verification;

/// <summary>What <see cref="DeliveryChecker"/> found.</summary>
/// <param name="Acknowledged">Different records that were answered 0000.</param>
/// <param name="Stored">Different records in the attendance list, un-acknowledged ones included: an answer may have been lost.</param>
/// <param name="Fed">Different records in the feed.</param>
/// <param name="LastSeq">The last feed number.</param>
/// <param name="Checks">Every promise, kept or broken.</param>
internal sealed record DeliveryVerdict(long Acknowledged, long Stored, long Fed, long LastSeq, IReadOnlyList<Violation> Checks)
{
    /// <summary>True if no promise was broken.</summary>
    public bool IsKept => Checks.All(check => check.Count == 0);
}
