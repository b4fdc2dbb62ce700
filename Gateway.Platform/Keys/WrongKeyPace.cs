namespace Gateway.Platform.Keys;

/// <summary>Wrong keys at the Platform API: a hundred at once, then one a second of each address is answered 401, the others 429.</summary>
internal sealed class WrongKeyPace(TimeProvider time) : FailurePace(time, burst: 100, each: TimeSpan.FromSeconds(1))
{
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time;
    private long _told = long.MinValue;

    /// <summary>Whether the log may say it: once a minute.</summary>
    public bool MayTell()
    {
        var (now, told) = (_time.GetUtcNow().Ticks, Interlocked.Read(ref _told));
        return now - ToldEvery.Ticks >= told && Interlocked.CompareExchange(ref _told, now, told) == told;
    }
}
