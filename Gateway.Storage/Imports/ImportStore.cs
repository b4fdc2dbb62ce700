using System.Data.Common;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Imports;

/// <summary>The table <c>imports</c>: the latest <see cref="RowsMax"/> of them.</summary>
public sealed class ImportStore(Database database, TimeProvider time)
{
    /// <summary>Rows that are kept.</summary>
    public const int RowsMax = 10_000;

    private const char List = 'i';
    private const int FileLengthMax = 200;
    private const string Columns = "id, kind, site, file, key_id, started_at, ended_at, row_count, added, changed, unchanged, removed, rejected, is_whole";

    /// <summary>Notes that an import begins; the oldest rows above <see cref="RowsMax"/> go.</summary>
    /// <param name="kind">A word of <see cref="ImportKind"/>.</param>
    /// <param name="site">Empty for terminals.</param>
    /// <returns>Its id.</returns>
    public async Task<string> BeginAsync(string kind, string site, string file, string keyId, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        await database.WriteAsync(
            async (db, token) =>
            {
                await (await db.CommandAsync(
                        $"INSERT INTO imports ({Columns}) VALUES (@id, @kind, @site, @file, @key, @now, NULL, 0, 0, 0, 0, 0, 0, @whole)", token))
                    .With("id", id).With("kind", kind).With("site", site).With("file", file[..Math.Min(file.Length, FileLengthMax)]).With("key", keyId)
                    .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("whole", false).ExecuteAsync(token);
                return await (await db.CommandAsync(
                        "DELETE FROM imports WHERE id IN (SELECT id FROM imports ORDER BY started_at DESC, id DESC LIMIT @many OFFSET @most)", token))
                    .With("many", RowsMax).With("most", RowsMax).ExecuteAsync(token);
            },
            cancellation);
        return id;
    }

    /// <summary>Notes how it ended.</summary>
    public Task<int> EndAsync(string id, ImportCounts counts, bool isWhole, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                """
                UPDATE imports SET ended_at = @now, row_count = @rows, added = @added, changed = @changed, unchanged = @unchanged, removed = @removed, rejected = @rejected,
                    is_whole = @whole WHERE id = @id
                """,
                token))
            .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("rows", counts.Rows).With("added", counts.Added).With("changed", counts.Changed)
            .With("unchanged", counts.Unchanged).With("removed", counts.Removed).With("rejected", counts.Rejected).With("whole", isWhole).With("id", id).ExecuteAsync(token),
        cancellation);

    /// <summary>The latest first.</summary>
    /// <param name="kind">A word of <see cref="ImportKind"/>; null: of every kind.</param>
    /// <param name="site">Whose rosters; null: everybody's, and terminals.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<ImportEntry>> ListAsync(string? kind, string? site, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = Place(Cursor.Decode(List, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("kind = @kind", "kind", kind);
                where.Add("site = @site", "site", site);
                where.Add("started_at <= @time", "time", before?.Time);
                where.Add("(started_at < @time OR id < @id)", "id", before?.Id);
                where.Add("1 = 1 ORDER BY started_at DESC, id DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {Columns} FROM imports WHERE {where.Text}";
                return await command.ToListAsync(Read, token);
            },
            cancellation);
        return Cursor.Page(rows, limit, List, static row => string.Create(CultureInfo.InvariantCulture, $"{row.StartedAt.ToUnixTimeMilliseconds()}:{row.Id}"));
    }

    private static ImportEntry Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetTime(5), row.IsDBNull(6) ? null : row.GetTime(6),
        new ImportCounts(row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12)), row.GetBoolean(13));

    private static (long Time, string Id)? Place(string? text)
    {
        if (text is null) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? (time, text[(colon + 1)..])
            : throw new CursorInvalidException();
    }
}
