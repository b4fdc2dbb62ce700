namespace Gateway.Storage.Board;

/// <summary>An enabled attendance terminal of a site, as of a second ago.</summary>
/// <param name="LastSeen">Null: never.</param>
/// <param name="Remote">Address and port that it came from last; null: never.</param>
/// <param name="ClockSkewSeconds">Its clock less ours; null: not known.</param>
/// <param name="IsClockWrong">An hour of heartbeats had no right time.</param>
public sealed record GateState(string Sn, string? Name, bool Online, DateTimeOffset? LastSeen, string? Remote, int? ClockSkewSeconds, bool IsClockWrong)
{
    /// <summary>What people call it.</summary>
    public string Label => string.IsNullOrWhiteSpace(Name) ? Sn : Name;
}
