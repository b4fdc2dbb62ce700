using System.Data.Common;
using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// The tables <c>retention_proofs</c> and <c>retention_ids</c>. Whoever deletes writes the ids of it in the same transaction; when a site is done they become one hash, read in
/// their order, and go. So a proof says exactly what was deleted, whatever died meanwhile, and needs no memory for it.
/// </summary>
public sealed class RetentionProofStore(Database database, TimeProvider time)
{
    /// <summary>Records of one proof; what is more gets another one.</summary>
    public const long RecordsMax = 1_000_000;

    private const char List = 'p';

    /// <summary>Ids that are deleted in one transaction once they are hashed.</summary>
    private const int IdsMax = 5000;

    private const string Columns =
        "number, run, site, rule, began_at, ended_at, attendance, attendance_again, registrations, registration_photos, recog_from, recog_to, received_from, received_to, sha256";

    private static readonly BulkInsert<(long Proof, Guid Id)> Ids = new(
        "retention_ids", "", new("id", SqlType.Uuid, row => row.Id), new("proof", SqlType.BigInt, row => row.Proof));

    /// <summary>The latest first.</summary>
    /// <param name="site">Null: of all.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<RetentionProof>> ListAsync(string? site, long? run, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        long? before = Cursor.Decode(List, cursor) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CursorInvalidException();
        var proofs = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("site = @site", "site", site);
                where.Add("run = @run", "run", run);
                where.Add("number < @before", "before", before);
                where.Add("1 = 1 ORDER BY number DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {Columns} FROM retention_proofs WHERE {where.Text}";
                return await command.ToListAsync(Row, token);
            },
            cancellation);
        return Cursor.Page(proofs, limit, List, static proof => proof.Number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What a run has deleted so far, and of how many sites.</summary>
    public Task<(RetentionCounts Counts, long Sites)> SumAsync(long run, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync(
                """
                SELECT COALESCE(SUM(attendance), 0), COALESCE(SUM(attendance_again), 0), COALESCE(SUM(registrations), 0), COALESCE(SUM(registration_photos), 0),
                COUNT(DISTINCT COALESCE(site, '')) FROM retention_proofs WHERE run = @run
                """,
                token)).With("run", run)
            .ToListAsync(static row => (new RetentionCounts(Sum(row, 0), Sum(row, 1), Sum(row, 2), Sum(row, 3)), row.GetInt64(4)), token))[0],
        cancellation);

    /// <summary>Makes every proof that somebody began and did not end. Nobody may be deleting.</summary>
    public async Task CloseAllAsync(CancellationToken cancellation)
    {
        while (await FirstAsync("SELECT MIN(number) FROM retention_proofs WHERE sha256 IS NULL", cancellation) is { } open) await CloseAsync(open, cancellation);
        while (await FirstAsync("SELECT MIN(proof) FROM retention_ids", cancellation) is { } hashed) await CloseAsync(hashed, cancellation);
    }

    /// <summary>Makes the hash of a proof, to which nothing is added from now on. Again does no harm.</summary>
    public async Task CloseAsync(long proof, CancellationToken cancellation)
    {
        var open = await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync(
                    "UPDATE retention_proofs SET ended_at = COALESCE(ended_at, @now) WHERE number = @proof AND sha256 IS NULL", token))
                .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("proof", proof).ExecuteAsync(token),
            cancellation);
        if (open > 0)
        {
            var hash = await database.ReadAsync((db, token) => HashAsync(db, proof, token), cancellation);
            await database.WriteAsync(
                async (db, token) => await (await db.CommandAsync("UPDATE retention_proofs SET sha256 = @hash WHERE number = @proof AND sha256 IS NULL", token))
                    .With("hash", hash).With("proof", proof).ExecuteAsync(token),
                cancellation);
        }

        int deleted;
        do
        {
            deleted = await database.WriteAsync(
                async (db, token) => await (await db.CommandAsync(
                        "DELETE FROM retention_ids WHERE proof = @proof AND id IN (SELECT id FROM retention_ids WHERE proof = @proof ORDER BY id LIMIT @most)", token))
                    .With("proof", proof).With("most", IdsMax).ExecuteAsync(token),
                cancellation);
        }
        while (deleted == IdsMax);
    }

    /// <summary>Adds what was deleted in this transaction.</summary>
    /// <param name="proof">Null: none of this site is open.</param>
    /// <returns>The proof that has it: another one when that has been ended by somebody else.</returns>
    internal async Task<long> AddAsync(DataConnection db, long? proof, long run, PlannedSite planned, DeletedRows rows, CancellationToken cancellation)
    {
        if (proof is not { } number || await RaiseAsync(db, number, rows, cancellation) == 0)
        {
            number = (await With(
                    await db.CommandAsync(
                        """
                        INSERT INTO retention_proofs
                            (run, site, rule, began_at, attendance, attendance_again, registrations, registration_photos, recog_from, recog_to, received_from, received_to)
                        VALUES (@run, @site, @rule, @now, @attendance, @again, @registrations, @photos, @recog_from, @recog_to, @received_from, @received_to) RETURNING number
                        """,
                        cancellation),
                    rows)
                .With("run", run).With("site", planned.Site).With("rule", RetentionTerm.Text(planned.Term.Rule)).With("now", time.GetUtcNow().ToUnixTimeMilliseconds())
                .ToListAsync(static row => row.GetInt64(0), cancellation))[0];
        }

        await Ids.RunAsync(db, [.. rows.Ids.Select(id => (number, id))], null, cancellation);
        return number;
    }

    private static async Task<int> RaiseAsync(DataConnection db, long proof, DeletedRows rows, CancellationToken cancellation)
    {
        string Wider(string column, string parameter, string compare) =>
            $"{column} = CASE WHEN {column} IS NULL OR CAST({parameter} AS bigint) {compare} {column} THEN CAST({parameter} AS bigint) ELSE {column} END";
        return await With(
                await db.CommandAsync(
                    $"""
                    UPDATE retention_proofs SET attendance = attendance + @attendance, attendance_again = attendance_again + @again, registrations = registrations + @registrations,
                    registration_photos = registration_photos + @photos, {Wider("recog_from", "@recog_from", "<")}, {Wider("recog_to", "@recog_to", ">")},
                    {Wider("received_from", "@received_from", "<")}, {Wider("received_to", "@received_to", ">")} WHERE number = @proof AND ended_at IS NULL
                    """,
                    cancellation),
                rows)
            .With("proof", proof).ExecuteAsync(cancellation);
    }

    private static DbCommand With(DbCommand command, DeletedRows rows) => command
        .With("attendance", rows.Counts.Attendance).With("again", rows.Counts.AttendanceAgain).With("registrations", rows.Counts.Registrations)
        .With("photos", rows.Counts.RegistrationPhotos).With("recog_from", rows.RecogFrom).With("recog_to", rows.RecogTo)
        .With("received_from", rows.ReceivedFrom).With("received_to", rows.ReceivedTo);

    /// <summary>Row by row: a proof may have a million.</summary>
    private static async Task<byte[]> HashAsync(DataConnection db, long proof, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await RetentionPlan.AllowLongLooksAsync(db, cancellation);
        await using var command = (await db.CommandAsync("SELECT id FROM retention_ids WHERE proof = @proof ORDER BY id", cancellation)).With("proof", proof);
        command.CommandTimeout = RetentionPlan.LookSeconds;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) hash.AppendData(Encoding.ASCII.GetBytes(db.ReadUuid(reader, 0).ToString("D") + "\n"));
        return hash.GetHashAndReset();
    }

    private async Task<long?> FirstAsync(string sql, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync(sql, token)).ToListAsync(static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), token))[0], cancellation);

    private static long Sum(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetTime(column);

    private static RetentionProof Row(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetText(2), row.GetString(3), row.GetTime(4), Time(row, 5),
        new RetentionCounts(row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)), Time(row, 10), Time(row, 11), Time(row, 12), Time(row, 13),
        row.IsDBNull(14) ? null : row.GetFieldValue<byte[]>(14));
}
