using Gateway.Actors.Commands;
using Gateway.Actors.Projection;
using Gateway.Actors.Rosters;
using Gateway.Actors.Wire;
using Gateway.Storage.Feed;
using Gateway.Storage.Jobs;
using Gateway.Storage.Journal;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Storage.Commands;

/// <summary>
/// Writes journalled events into <c>commands</c> and their outcomes into <c>outbox</c>, and deletes their tag rows in the same transaction: exactly once after any crash. Of two of
/// them one finds the rows that it took gone (docs/architecture.md). What commands say of the lists of terminals goes into <c>roster_devices</c> along with it.
/// </summary>
/// <param name="roster">Woken when terminals are to be looked at.</param>
public sealed class CommandProjectionStore(Database database, CommandJournal journal, IHiddenText hidden, RosterSignal roster) : ICommandProjectionStore
{
    public async Task<ProjectedEvents> ProjectAsync(int most, CancellationToken cancellation)
    {
        var events = await journal.ReadUnprojectedAsync(most, cancellation);
        if (events.Count == 0) return default;

        // Encrypted here, on the pool: the one thread that writes has better things to do.
        var words = events.Select(e => e.Happened is CommandEnded ended ? StoredCommand.Hide(ended, hidden) : null).ToArray();
        var (projected, marked) = await database.WriteAsync((db, token) => WriteAsync(db, events, words, token), cancellation);
        if (marked) roster.Written();
        return projected;
    }

    private async Task<(ProjectedEvents Projected, bool Marked)> WriteAsync(DataConnection db, List<JournalledEvent> events, byte[]?[] words, CancellationToken cancellation)
    {
        // First, and with its locks: whoever comes second waits, and then finds them gone.
        if (await CommandJournal.DeleteAsync(db, events, cancellation) != events.Count) throw new ProjectionFencedException();
        var rows = await LoadAsync(db, events, cancellation);
        var outcomes = new List<OutboxRow>();
        for (var i = 0; i < events.Count; i++)
            if (Apply(rows, events[i].Happened, words[i]) is { } ended) outcomes.Add(ended.ToOutcome());

        StoredCommand[] changed = [.. rows.Values.Where(row => row.IsChanged)];
        if (await StoredCommand.Upsert.RunAsync(db, changed, null, cancellation) != changed.Length)
            throw new InvalidOperationException("A command that has ended cannot change any more.");
        await JobTargetStates.FollowAsync(db, [.. changed.Where(static row => row.Status.Command.BatchId is not null).Select(InJob)], cancellation);
        await OutboxRow.Insert.RunAsync(db, outcomes, null, cancellation);
        var marked = await RosterReports.ApplyAsync(db, [.. changed.Select(static row => new RosterReport(row.Sn, row.Status, row.HiddenDesc))], cancellation);
        return (new ProjectedEvents(events.Count, outcomes.Count), marked);
    }

    private static (string Batch, string Sn, string State, string? Code) InJob(StoredCommand row) =>
        (row.Status.Command.BatchId!, row.Sn, CommandText.Of(row.Status.State), row.Status.ResultCode);

    /// <summary>
    /// Applies an event to the rows; returns the command that it ended, if it did. What has ended has ended: neither its acceptance nor another ending changes it, so its outcome
    /// is told once. An event that this program does not know throws: it must not be lost.
    /// </summary>
    private static StoredCommand? Apply(Dictionary<(string Sn, string Id), StoredCommand> rows, ICommandEvent happened, byte[]? words)
    {
        switch (happened)
        {
            case CommandQueued e:
                rows.TryAdd((e.Sn, e.Command.Id), StoredCommand.Of(e));
                return null;
            case CommandEnded e:
                return rows.TryGetValue((e.Sn, e.Command.Id), out var known) && !known.IsOpen ? null : rows[(e.Sn, e.Command.Id)] = StoredCommand.Of(e, words);
            case CommandsHandedOut e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.HandedOut(e.At);
                return null;
            case CommandsReturned { Reason: ReturnReason.NotSent } e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.NotSent();
                return null;
            case ICommandsReturned e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.Returned();
                return null;
            case FeedbackTaken or ReportHabitsForgotten:
                return null; // what a feedback settled follows
            default:
                throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
        }
    }

    /// <summary>A command whose row is not there has nothing to show; its ending brings along all there is to know of it.</summary>
    private static IEnumerable<StoredCommand> Known(Dictionary<(string Sn, string Id), StoredCommand> rows, string sn, IReadOnlyList<string> ids) =>
        ids.Select(id => rows.GetValueOrDefault((sn, id))).OfType<StoredCommand>().Where(row => row.IsOpen);

    /// <summary>The rows that there are of all commands in the events.</summary>
    private async Task<Dictionary<(string Sn, string Id), StoredCommand>> LoadAsync(
        DataConnection db, List<JournalledEvent> events, CancellationToken cancellation)
    {
        var keys = new HashSet<(string Sn, string Id)>();
        foreach (var (_, happened) in events)
        {
            var ids = happened switch
            {
                CommandQueued e => [e.Command.Id],
                CommandEnded e => [e.Command.Id],
                CommandsHandedOut e => e.Ids,
                ICommandsReturned e => e.Ids,
                _ => [],
            };
            keys.UnionWith(ids.Select(id => (happened.Sn, id)));
        }

        var rows = await (await db.CommandAsync($"SELECT {StoredCommand.Columns} FROM {db.Pairs()} JOIN commands c ON c.sn = k.a AND c.id = k.b", cancellation))
            .WithPairs(db, keys).ToListAsync(StoredCommand.Reader(hidden), cancellation);
        return rows.ToDictionary(row => (row.Sn, row.Status.Command.Id));
    }
}
