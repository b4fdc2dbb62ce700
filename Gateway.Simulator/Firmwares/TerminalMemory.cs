using Gateway.Simulator.Persons;

namespace Gateway.Simulator.Firmwares;

/// <summary>What a terminal has on its disk: persons and records, over restarts. For several threads at once.</summary>
/// <param name="list">Its persons; null for a list of its own.</param>
internal sealed class TerminalMemory(PersonList? list = null)
{
    /// <summary>Most records kept; a full terminal forgets its oldest, as real ones do.</summary>
    public const int RecordsMax = 100_000;

    private readonly Lock _gate = new();
    private readonly List<TerminalRecord> _records = [];

    /// <summary>Its persons.</summary>
    public PersonList List { get; } = list ?? new PersonList();

    /// <summary>The persons who are there now.</summary>
    public IReadOnlyDictionary<string, HeldPerson> Persons => List.Snapshot();

    /// <summary>The records that may not go yet, oldest first.</summary>
    public IReadOnlyList<TerminalRecord> Records
    {
        get
        {
            lock (_gate) return [.. _records];
        }
    }

    /// <summary>A factory reset: persons and records are gone.</summary>
    public void Reset()
    {
        List.Reset();
        lock (_gate) _records.Clear();
    }

    public void Keep(TerminalRecord record)
    {
        lock (_gate)
        {
            if (_records.Count == RecordsMax) _records.RemoveAt(0);
            _records.Add(record);
        }
    }

    /// <summary>The oldest records, at most so many.</summary>
    public IReadOnlyList<TerminalRecord> Oldest(int most)
    {
        lock (_gate) return _records[..Math.Min(most, _records.Count)];
    }

    /// <summary>These records may go.</summary>
    public void Forget(IReadOnlyList<TerminalRecord> records)
    {
        lock (_gate)
            foreach (var record in records) _records.Remove(record);
    }
}
