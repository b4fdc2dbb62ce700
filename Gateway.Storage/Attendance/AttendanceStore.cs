using System.Data.Common;
using Gateway.Actors.Attendance;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Actors.Time;
using Gateway.Actors.Wire;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>The tables <c>attendance</c>, <c>attendance_again</c>, <c>quarantine</c> (write side) and <c>outbox</c>.</summary>
public sealed class AttendanceStore(
    Database database, IDataProtectionProvider protection, IHiddenText hidden, ClearFields clear, QuarantineLimits? limits = null) : IAttendanceStore
{
    private const char List = 'a';

    // The conflict is named: another one (an id twice for different records) is a fault of ours and must not pass for a duplicate.
    private static readonly BulkInsert<PartedRecord> Insert = PartedRecord.InsertInto("attendance", "ON CONFLICT (sn, user_id, recog_time) DO NOTHING");

    private readonly QuarantineWriter _quarantine = new(protection.CreateProtector(QuarantineStore.Purpose), limits ?? QuarantineLimits.Standard);

    public Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        if (group.Count == 0) return Task.FromResult<IReadOnlyList<UploadOutcome>>([]);

        // Encrypted here, once for both tables: the one thread that writes has better things to do.
        var parted = group.Select(upload => upload.Records.Select(Part).ToArray()).ToArray();
        return database.WriteUplinkAsync((db, token) => StoreAsync(db, group, parted, token), cancellation);
    }

    /// <summary>Oldest first: by recog_time, then id.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AttendanceRecord>> ListAsync(AttendanceFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PagePlace.Parse(Cursor.Decode(List, cursor));
        var records = await database.ReadAsync((db, token) => ReadAsync(db, filter, after, limit + 1, token), cancellation);
        return Cursor.Page(records, limit, List, static record => PagePlace.Of(record.RecogTime, record.Id));
    }

    private async Task<IReadOnlyList<UploadOutcome>> StoreAsync(
        DataConnection db, IReadOnlyList<AttendanceUpload> group, PartedRecord[][] parted, CancellationToken cancellation)
    {
        var outcomes = new UploadOutcome[group.Count];
        var records = new List<PartedRecord>(group.Count * 4);
        var uploads = new List<int>(group.Count * 4);
        var tries = await _quarantine.WriteAsync(db, group, cancellation);
        await QuarantineWriter.ReleaseAsync(db, group, tries, cancellation);
        for (var u = 0; u < group.Count; u++)
        {
            var upload = group[u];
            if (upload.Fault is { } fault)
            {
                outcomes[u] = new UploadOutcome(ResultOf(fault, tries[u]), 0, 0, tries[u] ?? 0);
                if (outcomes[u].Result == UploadResult.Refused) continue;
            }

            records.AddRange(parted[u]);
            uploads.AddRange(Enumerable.Repeat(u, parted[u].Length));
        }

        var written = new bool[records.Count];
        await Insert.RunAsync(db, records, written, cancellation);
        await SuspectRepeats.StoreAsync(db, records, written, cancellation);
        var outbox = new List<OutboxRow>(records.Count);
        for (var r = 0; r < written.Length; r++)
        {
            ref var outcome = ref outcomes[uploads[r]];
            outcome = written[r] ? outcome with { Stored = outcome.Stored + 1 } : outcome with { Duplicates = outcome.Duplicates + 1 };
            if (!written[r]) continue;
            var (record, hidden) = (records[r].Record, records[r].Hidden);
            outbox.Add(new OutboxRow(FeedKind.Attendance, record.Sn, record.ReceivedAt, AttendanceJson.ToJson(record), hidden));
        }

        await OutboxRow.Insert.RunAsync(db, outbox, null, cancellation);
        return outcomes;
    }

    /// <summary>The record with its fields in clear, and the others.</summary>
    private PartedRecord Part(AttendanceRecord record)
    {
        var (shown, rest) = ExtraFields.Split(record.ExtraJson, clear);
        return new PartedRecord(WholeMilliseconds(record) with { ExtraJson = shown }, rest is null ? null : hidden.Hide(rest));
    }

    private string? ReadExtra(DbDataReader row, int column)
    {
        var shown = row.GetText(column);
        return row.IsDBNull(column + 1) ? shown : ExtraFields.Join(shown, hidden.Reveal(row.GetFieldValue<byte[]>(column + 1)) ?? ExtraFields.Unreadable);
    }

    /// <param name="tries">How often it has come; null: the quarantine has no room for it. Its good records then wait for no third try, which could not be counted.</param>
    private static UploadResult ResultOf(UploadFault fault, int? tries) =>
        tries is not { } times ? UploadResult.NotTaken
        : fault.TriesBeforeStoring > 0 && times >= fault.TriesBeforeStoring ? UploadResult.Stored
        : UploadResult.Refused;

    /// <summary>The tables hold milliseconds: what goes to the feed must be the very record that the list shows later.</summary>
    private static AttendanceRecord WholeMilliseconds(AttendanceRecord record)
    {
        var recognised = record.RecogTime.ToWholeMilliseconds();
        var received = record.ReceivedAt.ToWholeMilliseconds();
        return recognised == record.RecogTime && received == record.ReceivedAt ? record : record with { RecogTime = recognised, ReceivedAt = received };
    }

    private async Task<List<AttendanceRecord>> ReadAsync(
        DataConnection db, AttendanceFilter filter, PagePlace? after, int most, CancellationToken cancellation)
    {
        var command = await db.CommandAsync("", cancellation);
        var where = new Conditions(command);

        where.Add("sn = @sn", "sn", filter.Sn);
        where.Add("user_id = @user_id", "user_id", filter.UserId);
        where.Add("site = @site", "site", filter.Site);
        where.Add("recog_time >= @from", "from", Conditions.Ceiling(filter.From));
        where.Add("recog_time < @to", "to", Conditions.Ceiling(filter.To));
        where.Add("recog_time >= @after_time", "after_time", after?.Time);
        where.Add("(recog_time > @after_time OR id > @after_id)", "after_id", after is { } place ? db.Uuid(place.Id) : null);
        where.Add("1 = 1 ORDER BY recog_time, id LIMIT @most", "most", most);
        string From(string table) =>
            $"SELECT * FROM (SELECT id, sn, user_id, recog_time, recog_time_text, received_at, transport, site, extra, extra_protected FROM {table} WHERE {where.Text}) r";
        command.CommandText = $"{From("attendance")} UNION ALL {From("attendance_again")} ORDER BY recog_time, id LIMIT @most";
        return await command.ToListAsync(
            row => new AttendanceRecord(
                db.ReadUuid(row, 0),
                row.GetString(1),
                row.GetString(2),
                row.GetTime(3),
                row.GetString(4),
                row.GetTime(5),
                StoredText.ToTransport(row.GetString(6)),
                row.GetText(7),
                ReadExtra(row, 8)),
            cancellation);
    }
}
