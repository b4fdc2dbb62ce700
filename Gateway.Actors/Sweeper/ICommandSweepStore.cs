namespace Gateway.Actors.Sweeper;

/// <summary>What the sweeper looks for in the tables, and deletes.</summary>
public interface ICommandSweepStore
{
    /// <summary>A person is kept so long after the last use that is noted.</summary>
    TimeSpan PersonGrace { get; }

    /// <summary>SNs with open commands that expired by <paramref name="at"/>, in order, behind <paramref name="after"/>, at most <paramref name="most"/>.</summary>
    Task<List<string>> GetExpiredSnsAsync(DateTimeOffset at, string after, int most, CancellationToken cancellation);

    /// <summary>SNs of devices that were replaced and have open commands all the same, in order, behind <paramref name="after"/>, at most <paramref name="most"/>.</summary>
    Task<List<string>> GetReplacedSnsAsync(string after, int most, CancellationToken cancellation);

    /// <summary>When the oldest command event happened that the tables do not show yet; null when they show all that is committed.</summary>
    Task<DateTimeOffset?> GetUnprojectedSinceAsync(CancellationToken cancellation);

    /// <summary>
    /// Deletes persons and photos that no open command needs and none has used since <paramref name="olderThan"/>; returns the rows, at most <paramref name="most"/> of each.
    /// </summary>
    Task<int> DeleteUnusedPersonsAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation);
}
