namespace Gateway.Platform.Keys;

/// <summary>
/// A small table that is held for less than half a second: whatever is asked, and by however many, it is read two or three times a second at most, and never twice
/// at the same time.
/// </summary>
internal sealed class ShortMemory<T>(Func<CancellationToken, Task<T>> read, TimeProvider time)
{
    /// <summary>How long it is held.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMilliseconds(400);

    private readonly Lock _gate = new();
    private Reading? _last;

    /// <summary>As it was at most <see cref="Life"/> ago, or when the reading began that the database has not answered yet.</summary>
    public Task<T> GetAsync(CancellationToken cancellation) => Current().Result.WaitAsync(cancellation);

    /// <summary>As it is read from the moment <paramref name="since"/> (a timestamp) on; waits up to <see cref="Life"/> for it.</summary>
    public async Task<T> ReadSinceAsync(long since, CancellationToken cancellation)
    {
        while (true)
        {
            var reading = Current();
            if (reading.Began >= since) return await reading.Result.WaitAsync(cancellation);
            await reading.Result.WaitAsync(cancellation); // Until then no other begins.
            if (Life - time.GetElapsedTime(reading.Began) is { Ticks: > 0 } left) await Task.Delay(left, time, cancellation);
        }
    }

    /// <summary>The table was changed: the next question reads it.</summary>
    public void Forget()
    {
        lock (_gate) _last = null;
    }

    private Reading Current()
    {
        lock (_gate)
        {
            if (_last is null || _last.Result.IsFaulted || (_last.Result.IsCompleted && time.GetElapsedTime(_last.Began) >= Life))
                _last = new Reading(time.GetTimestamp(), Task.Run(() => read(CancellationToken.None)));

            return _last;
        }
    }

    private sealed record Reading(long Began, Task<T> Result);
}
