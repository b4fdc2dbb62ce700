namespace Gateway.Storage.Feed;

/// <summary>
/// From which id on the outbox is looked through. Rows that were moved stay in the index while anybody's snapshot could still see them (a <c>pg_dump</c> for hours), and each look
/// from the beginning would pass by all of them. So a look begins behind what was moved half a minute ago: an id can become visible after higher ones, but no transaction of ours
/// is open for so long. Every minute one look begins at the beginning all the same (docs/decisions/0057).
/// </summary>
internal sealed class OutboxBound(TimeProvider time)
{
    /// <summary>How far it lags at least, and twice that at most.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long _turnedAt = time.GetTimestamp();
    private long _bound;
    private long _next;
    private long _highest;
    private bool _isWhole = true;

    /// <summary>Ids of the next look are greater than this; 0: all of them.</summary>
    public long Take()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_turnedAt) < Lag) return _bound;
            (_turnedAt, _bound, _next, _isWhole) = (time.GetTimestamp(), _next, _highest, !_isWhole);
            return _isWhole ? 0 : _bound;
        }
    }

    /// <summary>Rows up to this id were moved, and it is committed.</summary>
    public void Moved(long id)
    {
        lock (_gate) _highest = Math.Max(_highest, id);
    }

    /// <summary>The database has gone back, and with it the ids.</summary>
    public void Forget()
    {
        lock (_gate) (_bound, _next, _highest) = (0, 0, 0);
    }
}
