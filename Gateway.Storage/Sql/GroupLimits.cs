namespace Gateway.Storage.Sql;

/// <summary>Limits of <see cref="Groups{TItem,TResult}"/>.</summary>
/// <param name="AtOnce">Groups that are worked off at the same time.</param>
/// <param name="WeightMax">A group that weighs so much takes no more.</param>
/// <param name="WaitingMax">Items that wait for a group; those behind them wait in their callers.</param>
internal sealed record GroupLimits(int AtOnce, long WeightMax, int WaitingMax);
