namespace Gateway.Actors.Sessions;

/// <summary>Numbers the sessions of this process, over all its doors: 1, 2, 3 … (<see cref="SessionId"/>).</summary>
public sealed class SessionNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
