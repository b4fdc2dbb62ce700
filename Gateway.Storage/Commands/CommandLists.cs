using Gateway.Actors.Commands;
using Gateway.Actors.Wire;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Commands;

/// <summary>Commands and batches as people look at them: newest first, and counted no further than it tells; as projected, at most a second behind.</summary>
public sealed class CommandLists(Database database, IHiddenText hidden)
{
    /// <summary>Commands that have ended and not succeeded, in the very words of their index.</summary>
    internal const string Undone = "state IN ('failed', 'expired', 'cancelled', 'superseded')";

    private const char List = 'C';
    private const char BatchList = 'B';

    /// <summary>Commands by the time they were accepted, then id and SN, all downwards.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<DeviceCommand>> NewestAsync(CommandFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = Place.Parse(Cursor.Decode(List, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = Where(new Conditions(command), filter);
                where.Add("c.created_at <= @before_time", "before_time", before?.CreatedAt);
                where.Add("(c.created_at < @before_time OR c.id < @before_id OR (c.id = @before_id AND c.sn < @before_sn))", "before_id", before?.Id);
                if (before is { } place) command.With("before_sn", place.Sn);
                where.Add("1 = 1 ORDER BY c.created_at DESC, c.id DESC, c.sn DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {StoredCommand.Columns} FROM {From(db.IsSqlite(), filter)} WHERE {where.Text}";
                return await command.ToListAsync(StoredCommand.Reader(hidden), token);
            },
            cancellation);
        return Cursor.Page(rows.ConvertAll(static row => row.ToDeviceCommand()), limit, List, Place.Of);
    }

    /// <summary>How many commands there are; <paramref name="most"/> + 1 when there are more than that.</summary>
    public Task<long> CountAsync(CommandFilter filter, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var command = await db.CommandAsync("", token);
            var where = Where(new Conditions(command), filter);
            where.Add("1 = 1 LIMIT @most", "most", most + 1);
            command.CommandText = $"SELECT count(*) FROM (SELECT 1 FROM {From(db.IsSqlite(), filter)} WHERE {where.Text}) AS counted";
            return (await command.ToListAsync(static row => row.GetInt64(0), token))[0];
        },
        cancellation);

    /// <summary>Batches, without counts by state.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<Batch>> NewestBatchesAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = Place.Parse(Cursor.Decode(BatchList, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("created_at <= @before_time", "before_time", before?.CreatedAt);
                where.Add("(created_at < @before_time OR id < @before_id)", "before_id", before?.Id);
                where.Add("1 = 1 ORDER BY created_at DESC, id DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {CommandStore.BatchColumns} FROM batches WHERE {where.Text}";
                return await command.ToListAsync(static row => CommandStore.ReadBatch(row, new Dictionary<CommandState, int>()), token);
            },
            cancellation);
        return Cursor.Page(rows, limit, BatchList, static batch => new Place(batch.CreatedAt.ToUnixTimeMilliseconds(), batch.Id, "").Text);
    }

    /// <summary>Of a site: its terminals first, and of each its own commands, so that what all others have is not looked through. PostgreSQL sees that by itself.</summary>
    private static string From(bool isSqlite, CommandFilter filter) => filter.Site is null ? "commands c" : $"devices d {(isSqlite ? "CROSS " : "")}JOIN commands c ON c.sn = d.sn";

    private static Conditions Where(Conditions where, CommandFilter filter)
    {
        where.Add("c.sn = @sn", "sn", filter.Sn);
        where.Add("d.site = @site", "site", filter.Site);
        where.Add("c.user_id = @user_id", "user_id", filter.UserId);
        where.Add("c.id = @id", "id", filter.Id);
        where.Add("c.batch_id = @batch", "batch", filter.BatchId);

        // In the very words of the partial indexes, too.
        var words = filter.State is not { } one || one == CommandState.Succeeded ? "" : $" AND c.{(CommandText.IsOpen(one) ? CommandStore.Open : Undone)}";
        where.Add("c.state = @state" + words, "state", filter.State is { } state ? CommandText.Of(state) : null);
        where.Add("c.type = @type", "type", filter.Type is { } type ? CommandText.Of(type) : null);
        where.Add("c.created_at >= @from", "from", Conditions.Ceiling(filter.From));
        where.Add("c.created_at < @to", "to", Conditions.Ceiling(filter.To));
        return where;
    }

    /// <summary>Where a page ended.</summary>
    private readonly record struct Place(long CreatedAt, string Id, string Sn)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt}\n{Id}\n{Sn}");

        public static string Of(DeviceCommand command) => new Place(command.Status.Command.CreatedAt.ToUnixTimeMilliseconds(), command.Status.Command.Id, command.Sn).Text;

        public static Place? Parse(string? text) => text?.Split('\n') switch
        {
            null => null,
            [var time, var id, var sn] when long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) => new Place(at, id, sn),
            _ => throw new CursorInvalidException(),
        };
    }
}
