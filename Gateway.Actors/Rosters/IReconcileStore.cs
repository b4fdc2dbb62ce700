namespace Gateway.Actors.Rosters;

/// <summary>
/// The tables that say what should be and what is. Every write of a round asks whether the terminal's mark is still the one that the round began with: so of two reconcilers one
/// writes, and neither writes what was right before a change.
/// </summary>
public interface IReconcileStore
{
    /// <summary>The shards of sites with terminals that are due, after those were marked whose next try is due. Writes nothing when nothing is due.</summary>
    Task<IReadOnlyList<int>> GetDueShardsAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Marks the terminals of sites where a date of validity began or ended since this was last called with an earlier day.</summary>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="day">Today in it, <c>yyyy-MM-dd</c>.</param>
    /// <returns>Whether any may have been marked.</returns>
    Task<bool> TurnDayAsync(string zone, string day, CancellationToken cancellation);

    /// <summary>Terminals of a shard that are due, the longest waiting first; until <paramref name="until"/> they are due for nobody else unless they are marked again.</summary>
    Task<IReadOnlyList<RosterTask>> ClaimAsync(int shard, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellation);

    /// <summary>Finds the difference of one terminal and writes down the orders that follow from it.</summary>
    /// <param name="today">Today for a terminal of that dialect, <c>yyyy-MM-dd</c>.</param>
    /// <returns>Null: the terminal was marked again meanwhile, and nothing was written.</returns>
    Task<RosterRound?> OrderAsync(RosterTask task, Func<string, string> today, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The terminal's actor has these orders; the round is over.</summary>
    /// <param name="again">When it is to be looked at again; null: when it is marked.</param>
    Task FinishAsync(string sn, long change, IReadOnlyCollection<string> delivered, DateTimeOffset? again, CancellationToken cancellation);
}
