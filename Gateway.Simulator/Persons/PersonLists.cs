using System.Collections.Concurrent;

namespace Gateway.Simulator.Persons;

/// <summary>The lists of all terminals of a run. For several threads at once.</summary>
/// <param name="capacity">Most persons on one terminal.</param>
/// <param name="log">Gets every change; null when nobody wants it.</param>
internal sealed class PersonLists(int capacity = PersonList.CapacityDefault, PersonLog? log = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PersonList> _lists = new(StringComparer.Ordinal);

    /// <summary>Lists that are kept in a file, over runs.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read or written.</exception>
    /// <exception cref="FormatException">The file is none of these.</exception>
    public static PersonLists Open(string path, int capacity, TimeProvider time)
    {
        var (log, there) = PersonLog.Open(path, time);
        var lists = new PersonLists(capacity, log);
        foreach (var (sn, persons) in there)
        {
            log.Reset(sn);
            foreach (var person in persons.Values) lists.Of(sn).TryPut(person);
        }

        return lists;
    }

    /// <summary>The list of a terminal; an empty one for a new terminal.</summary>
    public PersonList Of(string sn) => _lists.GetOrAdd(sn, static (key, arguments) => new PersonList(key, arguments.capacity, arguments.log), (capacity, log));

    public ValueTask DisposeAsync() => log?.DisposeAsync() ?? default;
}
