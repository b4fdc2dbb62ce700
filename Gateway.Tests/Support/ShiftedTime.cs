using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>
/// The machine's clock, which a test can put forward: timers that are due by then fire at once, the others so much sooner. It can also be held, so that nothing but
/// the test moves it: then a limit has passed when the test says so, however long the machine takes.
/// </summary>
internal sealed class ShiftedTime : TimeProvider
{
    private readonly ConcurrentDictionary<ShiftedTimer, bool> _timers = new();
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _zero = System.GetUtcNow().AddTicks(-MachineTicks);
    private long _shift;
    private long? _heldAt;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private static long MachineTicks => (long)(System.GetTimestamp() * ((double)TimeSpan.TicksPerSecond / System.TimestampFrequency));

    public override DateTimeOffset GetUtcNow() => _zero.AddTicks(GetTimestamp());

    public override long GetTimestamp()
    {
        lock (_lock) return (_heldAt ?? MachineTicks) + _shift;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ShiftedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward.</summary>
    public void Shift(TimeSpan by)
    {
        lock (_lock) _shift += by.Ticks;
        Restart();
    }

    /// <summary>Stops the clock: from now on only <see cref="Shift"/> moves it.</summary>
    public void Hold()
    {
        lock (_lock) _heldAt ??= MachineTicks;
    }

    /// <summary>Lets it go on from where it is.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _shift += _heldAt is { } held ? held - MachineTicks : 0;
            _heldAt = null;
        }

        Restart();
    }

    private void Restart()
    {
        foreach (var (timer, _) in _timers) timer.Restart();
    }

    private sealed class ShiftedTimer : ITimer
    {
        private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

        private readonly ShiftedTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _inner;
        private readonly Lock _lock = new();
        private TimeSpan _period;
        private long? _due;

        public ShiftedTimer(ShiftedTime time, TimerCallback callback, object? state)
        {
            (_time, _callback, _state) = (time, callback, state);
            _inner = System.CreateTimer(static timer => ((ShiftedTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _period = period;
                return Wait(dueTime);
            }
        }

        public void Restart()
        {
            lock (_lock) Arm();
        }

        public void Dispose()
        {
            lock (_lock) Wait(Timeout.InfiniteTimeSpan);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            lock (_lock)
            {
                if (_due is not { } due || due > _time.GetTimestamp())
                {
                    Arm(); // Changed, or held, while it was on its way.
                    return;
                }

                Wait(_period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _period);
            }

            _callback(_state);
        }

        private bool Wait(TimeSpan time)
        {
            _due = time == Timeout.InfiniteTimeSpan ? null : _time.GetTimestamp() + time.Ticks;
            if (_due is null) _time._timers.TryRemove(this, out _);
            else _time._timers[this] = true;
            return Arm();
        }

        private bool Arm()
        {
            var left = _due - _time.GetTimestamp();
            return _inner.Change(
                left switch
                {
                    <= 0 => TimeSpan.Zero,
                    null => Timeout.InfiniteTimeSpan,
                    _ when _time._heldAt is not null => Timeout.InfiniteTimeSpan,
                    { } ticks => TimeSpan.FromTicks(Math.Max(ticks, Soonest.Ticks)),
                },
                Timeout.InfiniteTimeSpan);
        }
    }
}
