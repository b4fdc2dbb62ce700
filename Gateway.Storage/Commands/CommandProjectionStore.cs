using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Actors.Projection;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Storage.Commands;

/// <summary>
/// Writes journalled events into <c>commands</c> and their outcomes into <c>outbox</c>, with the position in the journal in the same transaction: exactly once
/// after any crash. Two of them cannot both go on from one position (docs/architecture.md).
/// </summary>
public sealed class CommandProjectionStore(Database database) : ICommandProjectionStore
{
    /// <summary>The row of <c>projection_offset</c>. Frozen.</summary>
    private const string Name = "commands";

    public async Task<ProjectionPosition> GetPositionAsync(CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT position, projected_until FROM projection_offset WHERE name = @name", token))
                .With("name", Name).ToListAsync(row => new ProjectionPosition(row.GetInt64(0), row.GetTime(1)), token),
            cancellation);
        return found.Count == 0 ? new ProjectionPosition(0, DateTimeOffset.UnixEpoch) : found[0];
    }

    public Task<ProjectedEvents> ProjectAsync(ProjectionPosition from, IReadOnlyList<JournalledEvent> events, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        var until = events.Max(e => e.Happened.At);
        var to = new ProjectionPosition(events[^1].Position, until > from.Until ? until : from.Until);
        return database.WriteAsync((db, token) => WriteAsync(db, from, to, events, token), cancellation);
    }

    public async Task<bool> NoteQuietAsync(long position, DateTimeOffset at, CancellationToken cancellation) => position == 0 || await database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                "UPDATE projection_offset SET projected_until = @until WHERE name = @name AND position = @position AND projected_until < @until", token))
            .With("until", at.ToUnixTimeMilliseconds()).With("name", Name).With("position", position).ExecuteAsync(token),
        cancellation) == 1;

    private static async Task<ProjectedEvents> WriteAsync(
        DataConnection db, ProjectionPosition from, ProjectionPosition to, IReadOnlyList<JournalledEvent> events, CancellationToken cancellation)
    {
        // First, and with its lock: whoever comes second sees the new position and stops.
        await AdvanceAsync(db, from, to, cancellation);
        var rows = await LoadAsync(db, events, cancellation);
        var outcomes = new List<OutboxRow>();
        foreach (var (_, happened) in events)
        {
            if (Apply(rows, happened) is { } ended)
                outcomes.Add(new OutboxRow(FeedKind.Command, ended.Sn, ended.Status.EndedAt!.Value, CommandOutcomeJson.ToJson(ended.Status)));
        }

        await StoredCommand.Upsert.RunAsync(db, [.. rows.Values], null, cancellation);
        await OutboxRow.Insert.RunAsync(db, outcomes, null, cancellation);
        return new ProjectedEvents(to, outcomes.Count);
    }

    /// <summary>
    /// Applies an event to the rows; returns the command that it ended, if it did. An event that this program does not know throws: it must not be lost.
    /// </summary>
    private static StoredCommand? Apply(Dictionary<(string Sn, string Id), StoredCommand> rows, ICommandEvent happened)
    {
        switch (happened)
        {
            case CommandQueued e:
                rows[(e.Sn, e.Command.Id)] = StoredCommand.Of(e);
                return null;
            case CommandEnded e:
                return rows[(e.Sn, e.Command.Id)] = StoredCommand.Of(e);
            case CommandsHandedOut e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.HandedOut(e.At);
                return null;
            case CommandsReturned { Reason: ReturnReason.NotSent } e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.NotSent();
                return null;
            case ICommandsReturned e:
                foreach (var row in Known(rows, e.Sn, e.Ids)) row.Returned();
                return null;
            case FeedbackTaken:
                return null; // what it settled follows
            default:
                throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
        }
    }

    /// <summary>A command whose row is not there has nothing to show; its ending brings along all there is to know of it.</summary>
    private static IEnumerable<StoredCommand> Known(Dictionary<(string Sn, string Id), StoredCommand> rows, string sn, IReadOnlyList<string> ids) =>
        ids.Select(id => rows.GetValueOrDefault((sn, id))).OfType<StoredCommand>();

    /// <summary>The rows of all commands that only an id is given of.</summary>
    private static async Task<Dictionary<(string Sn, string Id), StoredCommand>> LoadAsync(
        DataConnection db, IReadOnlyList<JournalledEvent> events, CancellationToken cancellation)
    {
        var keys = new HashSet<(string Sn, string Id)>();
        foreach (var (_, happened) in events)
        {
            var ids = happened switch
            {
                CommandsHandedOut e => e.Ids,
                ICommandsReturned e => e.Ids,
                _ => [],
            };
            keys.UnionWith(ids.Select(id => (happened.Sn, id)));
        }

        if (keys.Count == 0) return [];
        var rows = await (await db.CommandAsync($"SELECT {StoredCommand.Columns} FROM {db.Pairs()} JOIN commands c ON c.sn = k.a AND c.id = k.b", cancellation))
            .WithPairs(db, keys).ToListAsync(StoredCommand.Read, cancellation);
        return rows.ToDictionary(row => (row.Sn, row.Status.Command.Id));
    }

    private static async Task AdvanceAsync(DataConnection db, ProjectionPosition from, ProjectionPosition to, CancellationToken cancellation)
    {
        var sql = from.Position == 0
            ? "INSERT INTO projection_offset (name, position, projected_until) VALUES (@name, @to, @until) ON CONFLICT (name) DO NOTHING"
            : "UPDATE projection_offset SET position = @to, projected_until = @until WHERE name = @name AND position = @from";
        var command = (await db.CommandAsync(sql, cancellation)).With("name", Name).With("to", to.Position).With("until", to.Until.ToUnixTimeMilliseconds());
        if (from.Position != 0) command.With("from", from.Position);
        if (await command.ExecuteAsync(cancellation) != 1) throw new ProjectionFencedException();
    }
}
