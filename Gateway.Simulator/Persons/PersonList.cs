namespace Gateway.Simulator.Persons;

/// <summary>The persons on one terminal: so many at most, until it is reset. They outlive connections and restarts. For several threads at once.</summary>
/// <param name="sn">Whose, for the log.</param>
/// <param name="capacity">Most persons; who is there already is never refused for want of room.</param>
/// <param name="log">Gets every change in its order; null when nobody wants it.</param>
internal sealed class PersonList(string sn = "", int capacity = PersonList.CapacityDefault, PersonLog? log = null)
{
    /// <summary>Persons that a terminal has room for, unless something else is said.</summary>
    public const int CapacityDefault = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HeldPerson> _persons = new(StringComparer.Ordinal);

    /// <summary>Who is there now.</summary>
    public IReadOnlyDictionary<string, HeldPerson> Snapshot()
    {
        lock (_gate) return new Dictionary<string, HeldPerson>(_persons, StringComparer.Ordinal);
    }

    /// <summary>Null: he is not there.</summary>
    public HeldPerson? Find(string userId)
    {
        lock (_gate) return _persons.GetValueOrDefault(userId);
    }

    /// <summary>Takes him in, or another version of him in the place of the one that is there. False: there is no room.</summary>
    public bool TryPut(HeldPerson person)
    {
        lock (_gate)
        {
            if (_persons.Count >= capacity && !_persons.ContainsKey(person.UserId)) return false;
            _persons[person.UserId] = person;
            log?.Kept(sn, person);
            return true;
        }
    }

    /// <summary>False: there was no such person.</summary>
    public bool Delete(string userId)
    {
        lock (_gate)
        {
            if (!_persons.Remove(userId)) return false;
            log?.Deleted(sn, userId);
            return true;
        }
    }

    /// <summary>A factory reset: nobody is there any more.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _persons.Clear();
            log?.Reset(sn);
        }
    }
}
