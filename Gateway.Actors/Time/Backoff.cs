namespace Gateway.Actors.Time;

/// <summary>Pauses between tries that fail: each twice the one before.</summary>
/// <param name="first">The first one.</param>
/// <param name="longest">None is longer.</param>
public sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan _next = first;

    /// <summary>The pause before the next try.</summary>
    public TimeSpan Next()
    {
        var pause = _next;
        _next = pause * 2 < longest ? pause * 2 : longest;
        return pause;
    }

    /// <summary>A try has succeeded.</summary>
    public void Reset() => _next = first;
}
