namespace Gateway.Tests.Support;

/// <summary>A fake clock that counts the timers made on it: lets a test know that the code under test has begun to wait.</summary>
internal sealed class CountedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
