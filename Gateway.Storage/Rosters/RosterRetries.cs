namespace Gateway.Storage.Rosters;

/// <summary>When the terminal's refusals are tried again.</summary>
internal static class RosterRetries
{
    private static readonly TimeSpan[] After = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>A person that the terminal refused so often in a row; null: he waits for a new version or a hand.</summary>
    public static DateTimeOffset? Push(int failures, DateTimeOffset at) => failures <= After.Length ? at + After[failures - 1] : null;

    /// <summary>A removal. Who should not get in is never given up; one that the terminal does not report on at all is tried daily from the start.</summary>
    public static DateTimeOffset Removal(int failures, bool isUnreported, DateTimeOffset at) => at + (isUnreported ? After[^1] : After[Math.Min(failures, After.Length) - 1]);
}
