using HdrHistogram;

namespace Gateway.Simulator.Reports;

/// <summary>Latencies of one kind of request, from the send to the verified answer; recorded by many threads, read by one.</summary>
internal sealed class LatencyRecorder
{
    private const long MaxMicroseconds = EncodedHistogram.MaxMicroseconds;
    private const int Digits = EncodedHistogram.Digits;

    private readonly Recorder _recorder = HistogramFactory
        .With64BitBucketSize()
        .WithValuesUpTo(MaxMicroseconds)
        .WithPrecisionOf(Digits)
        .WithThreadSafeWrites()
        .WithThreadSafeReads()
        .Create();

    private readonly LongHistogram _all = new(MaxMicroseconds, Digits);
    private HistogramBase? _interval;

    /// <summary>Records one latency.</summary>
    public void Record(TimeSpan latency) =>
        _recorder.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, MaxMicroseconds));

    /// <summary>What was recorded since the last call.</summary>
    public LatencySummary TakeInterval()
    {
        _interval = _interval is null ? _recorder.GetIntervalHistogram() : _recorder.GetIntervalHistogram(_interval);
        _all.Add(_interval);
        return LatencySummary.Of(_interval);
    }

    /// <summary>What the last <see cref="TakeInterval"/> took, encoded.</summary>
    public string EncodeInterval() => _interval is null ? "" : EncodedHistogram.Write(_interval);

    /// <summary>What all calls took, encoded.</summary>
    public string EncodeAll() => EncodedHistogram.Write(_all);

    /// <summary>Everything that was recorded.</summary>
    public LatencySummary TakeAll()
    {
        TakeInterval();
        return LatencySummary.Of(_all);
    }
}
