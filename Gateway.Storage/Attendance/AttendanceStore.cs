using Gateway.Actors.Attendance;
using Gateway.Actors.Feed;
using Gateway.Actors.Time;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>The tables <c>attendance</c>, <c>quarantine</c> (write side) and <c>outbox</c>.</summary>
public sealed class AttendanceStore(Database database, IDataProtectionProvider protection, QuarantineLimits? limits = null) : IAttendanceStore
{
    private const char List = 'a';

    // The conflict is named: another one (an id twice for different records) is a fault of ours and must not pass for a duplicate.
    private static readonly BulkInsert<AttendanceRecord> Insert = new(
        "attendance",
        "ON CONFLICT (sn, user_id, recog_time) DO NOTHING",
        new("id", SqlType.Uuid, r => r.Id),
        new("sn", SqlType.Text, r => r.Sn),
        new("user_id", SqlType.Text, r => r.UserId),
        new("recog_time", SqlType.BigInt, r => r.RecogTime.ToUnixTimeMilliseconds()),
        new("recog_time_text", SqlType.Text, r => r.RecogTimeText),
        new("received_at", SqlType.BigInt, r => r.ReceivedAt.ToUnixTimeMilliseconds()),
        new("transport", SqlType.Text, r => StoredText.Of(r.Transport)),
        new("site", SqlType.Text, r => r.Site),
        new("extra", SqlType.Text, r => r.ExtraJson));

    private readonly QuarantineWriter _quarantine = new(protection.CreateProtector(QuarantineStore.Purpose), limits ?? QuarantineLimits.Standard);

    public Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation) =>
        group.Count == 0
            ? Task.FromResult<IReadOnlyList<UploadOutcome>>([])
            : database.WriteUplinkAsync((db, token) => StoreAsync(db, group, token), cancellation);

    /// <summary>Oldest first: by recog_time, then id.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AttendanceRecord>> ListAsync(AttendanceFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PagePlace.Parse(Cursor.Decode(List, cursor));
        var records = await database.ReadAsync((db, token) => ReadAsync(db, filter, after, limit + 1, token), cancellation);
        return Cursor.Page(records, limit, List, static record => PagePlace.Of(record.RecogTime, record.Id));
    }

    private async Task<IReadOnlyList<UploadOutcome>> StoreAsync(DataConnection db, IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        var outcomes = new UploadOutcome[group.Count];
        var records = new List<AttendanceRecord>(group.Count * 4);
        var uploads = new List<int>(group.Count * 4);
        var tries = await _quarantine.WriteAsync(db, group, cancellation);
        for (var u = 0; u < group.Count; u++)
        {
            var upload = group[u];
            if (upload.Fault is { } fault)
            {
                outcomes[u] = new UploadOutcome(ResultOf(fault, tries[u]), 0, 0, tries[u] ?? 0);
                if (outcomes[u].Result == UploadResult.Refused) continue;
            }

            foreach (var record in upload.Records)
            {
                records.Add(WholeMilliseconds(record));
                uploads.Add(u);
            }
        }

        var written = new bool[records.Count];
        await Insert.RunAsync(db, records, written, cancellation);
        var outbox = new List<OutboxRow>(records.Count);
        for (var r = 0; r < written.Length; r++)
        {
            ref var outcome = ref outcomes[uploads[r]];
            outcome = written[r] ? outcome with { Stored = outcome.Stored + 1 } : outcome with { Duplicates = outcome.Duplicates + 1 };
            if (written[r]) outbox.Add(new OutboxRow(FeedKind.Attendance, records[r].Sn, records[r].ReceivedAt, AttendanceJson.ToJson(records[r])));
        }

        await OutboxRow.Insert.RunAsync(db, outbox, null, cancellation);
        return outcomes;
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

    private static async Task<List<AttendanceRecord>> ReadAsync(
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
        command.CommandText =
            "SELECT id, sn, user_id, recog_time, recog_time_text, received_at, transport, site, extra FROM attendance WHERE "
            + where.Text;
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
                row.GetText(8)),
            cancellation);
    }
}
