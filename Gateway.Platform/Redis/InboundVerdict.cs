namespace Gateway.Platform.Redis;

/// <summary>What became of an entry.</summary>
/// <param name="Settled">It can be acknowledged: stored, or refused for good.</param>
/// <param name="Reason">Why it, or a part of its targets, was refused; null when all of it is stored.</param>
internal readonly record struct InboundVerdict(bool Settled, string? Reason)
{
    public static readonly InboundVerdict Stored = new(true, null);

    /// <summary>Not known to be stored: to be tried again.</summary>
    public static readonly InboundVerdict Again = new(false, null);

    public static InboundVerdict Refused(string reason) => new(true, reason);
}
