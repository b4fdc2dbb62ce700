namespace Gateway.Platform.Metrics;

/// <summary>One instrument with one set of labels. Any number of threads may record.</summary>
internal sealed class MetricSeries(KeyValuePair<string, string>[] labels, double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _value;

    public IReadOnlyList<KeyValuePair<string, string>> Labels => labels;

    /// <summary>Of a histogram: the sum of all measurements.</summary>
    public double Value
    {
        get
        {
            lock (_gate)
            {
                return _value;
            }
        }
    }

    public void Add(double value)
    {
        lock (_gate)
        {
            _value += value;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }

    /// <summary>Counts a measurement into its bucket.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(bounds!, value); // An upper bound belongs to its bucket.
        lock (_gate)
        {
            _value += value;
            _buckets[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    /// <summary>Counts per bucket, the last without an upper bound, and the sum, of one moment.</summary>
    public (long[] Buckets, double Sum) Snapshot()
    {
        lock (_gate)
        {
            return ([.. _buckets], _value);
        }
    }
}
