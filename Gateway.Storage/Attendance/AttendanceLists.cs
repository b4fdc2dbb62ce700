using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Attendance;

/// <summary>Attendance as people look at it: newest first, without the terminals' own fields (which cost a decryption each), and counted no further than it tells.</summary>
public sealed class AttendanceLists(Database database)
{
    private const char List = 'A';

    /// <summary>By recog_time, then id, both downwards; <see cref="AttendanceRecord.ExtraJson"/> is null.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AttendanceRecord>> NewestAsync(AttendanceFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = PagePlace.Parse(Cursor.Decode(List, cursor));
        var records = await database.ReadAsync((db, token) => ReadAsync(db, filter, before, limit + 1, token), cancellation);
        return Cursor.Page(records, limit, List, static record => PagePlace.Of(record.RecogTime, record.Id));
    }

    /// <summary>How many there are; <paramref name="most"/> + 1 when there are more than that.</summary>
    public Task<long> CountAsync(AttendanceFilter filter, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var command = await db.CommandAsync("", token);
            var where = Where(new Conditions(command), filter);
            where.Add("1 = 1 LIMIT @most", "most", most + 1);
            string Of(string table) => $"SELECT * FROM (SELECT 1 AS one FROM {table} WHERE {where.Text}) AS {table}_rows";
            command.CommandText = $"SELECT count(*) FROM ({Of("attendance")} UNION ALL {Of("attendance_again")} LIMIT @most) AS counted";
            return (await command.ToListAsync(static row => row.GetInt64(0), token))[0];
        },
        cancellation);

    private static Conditions Where(Conditions where, AttendanceFilter filter)
    {
        where.Add("sn = @sn", "sn", filter.Sn);
        where.Add("user_id = @user_id", "user_id", filter.UserId);
        where.Add("site = @site", "site", filter.Site);
        where.Add("recog_time >= @from", "from", Conditions.Ceiling(filter.From));
        where.Add("recog_time < @to", "to", Conditions.Ceiling(filter.To));
        return where;
    }

    private static async Task<List<AttendanceRecord>> ReadAsync(
        DataConnection db, AttendanceFilter filter, PagePlace? before, int most, CancellationToken cancellation)
    {
        var command = await db.CommandAsync("", cancellation);
        var where = Where(new Conditions(command), filter);
        where.Add("recog_time <= @before_time", "before_time", before?.Time);
        where.Add("(recog_time < @before_time OR id < @before_id)", "before_id", before is { } place ? db.Uuid(place.Id) : null);
        where.Add("1 = 1 ORDER BY recog_time DESC, id DESC LIMIT @most", "most", most);
        string From(string table) =>
            $"SELECT * FROM (SELECT id, sn, user_id, recog_time, recog_time_text, received_at, transport, site FROM {table} WHERE {where.Text}) AS {table}_rows";
        command.CommandText = $"{From("attendance")} UNION ALL {From("attendance_again")} ORDER BY recog_time DESC, id DESC LIMIT @most";
        return await command.ToListAsync(
            row => new AttendanceRecord(
                db.ReadUuid(row, 0), row.GetString(1), row.GetString(2), row.GetTime(3), row.GetString(4), row.GetTime(5),
                StoredText.ToTransport(row.GetString(6)), row.GetText(7), null),
            cancellation);
    }
}
