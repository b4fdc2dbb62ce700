using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>The machine's clock, which a test can put forward: timers that are due by then fire at once, the others so much sooner.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private readonly ConcurrentDictionary<ShiftedTimer, bool> _timers = new();
    private long _shift;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public override long GetTimestamp() => (long)(System.GetTimestamp() * ((double)TimeSpan.TicksPerSecond / System.TimestampFrequency)) + Interlocked.Read(ref _shift);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ShiftedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward.</summary>
    public void Shift(TimeSpan by)
    {
        Interlocked.Add(ref _shift, by.Ticks);
        foreach (var (timer, _) in _timers)
        {
            timer.Restart();
        }
    }

    private sealed class ShiftedTimer : ITimer
    {
        private readonly ShiftedTime _time;
        private readonly ITimer _inner;
        private readonly Lock _lock = new();
        private TimeSpan _period;
        private long _due;

        public ShiftedTimer(ShiftedTime time, TimerCallback callback, object? state)
        {
            _time = time;
            _inner = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    _time._timers.TryRemove(this, out _);
                }
                else
                {
                    _due = _time.GetTimestamp() + dueTime.Ticks;
                    _time._timers[this] = true;
                }

                return _inner.Change(dueTime, period);
            }
        }

        public void Restart()
        {
            lock (_lock)
            {
                if (_time._timers.ContainsKey(this) && _due > 0)
                {
                    var left = TimeSpan.FromTicks(Math.Max(0, _due - _time.GetTimestamp()));
                    _inner.Change(left, _period);
                    if (_period == Timeout.InfiniteTimeSpan && left == TimeSpan.Zero)
                    {
                        _time._timers.TryRemove(this, out _);
                    }
                }
            }
        }

        public void Dispose()
        {
            _time._timers.TryRemove(this, out _);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
