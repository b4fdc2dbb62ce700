using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>Notes the faulty packets of a group inside its transaction, within the bounds of D35 (D18, D27).</summary>
internal sealed class QuarantineWriter(IDataProtector protector, QuarantineLimits limits)
{
    private const int ReasonLengthMax = 1000;

    /// <summary>An arbitrary number, frozen: who adds an entry holds this lock of PostgreSQL until the commit, so that what it has counted stays true.</summary>
    private const long Lock = 0x6761746577617903;

    private const string Upsert =
        """
        INSERT INTO quarantine
        (sn, content_hash, transport, first_at, last_at, tries, reason, bad_records, good_records_stored, content_length, content_protected, share, address,
        diagnosis, diagnosis_detail)
        VALUES (@sn, @hash, @transport, @at, @at, 1, @reason, @bad, @stored, @length, @content, @share, @address, @diagnosis, @detail)
        ON CONFLICT (sn, content_hash) DO UPDATE SET
        tries = quarantine.tries + 1, last_at = excluded.last_at, reason = excluded.reason, bad_records = excluded.bad_records,
        diagnosis = COALESCE(excluded.diagnosis, quarantine.diagnosis),
        diagnosis_detail = CASE WHEN excluded.diagnosis IS NULL THEN quarantine.diagnosis_detail ELSE excluded.diagnosis_detail END,
        good_records_stored = quarantine.good_records_stored OR (@threshold > 0 AND quarantine.tries + 1 >= @threshold)
        RETURNING tries
        """;

    private const string Use = "SELECT count(*), coalesce(sum(content_length), 0) FROM quarantine WHERE share = @share";

    /// <returns>Of each upload how often its packet has come: 0 for one without a fault, null where there is no room for it.</returns>
    public async Task<int?[]> WriteAsync(DataConnection db, IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        var tries = new int?[group.Count];
        var again = new List<int>();
        for (var u = 0; u < group.Count; u++)
        {
            if (group[u].Fault is not { } fault) tries[u] = 0;
            else if (await ExistsAsync(db, group[u], fault, cancellation)) again.Add(u);
            else if (await HasRoomAsync(db, group[u], fault, cancellation)) tries[u] = await UpsertAsync(db, group[u], fault, cancellation);
        }

        // Rows that others may hold come after the lock, and in one order: so no two nodes wait for each other.
        foreach (var u in again.OrderBy(u => Convert.ToHexString(group[u].Fault!.ContentHash.Span), StringComparer.Ordinal))
            tries[u] = await UpsertAsync(db, group[u], group[u].Fault!, cancellation);
        return tries;
    }

    /// <summary>What has been read again leaves the quarantine with the commit of its records, unless there was no room for what is still wrong in it.</summary>
    public static async Task ReleaseAsync(DataConnection db, IReadOnlyList<AttendanceUpload> group, int?[] tries, CancellationToken cancellation)
    {
        var ids = group.Where((upload, u) => upload.Releases is not null && tries[u] is not null).Select(static upload => upload.Releases!.Value).Order().ToList();
        if (ids.Count == 0) return;
        await (await db.CommandAsync($"DELETE FROM quarantine WHERE {db.In("id", "ids")}", cancellation)).With("ids", db.Set(ids)).ExecuteAsync(cancellation);
    }

    private static async Task<bool> ExistsAsync(DataConnection db, AttendanceUpload upload, UploadFault fault, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync("SELECT 1 FROM quarantine WHERE sn = @sn AND content_hash = @hash", cancellation))
            .With("sn", upload.Sn).With("hash", fault.ContentHash.ToArray());
        return (await command.ToListAsync(static _ => true, cancellation)).Count > 0;
    }

    /// <summary>Looks before it takes the lock: a flood that meets a full quarantine holds up nobody.</summary>
    private async Task<bool> HasRoomAsync(DataConnection db, AttendanceUpload upload, UploadFault fault, CancellationToken cancellation)
    {
        if (!await FitsAsync(db, upload, fault, cancellation)) return false;
        if (db.IsSqlite()) return true; // It has one writer.
        await db.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock})"), cancellation);
        return await FitsAsync(db, upload, fault, cancellation);
    }

    private async Task<bool> FitsAsync(DataConnection db, AttendanceUpload upload, UploadFault fault, CancellationToken cancellation)
    {
        var (share, length) = (ShareOf(fault), fault.Content.Length);
        if (fault.UnprovedFrom is not { } address) return limits.Readable.Fits(await UsedAsync(db, share, "sn", upload.Sn, cancellation), length);
        return limits.Unread.Fits(await UsedAsync(db, share, "sn", upload.Sn, cancellation), length)
            && limits.UnreadOfAddress.Fits(await UsedAsync(db, share, "address", address, cancellation), length)
            && limits.UnreadOfAll.Fits(await UsedAsync(db, share, null, null, cancellation), length);
    }

    private static async Task<QuarantineBound> UsedAsync(DataConnection db, string share, string? column, string? value, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync(column is null ? Use : $"{Use} AND {column} = @value", cancellation)).With("share", share);
        if (column is not null) command.With("value", value);
        return (await command.ToListAsync(static row => new QuarantineBound(row.GetInt64(0), row.GetInt64(1)), cancellation)).Single();
    }

    private static string ShareOf(UploadFault fault) =>
        fault.UnprovedFrom is null ? QuarantineShare.Readable : fault.Key is { IsAttendance: true } ? QuarantineShare.OtherKey : QuarantineShare.Unread;

    private async Task<int> UpsertAsync(DataConnection db, AttendanceUpload upload, UploadFault fault, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync(Upsert, cancellation))
            .With("sn", upload.Sn)
            .With("hash", fault.ContentHash.ToArray())
            .With("transport", StoredText.Of(upload.Transport))
            .With("at", upload.ReceivedAt.ToUnixTimeMilliseconds())
            .With("reason", fault.Reason.Length > ReasonLengthMax ? fault.Reason[..ReasonLengthMax] : fault.Reason)
            .With("bad", fault.BadRecords)
            .With("stored", fault.TriesBeforeStoring == 1)
            .With("threshold", fault.TriesBeforeStoring)
            .With("length", fault.Content.Length)
            .With("content", protector.Protect(fault.Content.ToArray()))
            .With("share", ShareOf(fault))
            .With("address", fault.UnprovedFrom)
            .With("diagnosis", fault.Key?.Code)
            .With("detail", fault.Key?.Detail);
        return (await command.ToListAsync(reader => reader.GetInt32(0), cancellation)).Single();
    }
}
