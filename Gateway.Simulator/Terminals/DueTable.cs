namespace Gateway.Simulator.Terminals;

/// <summary>
/// When each terminal wants to be called, as one flat array: going over 18 000 of them takes some ten microseconds, so there is no timer per terminal
/// and no queue to keep in order. A terminal writes its own place from any thread.
/// </summary>
internal sealed class DueTable
{
    /// <summary>Nothing to do until something happens.</summary>
    public const long Never = long.MaxValue;

    private readonly long[] _due;

    public DueTable(int terminals)
    {
        _due = new long[terminals];
        Array.Fill(_due, Never);
    }

    /// <summary>Sets when terminal <paramref name="index"/> is due, a timestamp of the run's time provider.</summary>
    public void Set(int index, long at) => Volatile.Write(ref _due[index], at);

    /// <summary>True if terminal <paramref name="index"/> is due.</summary>
    public bool IsDue(int index, long now) => Volatile.Read(ref _due[index]) <= now;
}
