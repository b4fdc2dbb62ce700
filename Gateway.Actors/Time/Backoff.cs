namespace Gateway.Actors.Time;

/// <summary>Pauses between tries that fail: each twice the one before.</summary>
/// <param name="first">The first one.</param>
/// <param name="longest">None is longer.</param>
public sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan _last;

    /// <summary>The pause before the next try.</summary>
    public TimeSpan Next() => _last = _last == default ? first : _last * 2 < longest ? _last * 2 : longest;

    /// <summary>A try has succeeded.</summary>
    public void Reset() => _last = default;
}
