using Gateway.Actors.Time;

namespace Gateway.Storage.Counts;

/// <summary>What a batch of records adds: to slots, and to who has clocked in. Depends on the records alone, not on their order.</summary>
internal sealed class ClockInSums
{
    /// <summary>A record that comes later than this after its day is counted as a record alone: nobody knows any more who clocked in then.</summary>
    public const int PersonsWithinDays = 7;

    private readonly Dictionary<(int Day, string Site, int Slot), (int Records, int Persons)> _slots = [];
    private readonly Dictionary<(int Day, string Site, string UserId), int> _first = [];

    /// <summary>To be added to what the slots have; persons can be fewer.</summary>
    public IReadOnlyDictionary<(int Day, string Site, int Slot), (int Records, int Persons)> Slots => _slots;

    /// <summary>The first slot of each person of the batch on each day.</summary>
    public IReadOnlyDictionary<(int Day, string Site, string UserId), int> First => _first;

    /// <param name="site">Null: it was at none, or is not known any more.</param>
    public void Add(ClockIn record, string? site, GatewayZone zone)
    {
        var (date, slot) = ClockInTime.Of(zone, record.RecogTime);
        var (day, came) = (date.DayNumber, zone.Today(record.ReceivedAt).DayNumber);
        if (came - day > ClockInStore.KeptDays) return;
        foreach (var of in site is null ? (string[])[ClockInReader.Everybody] : [ClockInReader.Everybody, site])
        {
            Add((day, of, slot), 1, 0);
            if (came - day > PersonsWithinDays) continue;
            var key = (day, of, record.UserId);
            if (!_first.TryGetValue(key, out var known) || slot < known) _first[key] = slot;
        }
    }

    /// <summary>Counts the persons of the batch, given in which slots they are counted already.</summary>
    /// <returns>What is to be written down of them.</returns>
    public List<KeyValuePair<(int Day, string Site, string UserId), int>> Settle(IReadOnlyDictionary<(int Day, string Site, string UserId), int> counted)
    {
        var changed = new List<KeyValuePair<(int Day, string Site, string UserId), int>>();
        foreach (var (key, slot) in _first)
        {
            if (counted.TryGetValue(key, out var before))
            {
                if (before <= slot) continue;
                Add((key.Day, key.Site, before), 0, -1); // A record that came late was his first.
            }

            Add((key.Day, key.Site, slot), 0, 1);
            changed.Add(new(key, slot));
        }

        return changed;
    }

    private void Add((int Day, string Site, int Slot) key, int records, int persons)
    {
        var sum = _slots.GetValueOrDefault(key);
        _slots[key] = (sum.Records + records, sum.Persons + persons);
    }
}
