using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>How large the database was on each day (table <c>database_sizes</c>), and when its room ends if it goes on so.</summary>
public sealed class DatabaseSizes(Database database)
{
    /// <summary>Days that are kept.</summary>
    private const int KeptDays = 400;

    /// <summary>Pages that are free inside the file are room, and not size.</summary>
    private const string Sqlite =
        """
        SELECT (p.page_count - f.freelist_count) * s.page_size, f.freelist_count * s.page_size FROM pragma_page_count() AS p, pragma_freelist_count() AS f, pragma_page_size() AS s
        """;

    private const string Postgres = "SELECT pg_database_size(current_database()), CAST(0 AS bigint)";

    /// <summary>Notes how large it is on this day.</summary>
    public Task NoteAsync(DateOnly day, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var (used, _) = await SizeAsync(db, token);
            await (await db.CommandAsync("INSERT INTO database_sizes (day, bytes) VALUES (@day, @bytes) ON CONFLICT (day) DO UPDATE SET bytes = excluded.bytes", token))
                .With("day", SiteText.Of(day)).With("bytes", used).ExecuteAsync(token);
            return await (await db.CommandAsync("DELETE FROM database_sizes WHERE day < @before", token)).With("before", SiteText.Of(day.AddDays(-KeptDays))).ExecuteAsync(token);
        },
        cancellation);

    /// <summary>When its room ends; null: it does not grow, or that is not known yet.</summary>
    /// <param name="room">Bytes that it may have in all; null: those of the disk, of which <paramref name="freeOnDisk"/> are free.</param>
    public Task<DiskForecast?> ForecastAsync(long? room, long freeOnDisk, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var days = await (await db.CommandAsync("SELECT day, bytes FROM database_sizes ORDER BY day DESC LIMIT @most", token)).With("most", DiskForecast.DaysMost)
                .ToListAsync(static row => (Day: SiteText.ToDate(row.GetString(0)) ?? throw StoredText.Unknown("day of database_sizes"), Bytes: row.GetInt64(1)), token);
            if (days.Count == 0) return null;
            var (used, unused) = await SizeAsync(db, token);
            return DiskForecast.Of(days, room is { } all ? all - used : freeOnDisk + unused);
        },
        cancellation);

    /// <summary>Whether the database lies on a disk that this node sees.</summary>
    public bool IsOnThisMachine => database.File is not null;

    private static async Task<(long Used, long Unused)> SizeAsync(DataConnection db, CancellationToken cancellation) =>
        (await (await db.CommandAsync(db.IsSqlite() ? Sqlite : Postgres, cancellation)).ToListAsync(static row => (row.GetInt64(0), row.GetInt64(1)), cancellation))[0];
}
