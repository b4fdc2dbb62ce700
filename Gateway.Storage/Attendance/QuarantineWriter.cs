using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>Notes a faulty packet inside one transaction (D18, D27).</summary>
internal sealed class QuarantineWriter(IDataProtector protector)
{
    /// <summary>Entries of one SN; the oldest go.</summary>
    public const int EntriesMax = 1000;

    /// <summary>Contents of one SN, bytes in all; the oldest go, the newest always stays.</summary>
    public const long BytesMax = 64L * 1024 * 1024;

    private const int ReasonLengthMax = 1000;

    private const string Upsert =
        """
        INSERT INTO quarantine
        (sn, content_hash, transport, first_at, last_at, tries, reason, bad_records, good_records_stored, content_length, content_protected)
        VALUES (@sn, @hash, @transport, @at, @at, 1, @reason, @bad, @stored, @length, @content)
        ON CONFLICT (sn, content_hash) DO UPDATE SET
        tries = quarantine.tries + 1, last_at = excluded.last_at, reason = excluded.reason, bad_records = excluded.bad_records,
        good_records_stored = quarantine.good_records_stored OR (@threshold > 0 AND quarantine.tries + 1 >= @threshold)
        RETURNING tries
        """;

    private static readonly string Trim = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        DELETE FROM quarantine WHERE id IN (
            SELECT id FROM (
                SELECT id, row_number() OVER (ORDER BY id DESC) AS place, sum(content_length) OVER (ORDER BY id DESC) AS bytes
                FROM quarantine WHERE sn = @sn) AS sized
            WHERE place > {EntriesMax} OR (bytes > {BytesMax} AND place > 1))
        """);

    /// <returns>How often this packet has come.</returns>
    public async Task<int> WriteAsync(DataConnection db, AttendanceUpload upload, UploadFault fault, CancellationToken cancellation)
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
            .With("content", protector.Protect(fault.Content.ToArray()));
        var tries = (await command.ToListAsync(reader => reader.GetInt32(0), cancellation)).Single();
        if (tries == 1) await (await db.CommandAsync(Trim, cancellation)).With("sn", upload.Sn).ExecuteAsync(cancellation);
        return tries;
    }
}
