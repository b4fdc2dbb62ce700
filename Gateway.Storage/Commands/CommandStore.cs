using System.Data.Common;
using Gateway.Actors.Commands;
using Gateway.Actors.Wire;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Commands;

/// <summary>
/// The tables <c>commands</c> and <c>batches</c>, for the platform: as projected from the journal (<see cref="CommandProjectionStore"/>), at most a second behind.
/// </summary>
public sealed class CommandStore(Database database, IHiddenText hidden)
{
    /// <summary>Commands that have not ended, in the very words of the partial indexes.</summary>
    internal const string Open = "state IN ('queued', 'in_flight')";

    /// <summary>What <see cref="ReadBatch"/> reads, in its order.</summary>
    internal const string BatchColumns = "id, type, created_at, targets, accepted, rejected";

    private const char ListLetter = 'c';
    private const char SiteListLetter = 'o';

    /// <summary>One command of one device; null when there is none.</summary>
    public async Task<CommandStatus?> GetAsync(string sn, string id, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT {StoredCommand.Columns} FROM commands c WHERE c.sn = @sn AND c.id = @id", token))
                .With("sn", sn).With("id", id).ToListAsync(StoredCommand.Reader(hidden), token),
            cancellation);
        return rows.Count == 0 ? null : rows[0].Status;
    }

    /// <summary>Those of the commands that there are.</summary>
    internal static async Task<Dictionary<(string Sn, string Id), CommandStatus>> FindAsync(
        DataConnection db, IReadOnlyCollection<(string Sn, string Id)> keys, IHiddenText hidden, CancellationToken cancellation)
    {
        if (keys.Count == 0) return [];
        var rows = await (await db.CommandAsync($"SELECT {StoredCommand.Columns} FROM {db.Pairs()} JOIN commands c ON c.sn = k.a AND c.id = k.b", cancellation))
            .WithPairs(db, keys).ToListAsync(StoredCommand.Reader(hidden), cancellation);
        return rows.ToDictionary(row => (row.Sn, row.Status.Command.Id), row => row.Status);
    }

    /// <summary>The commands with this id, of whatever device, at most <paramref name="most"/>, by SN: an id is unique per device only.</summary>
    public async Task<IReadOnlyList<DeviceCommand>> FindAsync(string id, int most, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"SELECT {StoredCommand.Columns} FROM commands c WHERE c.id = @id ORDER BY c.sn LIMIT @most", token))
                .With("id", id).With("most", most).ToListAsync(StoredCommand.Reader(hidden), token),
            cancellation);
        return rows.ConvertAll(row => row.ToDeviceCommand());
    }

    /// <summary>A device's commands in the order in which they were accepted; <paramref name="state"/> null = of every state.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<DeviceCommand>> ListAsync(string sn, CommandState? state, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Place.Parse(Cursor.Decode(ListLetter, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = (await db.CommandAsync("", token)).With("sn", sn).With("most", limit + 1);
                var where = "c.sn = @sn";
                if (state is { } one)
                {
                    where += " AND c.state = @state";
                    command.With("state", CommandText.Of(one));
                }

                if (after is { } place)
                {
                    where += " AND c.created_at >= @after_time AND (c.created_at > @after_time OR c.id > @after_id)";
                    command.With("after_time", place.CreatedAt).With("after_id", place.Id);
                }

                command.CommandText = $"SELECT {StoredCommand.Columns} FROM commands c WHERE {where} ORDER BY c.created_at, c.id LIMIT @most";
                return await command.ToListAsync(StoredCommand.Reader(hidden), token);
            },
            cancellation);
        return Cursor.Page(rows.ConvertAll(row => row.ToDeviceCommand()), limit, ListLetter, Place.Of);
    }

    /// <summary>Commands of the devices of a site, by SN, each device's in the order in which they were accepted; <paramref name="state"/> null = of every state.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<DeviceCommand>> ListSiteAsync(string site, CommandState? state, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = SitePlace.Parse(Cursor.Decode(SiteListLetter, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                // Along the devices of the site, and for each along its own commands: nothing is sorted.
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("d.site = @site", "site", site);
                where.Add("c.state = @state", "state", state is { } one ? CommandText.Of(one) : null);
                where.Add("d.sn >= @after_sn", "after_sn", after?.Sn);
                where.Add("(d.sn > @after_sn OR c.created_at > @after_time OR (c.created_at = @after_time AND c.id > @after_id))", "after_time", after?.Of.CreatedAt);
                if (after is { } place) command.With("after_id", place.Of.Id);
                where.Add("1 = 1 ORDER BY d.sn, c.created_at, c.id LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {StoredCommand.Columns} FROM devices d JOIN commands c ON c.sn = d.sn WHERE {where.Text}";
                return await command.ToListAsync(StoredCommand.Reader(hidden), token);
            },
            cancellation);
        return Cursor.Page(rows.ConvertAll(row => row.ToDeviceCommand()), limit, SiteListLetter, static command => $"{command.Sn}\n{Place.Of(command)}");
    }

    /// <summary>SNs after <paramref name="after"/> (ordinal) with an open command whose life was over at <paramref name="at"/>, by SN.</summary>
    public Task<List<string>> GetExpiredSnsAsync(DateTimeOffset at, string after, int most, CancellationToken cancellation) => database.ReadAsync(
        // Without the hint SQLite walks the primary key: every command there ever was.
        async (db, token) => await (await db.CommandAsync(
                $"""
                SELECT DISTINCT sn FROM commands{(db.IsSqlite() ? " INDEXED BY ix_commands_expiry" : "")}
                WHERE {Open} AND expires_at <= @at AND sn > @after ORDER BY sn LIMIT @most
                """,
                token))
            .With("at", at.ToUnixTimeMilliseconds()).With("after", after).With("most", most).ToListAsync(row => row.GetString(0), token),
        cancellation);

    /// <summary>See <see cref="Actors.Sweeper.ICommandSweepStore.GetReplacedSnsAsync"/>.</summary>
    public Task<List<string>> GetReplacedSnsAsync(string after, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                SELECT d.sn FROM devices d WHERE d.replaced_at IS NOT NULL AND d.sn > @after AND EXISTS (SELECT 1 FROM commands c WHERE c.sn = d.sn AND c.{Open})
                ORDER BY d.sn LIMIT @most
                """,
                token))
            .With("after", after).With("most", most).ToListAsync(row => row.GetString(0), token),
        cancellation);

    /// <summary>Notes a batch before its first command is sent. The same id again changes nothing.</summary>
    public Task BeginBatchAsync(string id, CommandType type, DateTimeOffset createdAt, int targets, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                "INSERT INTO batches (id, type, created_at, targets) VALUES (@id, @type, @created, @targets) ON CONFLICT (id) DO NOTHING", token))
            .With("id", id).With("type", CommandText.Of(type)).With("created", createdAt.ToUnixTimeMilliseconds()).With("targets", targets).ExecuteAsync(token),
        cancellation);

    /// <summary>Notes what became of its targets.</summary>
    public Task EndBatchAsync(string id, int accepted, int rejected, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("UPDATE batches SET accepted = @accepted, rejected = @rejected WHERE id = @id", token))
            .With("accepted", accepted).With("rejected", rejected).With("id", id).ExecuteAsync(token),
        cancellation);

    /// <summary>A batch and how far its commands are; null when there is none.</summary>
    public Task<Batch?> GetBatchAsync(string id, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var counts = Enum.GetValues<CommandState>().ToDictionary(state => state, _ => 0);
            var counted = await (await db.CommandAsync("SELECT state, count(*) FROM commands WHERE batch_id = @id GROUP BY state", token))
                .With("id", id).ToListAsync(row => (State: row.GetString(0), Count: row.GetInt64(1)), token);
            foreach (var (state, count) in counted) counts[CommandText.ToState(state) ?? throw Unknown("command state")] = (int)count;
            var batches = await (await db.CommandAsync($"SELECT {BatchColumns} FROM batches WHERE id = @id", token))
                .With("id", id).ToListAsync(row => ReadBatch(row, counts), token);
            return batches.SingleOrDefault();
        },
        cancellation);

    /// <summary>Reads <see cref="BatchColumns"/>.</summary>
    internal static Batch ReadBatch(DbDataReader row, IReadOnlyDictionary<CommandState, int> counts) => new(
        row.GetString(0),
        CommandText.ToType(row.GetString(1)) ?? throw Unknown("command type"),
        row.GetTime(2),
        row.GetInt32(3),
        row.IsDBNull(4) ? null : row.GetInt32(4),
        row.IsDBNull(5) ? null : row.GetInt32(5),
        counts);

    private static InvalidDataException Unknown(string what) => new($"The database holds a {what} that this program does not know.");

    /// <summary>Where a page of a site's commands ended.</summary>
    private readonly record struct SitePlace(string Sn, Place Of)
    {
        public static SitePlace? Parse(string? text)
        {
            if (text is null) return null;
            var line = text.IndexOf('\n', StringComparison.Ordinal);
            return line > 0 && Place.Parse(text[(line + 1)..]) is { } place ? new SitePlace(text[..line], place) : throw new CursorInvalidException();
        }
    }

    /// <summary>Where a page ended.</summary>
    private readonly record struct Place(long CreatedAt, string Id)
    {
        public static string Of(DeviceCommand command) =>
            string.Create(CultureInfo.InvariantCulture, $"{command.Status.Command.CreatedAt.ToUnixTimeMilliseconds()}:{command.Status.Command.Id}");

        public static Place? Parse(string? text)
        {
            if (text is null) return null;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
                ? new Place(time, text[(colon + 1)..])
                : throw new CursorInvalidException();
        }
    }
}
