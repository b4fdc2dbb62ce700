using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using NpgsqlTypes;

namespace Gateway.Storage.Retention;

/// <summary>
/// Deletes records of a site, a batch in a transaction of its own: with it goes the look whether they may still go, and the proof. A hold that was answered is obeyed by every
/// batch after it.
/// </summary>
public sealed class RetentionDeletes(Database database, RetentionProofStore proofs, TimeProvider time)
{
    /// <summary>Records of attendance in one transaction.</summary>
    private const int RecordsMax = 500;

    /// <summary>Registrations in one transaction: each has up to three photos, which SQLite overwrites.</summary>
    private const int RegistrationsMax = 10;

    /// <summary>Every statement that looks for what goes: a test reads their plans.</summary>
    internal static string Find(RetentionLook look, string? site)
    {
        var (recognised, most) = look.Table == RetentionLook.Registrations ? ("NULL", RegistrationsMax) : ("recog_time", RecordsMax);
        var which = site is null ? "site IS NULL" : "site = @site";
        return string.Create(
            CultureInfo.InvariantCulture, $"SELECT id, {recognised}, received_at FROM {look.Table} WHERE {which}{look.Condition} ORDER BY {look.Order} LIMIT {most}");
    }

    /// <returns>The proof with what was deleted, the former one if nothing was; and whether there is more of it to delete.</returns>
    internal Task<(long? Proof, int Records, bool MayGoOn)> DeleteAsync(
        RetentionDay day, PlannedSite planned, RetentionLook look, long run, long? proof, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            if (planned.Site is { } code && (await ShareAsync(db, code, token) is not { } site || day.TermOf(site) != planned.Term)) return (proof, 0, false);
            var rows = await db.ErasingAsync(
                async () =>
                {
                    var command = await db.CommandAsync(Find(look, planned.Site), token);
                    if (planned.Site is not null) command.With("site", planned.Site);
                    foreach (var (name, value) in look.Values) command.With(name, value);
                    var found = await command.ToListAsync(row => new Found(db.ReadUuid(row, 0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetInt64(2)), token);
                    return found.Count == 0 ? DeletedRows.None
                        : look.Table == RetentionLook.Registrations ? await RegistrationsAsync(db, look.IsPhotos, found, token)
                        : await AttendanceAsync(db, look.Table, found, token);
                },
                token);
            if (!rows.Counts.IsNone) proof = await proofs.AddAsync(db, proof, run, planned, rows, token);
            return (proof, rows.Ids.Count, rows.Found == (look.Table == RetentionLook.Registrations ? RegistrationsMax : RecordsMax));
        },
        cancellation);

    /// <summary>The site as it is, and stays until the end of the transaction: who holds it now waits for this batch.</summary>
    private static async Task<Site?> ShareAsync(DataConnection db, string code, CancellationToken cancellation) =>
        (await (await db.CommandAsync($"SELECT {SiteRows.Columns} FROM sites s WHERE s.code = @code{(db.IsSqlite() ? "" : " FOR SHARE")}", cancellation))
            .With("code", code).ToListAsync(SiteRows.Read, cancellation)).SingleOrDefault();

    private static async Task<DeletedRows> AttendanceAsync(DataConnection db, string table, List<Found> found, CancellationToken cancellation)
    {
        var gone = db.IsSqlite() ? await EachAsync(db, $"DELETE FROM {table} WHERE id = @id", found, cancellation)
            : table == RetentionLook.Again ? await AllAsync(db, $"DELETE FROM {table} WHERE id = ANY($1) RETURNING id", found, cancellation)
            : await AllAsync(
                db,
                // The bounds leave out the partitions of all other months.
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    DELETE FROM {table} WHERE recog_time BETWEEN {found.Min(static row => row.RecogTime)} AND {found.Max(static row => row.RecogTime)}
                    AND (recog_time, id) IN (SELECT k.recog_time, k.id FROM unnest($1, $2) AS k(id, recog_time)) RETURNING id
                    """),
                found, cancellation);
        var counts = table == RetentionLook.Again ? RetentionCounts.None with { AttendanceAgain = gone.Count } : RetentionCounts.None with { Attendance = gone.Count };
        return Of(found.Count, counts, gone, gone);
    }

    /// <summary>One by one: they are few. Who has just been deleted by somebody else counts for nothing.</summary>
    private async Task<DeletedRows> RegistrationsAsync(DataConnection db, bool onlyPhotos, List<Found> found, CancellationToken cancellation)
    {
        var photos = 0;
        var gone = new List<Found>();
        foreach (var row in found)
        {
            photos += await (await db.CommandAsync("DELETE FROM registration_photos WHERE registration_id = @id", cancellation))
                .With("id", db.Uuid(row.Id)).ExecuteAsync(cancellation);
            var sql = onlyPhotos
                ? $"UPDATE registrations SET photos_deleted_at = {time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)} WHERE id = @id"
                : "DELETE FROM registrations WHERE id = @id";
            if (await (await db.CommandAsync(sql, cancellation)).With("id", db.Uuid(row.Id)).ExecuteAsync(cancellation) > 0) gone.Add(row);
        }

        return Of(found.Count, RetentionCounts.None with { RegistrationPhotos = photos, Registrations = onlyPhotos ? 0 : gone.Count }, onlyPhotos ? [] : gone, gone);
    }

    private static DeletedRows Of(int found, RetentionCounts counts, List<Found> ids, List<Found> gone) => new(
        found, counts, ids.ConvertAll(static row => row.Id), gone.Min(static row => row.RecogTime), gone.Max(static row => row.RecogTime),
        gone.Min(static row => (long?)row.ReceivedAt), gone.Max(static row => (long?)row.ReceivedAt));

    private static async Task<List<Found>> EachAsync(DataConnection db, string sql, List<Found> found, CancellationToken cancellation)
    {
        var gone = new List<Found>(found.Count);
        await using var command = (await db.CommandAsync(sql, cancellation)).With("id", null);
        foreach (var row in found)
        {
            command.Parameters[0].Value = db.Uuid(row.Id);
            if (await command.ExecuteNonQueryAsync(cancellation) > 0) gone.Add(row);
        }

        return gone;
    }

    private static async Task<List<Found>> AllAsync(DataConnection db, string sql, List<Found> found, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync(sql, cancellation)).WithArray(found, static row => row.Id, NpgsqlDbType.Uuid);
        if (sql.Contains("$2", StringComparison.Ordinal)) command.WithArray(found, static row => row.RecogTime!.Value, NpgsqlDbType.Bigint);
        var ids = (await command.ToListAsync(static row => row.GetGuid(0), cancellation)).ToHashSet();
        return found.FindAll(row => ids.Contains(row.Id));
    }

    private readonly record struct Found(Guid Id, long? RecogTime, long ReceivedAt);
}
