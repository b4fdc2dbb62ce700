using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;

namespace Gateway.Storage.Journal;

/// <summary>What the two journals do alike before and after their rows are written.</summary>
internal sealed class JournalWrites(Akka.Serialization.Serialization serialization)
{
    /// <summary>Tells rows of this run from those of others: the replay looks at it.</summary>
    private readonly string _writer = Guid.NewGuid().ToString("N");

    /// <summary>The last write of each id that is not over. Its actor may be gone: the next one must not recover before it.</summary>
    private readonly ConcurrentDictionary<string, Task> _writing = new(StringComparer.Ordinal);

    /// <summary>Until no write of the id is under way, whatever became of it.</summary>
    public Task OverAsync(string id) => _writing.TryGetValue(id, out var write) ? Task.WhenAny(write) : Task.CompletedTask;

    /// <summary>What cannot be serialized is rejected, and what was written with it stays.</summary>
    /// <param name="messages">All of one id.</param>
    /// <param name="insert">All of the rows or none.</param>
    public async Task<IImmutableList<Exception>> WriteAsync(IEnumerable<AtomicWrite> messages, Func<IReadOnlyList<EventRow>, Task> insert)
    {
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        var writes = messages.ToList();
        var rows = new List<EventRow>(writes.Count);
        var rejections = writes.ConvertAll(write => TryAdd(write, rows, now));
        if (rows.Count == 0) return [.. rejections!];
        var id = writes[0].PersistenceId;
        var written = insert(rows);
        _writing[id] = written;
        try
        {
            await written;
            return [.. rejections!];
        }
        finally
        {
            _writing.TryRemove(KeyValuePair.Create(id, written));
        }
    }

    /// <returns>Null: added.</returns>
    private Exception? TryAdd(AtomicWrite write, List<EventRow> rows, long now)
    {
        try
        {
            rows.AddRange(((IImmutableList<IPersistentRepresentation>)write.Payload).Select(@event => EventRow.Of(@event, serialization, _writer, now)).ToList());
            return null;
        }
        catch (Exception unwritable)
        {
            return unwritable;
        }
    }
}
