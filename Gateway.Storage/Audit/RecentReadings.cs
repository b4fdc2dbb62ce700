namespace Gateway.Storage.Audit;

/// <summary>
/// Readings that have their row already: whoever asks for the same again and again has one a minute, since rows are kept for years and anybody with a key may read.
/// </summary>
internal sealed class RecentReadings(TimeProvider time)
{
    /// <summary>How long a row stands for further readings of the same by the same.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>Readings that are remembered; with more all are forgotten, which costs rows only.</summary>
    private const int ReadingsMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _noted = new(StringComparer.Ordinal);

    public bool Contains(AuditNote reading)
    {
        lock (_gate) return _noted.TryGetValue(KeyOf(reading), out var at) && time.GetElapsedTime(at) < Life;
    }

    /// <summary>Its row is durable.</summary>
    public void Add(AuditNote reading)
    {
        lock (_gate)
        {
            if (_noted.Count >= ReadingsMax) _noted.Clear();
            _noted[KeyOf(reading)] = time.GetTimestamp();
        }
    }

    private static string KeyOf(AuditNote reading) =>
        string.Join('\n', [reading.Caller.ToString(), reading.Action, reading.Subject, .. reading.Subjects.Distinct()]);
}
