namespace Gateway.Tests.Support;

/// <summary>The machine's clock, so many times as fast: for tests in which a gateway and terminals spend hours with each other.</summary>
internal sealed class FastTime(int factor) : TimeProvider
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

    private readonly long _zero = System.GetTimestamp();
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(_zero, GetTimestamp());

    public override long GetTimestamp() => _zero + ((System.GetTimestamp() - _zero) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(this, System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)));

    private TimeSpan Shorter(TimeSpan time) => time <= TimeSpan.Zero ? time : new TimeSpan(Math.Max(time.Ticks / factor, Soonest.Ticks));

    private sealed class FastTimer(FastTime time, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Shorter(dueTime), time.Shorter(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
