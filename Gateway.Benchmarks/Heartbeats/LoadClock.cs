using System.Diagnostics;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>When heartbeats are due: so many a second, evenly, each connection in its turn.</summary>
/// <param name="connections">Who take turns.</param>
/// <param name="perSecond">Heartbeats a second, of all together.</param>
internal sealed class LoadClock(int connections, int perSecond)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Waits until a heartbeat is due, to the millisecond after it; not at all if it should have gone already, or when the load is over.</summary>
    /// <param name="place">The connection's, from 0.</param>
    /// <param name="beat">The connection's how manieth, from 0.</param>
    /// <param name="over">Ends the waiting.</param>
    /// <returns>When it was due, as a Stopwatch has it.</returns>
    public async ValueTask<long> WaitAsync(int place, long beat, CancellationToken over)
    {
        var due = _started + (long)((place + (beat * connections)) / (double)perSecond * Stopwatch.Frequency);
        var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (ahead > TimeSpan.Zero) await Task.Delay((int)Math.Ceiling(ahead.TotalMilliseconds), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return due;
    }
}
