using Gateway.Actors.Feed;
using Gateway.Actors.Presence;
using Gateway.Storage.Feed;
using Gateway.Storage.Presence;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Alarms;

/// <summary>
/// The table <c>alarms</c>. At most one alarm of a kind about one subject is open, whichever node raises it. It stays open while somebody confirms it; so that of a node that has
/// died ends as well.
/// </summary>
public sealed class AlarmStore(Database database)
{
    private const char List = 'l';
    private const int DetailLengthMax = 500;

    private const string Upsert =
        """
        INSERT INTO alarms (code, subject, detail, finding, node, since, confirmed, site)
        VALUES (@code, @subject, @detail, @finding, @node, @now, @now, COALESCE(@site, (SELECT site FROM devices WHERE sn = @subject)))
        ON CONFLICT (code, subject) WHERE ended IS NULL DO UPDATE SET confirmed = excluded.confirmed, detail = excluded.detail, finding = excluded.finding
        RETURNING since, node
        """;

    /// <summary>Raises and confirms; those that begin by it go to the feed in the same transaction.</summary>
    /// <param name="raised">Each code and subject once.</param>
    /// <returns>Those that begin.</returns>
    public Task<IReadOnlyList<RaisedAlarm>> ConfirmAsync(IReadOnlyCollection<RaisedAlarm> raised, string node, DateTimeOffset now, CancellationToken cancellation) =>
        raised.Count == 0
            ? Task.FromResult<IReadOnlyList<RaisedAlarm>>([])
            : database.WriteAsync((db, token) => ConfirmAsync(db, raised, node, now, token), cancellation);

    /// <summary>Ends what nobody has confirmed since <paramref name="confirmedBefore"/>.</summary>
    public Task<int> EndAsync(DateTimeOffset confirmedBefore, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("UPDATE alarms SET ended = @now WHERE ended IS NULL AND confirmed < @before", token))
            .With("now", now.ToUnixTimeMilliseconds()).With("before", confirmedBefore.ToUnixTimeMilliseconds()).ExecuteAsync(token),
        cancellation);

    /// <summary>Forgets what ended before.</summary>
    public Task<int> DeleteAsync(DateTimeOffset endedBefore, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("DELETE FROM alarms WHERE ended < @before", token))
            .With("before", endedBefore.ToUnixTimeMilliseconds()).ExecuteAsync(token),
        cancellation);

    /// <param name="open">True: only open ones; false: only ended ones; null: all.</param>
    /// <inheritdoc cref="ListAsync(AlarmFilter, int, string?, CancellationToken)"/>
    public Task<Page<Alarm>> ListAsync(bool? open, int limit, string? cursor, CancellationToken cancellation) => ListAsync(new AlarmFilter(open), limit, cursor, cancellation);

    /// <inheritdoc cref="ListAsync(bool?, int, string?, CancellationToken)"/>
    public Task<Page<Alarm>> ListAsync(bool? open, string? site, int limit, string? cursor, CancellationToken cancellation) =>
        ListAsync(new AlarmFilter(open, site), limit, cursor, cancellation);

    /// <summary>The latest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<Alarm>> ListAsync(AlarmFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        long? before = Cursor.Decode(List, cursor) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new CursorInvalidException();
        var alarms = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("id < @before", "before", before);
                where.Add("site = @site", "site", filter.Site);
                where.Add("code = @code", "code", filter.Code);
                where.Add("subject = @subject", "subject", filter.Subject);
                where.Add("1 = 1 ORDER BY id DESC LIMIT @most", "most", limit + 1);
                var state = filter.Open switch { true => "ended IS NULL AND", false => "ended IS NOT NULL AND", null => "" };
                command.CommandText = $"SELECT id, code, subject, detail, node, site, since, confirmed, ended, finding FROM alarms WHERE {state} {where.Text}";
                return await command.ToListAsync(
                    row => new Alarm(
                        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetText(5), row.GetTime(6), row.GetTime(7),
                        row.IsDBNull(8) ? null : row.GetTime(8))
                    {
                        Values = AlarmValues.Read(row.GetText(9)),
                    },
                    token);
            },
            cancellation);
        return Cursor.Page(alarms, limit, List, alarm => alarm.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How many are open, by code.</summary>
    public Task<IReadOnlyDictionary<string, long>> CountOpenAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyDictionary<string, long>>(
        static async (db, token) => (await (await db.CommandAsync("SELECT code, COUNT(*) FROM alarms WHERE ended IS NULL GROUP BY code", token))
            .ToListAsync(row => (Code: row.GetString(0), Count: row.GetInt64(1)), token)).ToDictionary(row => row.Code, row => row.Count),
        cancellation);

    private static async Task<IReadOnlyList<RaisedAlarm>> ConfirmAsync(
        DataConnection db, IReadOnlyCollection<RaisedAlarm> raised, string node, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeMilliseconds();
        var begun = new List<RaisedAlarm>();

        // In one order: two nodes do not wait for each other in a ring.
        foreach (var alarm in raised.OrderBy(static alarm => alarm.Code, StringComparer.Ordinal).ThenBy(static alarm => alarm.Subject, StringComparer.Ordinal))
        {
            var detail = alarm.Detail[..Math.Min(alarm.Detail.Length, DetailLengthMax)];
            var stored = await (await db.CommandAsync(Upsert, cancellation))
                .With("code", alarm.Code).With("subject", alarm.Subject).With("detail", detail).With("node", node).With("now", at).With("site", alarm.Site)
                .With("finding", AlarmValues.Text(alarm.Values))
                .ToListAsync(static row => (Since: row.GetInt64(0), Node: row.GetString(1)), cancellation);
            if (stored.Contains((at, node))) begun.Add(alarm);
        }

        await OutboxRow.Insert.RunAsync(db, [.. begun.Where(static alarm => alarm.FeedSn is not null).Select(alarm => Told(alarm, now))], null, cancellation);
        return begun;
    }

    private static OutboxRow Told(RaisedAlarm alarm, DateTimeOffset now) =>
        new(FeedKind.Device, alarm.FeedSn!, now, DeviceEventJson.Event(new DeviceEvent(alarm.FeedSn!, alarm.Code, alarm.Detail, now)));
}
