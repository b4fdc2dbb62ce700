using System.Diagnostics;

namespace Gateway.Benchmarks.Measuring;

/// <summary>Times of answers, in Stopwatch ticks, all of them kept: exact percentiles. Not for several threads.</summary>
internal sealed class Latencies
{
    private readonly List<long> _ticks = [];
    private bool _sorted;

    /// <param name="parts">Whose times are in it from the beginning.</param>
    public Latencies(params IEnumerable<Latencies> parts)
    {
        foreach (var part in parts) _ticks.AddRange(part._ticks);
    }

    public int Count => _ticks.Count;

    public void Add(long ticks)
    {
        _ticks.Add(ticks);
        _sorted = false;
    }

    /// <summary>The time, in milliseconds, that <paramref name="part"/> (0..1) of the answers did not exceed; 0 when there is none.</summary>
    public double Percentile(double part)
    {
        if (_ticks.Count == 0) return 0;
        if (!_sorted) _ticks.Sort();
        _sorted = true;
        var rank = (int)Math.Ceiling(part * _ticks.Count) - 1;
        return Stopwatch.GetElapsedTime(0, _ticks[Math.Clamp(rank, 0, _ticks.Count - 1)]).TotalMilliseconds;
    }
}
