using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Streams;
using Gateway.Actors.Devices;

namespace Gateway.Host.Commands;

/// <summary>
/// Which SNs may have something in the journal: one query at the start instead of a recovery of milliseconds for each of tens of thousands of terminals that
/// never had a command. Only for the one node that alone writes the journal (SQLite); with several, another node may begin a history that this one does not
/// hear of.
/// </summary>
internal sealed class CommandHistory
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>Reads what is there. To be awaited before the first DeviceActor starts.</summary>
    public static async Task<CommandHistory> LoadAsync(ActorSystem system, IMaterializer materializer)
    {
        var history = new CommandHistory();
        var journal = await CommandJournal.OpenAsync(system);
        await journal.CurrentPersistenceIds().RunForeach(id => history._ids.TryAdd(id, 0), materializer);
        return history;
    }

    /// <summary>For <see cref="DeviceActorOptions.HasHistory"/>.</summary>
    public bool Has(string sn) => _ids.ContainsKey(DeviceActor.PersistenceIdOf(sn));

    /// <summary>For <see cref="DeviceActorOptions.HistoryBegins"/>.</summary>
    public void Begins(string sn)
    {
        // Called before every write: looking is cheaper than adding.
        var id = DeviceActor.PersistenceIdOf(sn);
        if (!_ids.ContainsKey(id))
            _ids.TryAdd(id, 0);
    }
}
