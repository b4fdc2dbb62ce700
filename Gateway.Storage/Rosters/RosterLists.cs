using System.Buffers.Text;
using System.Data.Common;
using Gateway.Actors.Wire;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// Rosters as people and the platform look at them: what should be, beside what terminals reported. Every statement goes along an index from where the page begins, so that a list
/// costs what its page holds: persons of the page times terminals of the site.
/// </summary>
public sealed class RosterLists(Database database, IHiddenText hidden)
{
    /// <summary>Terminals that are listed of one person: 1 000.</summary>
    public const int DevicesMax = 1000;

    /// <summary>The states of a person on a terminal.</summary>
    public static readonly IReadOnlyList<string> States =
        [RosterStates.Present, RosterStates.Pending, RosterStates.Sent, RosterStates.Failed, RosterStates.Removing, RosterStates.Foreign];

    /// <summary>Of <see cref="ListDeviceAsync"/>: who should be there and is not.</summary>
    public const string Missing = "missing";

    private const char SiteList = 'o';
    private const char DeviceList = 'p';

    private const string DeviceColumns =
        "x.sn, x.user_id, x.reported_version, x.since, x.drift, x.command_id, x.result_code, x.result_desc_protected, x.next_try_at, r.version, " + RosterSql.State + " AS state";

    /// <summary>The persons of a site's roster and those on its terminals who are in none, by <c>user_id</c>.</summary>
    /// <param name="state">Only persons with a terminal in this state; null: all.</param>
    /// <param name="query">Only those with this text in <c>user_id</c>, letter case ignored; null: all.</param>
    /// <param name="today">Where the terminals are.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<RosterRow>> ListAsync(string site, string? state, string? query, DateOnly today, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PlaceOf(SiteList, cursor);
        var text = query?.ToLowerInvariant() ?? "";
        return await database.ReadAsync(
            async (db, token) =>
            {
                var users = await (await db.CommandAsync(UsersOf(db, state), token)).With("site", site).With("after", after).With("q", text).With("state", state ?? "")
                    .With("today", Text(today)).With("most", limit + 1).ToListAsync(static row => row.GetString(0), token);
                var page = Cursor.Page(users, limit, SiteList, Hidden);
                return new Page<RosterRow>(await CompleteAsync(db, site, page.Items, today, token), page.NextCursor);
            },
            cancellation);
    }

    /// <summary>One person of a site, and the terminals that should have him or have him, by SN. Null: neither.</summary>
    public Task<(RosterEntry? Entry, IReadOnlyList<RosterPlace> Devices)?> GetAsync(
        string site, string userId, DateOnly today, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var entries = await (await db.CommandAsync($"SELECT {RosterEntry.Columns} FROM roster r WHERE r.site = @site AND r.user_id = @user", token))
                .With("site", site).With("user", userId).ToListAsync(RosterEntry.Read, token);
            var reported = await (await db.CommandAsync(
                    $"""
                    SELECT {DeviceColumns} FROM roster_devices x LEFT JOIN roster r ON r.site = @site AND r.user_id = x.user_id
                    WHERE x.user_id = @user AND (x.site = @site OR x.sn IN (SELECT sn FROM devices WHERE site = @site)) ORDER BY x.sn LIMIT @most
                    """,
                    token))
                .With("site", site).With("user", userId).With("today", Text(today)).With("most", DevicesMax).ToListAsync(ReadDevice, token);
            var wanted = await (await db.CommandAsync(
                    $"""
                    SELECT d.sn, r.version FROM roster r JOIN devices d ON d.site = @site AND {RosterSql.IsWanted}
                    WHERE r.site = @site AND r.user_id = @user AND {RosterSql.IsValid} ORDER BY d.sn LIMIT @most
                    """,
                    token))
                .With("site", site).With("user", userId).With("today", Text(today)).With("most", DevicesMax)
                .ToListAsync(row => Waiting(row.GetString(0), userId, row.GetInt64(1)), token);
            var devices = reported.UnionBy(wanted, static device => device.Sn).OrderBy(static device => device.Sn, StringComparer.Ordinal).Take(DevicesMax).ToList();
            return entries.Count == 0 && devices.Count == 0 ? ((RosterEntry?, IReadOnlyList<RosterPlace>)?)null : (entries.SingleOrDefault(), devices);
        },
        cancellation);

    /// <summary>What a terminal has and should have, by <c>user_id</c>.</summary>
    /// <param name="state">Only persons in this state, or <see cref="Missing"/>; null: all.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<RosterPlace>> ListDeviceAsync(string sn, string? state, DateOnly today, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PlaceOf(DeviceList, cursor);
        return await database.ReadAsync(
            async (db, token) =>
            {
                var reported = await (await db.CommandAsync(
                        $"""
                        SELECT * FROM (SELECT {DeviceColumns} FROM roster_devices x
                            LEFT JOIN devices d ON d.sn = x.sn LEFT JOIN roster r ON r.site = d.site AND r.user_id = x.user_id
                            WHERE x.sn = @sn AND x.user_id > @after) k
                        WHERE @state = '' OR k.state = @state OR (@state = 'missing' AND k.state IN ('pending', 'sent', 'failed')) ORDER BY k.user_id LIMIT @most
                        """,
                        token))
                    .With("sn", sn).With("today", Text(today)).With("after", after).With("state", state ?? "").With("most", limit + 1).ToListAsync(ReadDevice, token);
                var waiting = state is not (null or RosterStates.Pending or Missing) ? [] : await (await db.CommandAsync(
                        $"""
                        SELECT r.user_id, r.version FROM devices d JOIN roster r ON r.site = d.site
                        WHERE d.sn = @sn AND {RosterSql.IsWanted} AND {RosterSql.IsValid} AND r.user_id > @after
                        AND NOT EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn AND x.user_id = r.user_id) ORDER BY r.user_id LIMIT @most
                        """,
                        token))
                    .With("sn", sn).With("today", Text(today)).With("after", after).With("most", limit + 1)
                    .ToListAsync(row => Waiting(sn, row.GetString(0), row.GetInt64(1)), token);
                var both = reported.Concat(waiting).OrderBy(static device => device.UserId, StringComparer.Ordinal).Take(limit + 1).ToList();
                return Cursor.Page(both, limit, DeviceList, device => Hidden(device.UserId));
            },
            cancellation);
    }

    /// <summary>As a cursor has it: it may be an ID number, which a viewer sees masked only.</summary>
    private string Hidden(string userId) => Base64Url.EncodeToString(hidden.Hide(userId));

    /// <summary>The person behind whom the page begins; empty: nobody.</summary>
    private string PlaceOf(char list, string? cursor)
    {
        if (Cursor.Decode(list, cursor) is not { } place) return "";
        return Base64Url.IsValid(place) && hidden.Reveal(Base64Url.DecodeFromChars(place)) is { } userId ? userId : throw new CursorInvalidException();
    }

    /// <summary>A page of <c>user_id</c>s out of up to three places: the roster, those who are to go, those who are foreign.</summary>
    private static string UsersOf(DataConnection db, string? state)
    {
        var isAny = state is null;
        var parts = new List<string>();
        if (state != RosterStates.Foreign)
        {
            parts.Add(
                $"""
                SELECT r.user_id FROM roster r WHERE r.site = @site AND r.user_id > @after AND (@q = '' OR {db.Has("r.search_text", "q")}) AND {InRoster(state)}
                ORDER BY r.user_id LIMIT @most
                """);
            parts.Add(
                $"""
                SELECT DISTINCT x.user_id FROM roster_devices x WHERE x.site = @site AND x.state = {(isAny ? "'removing'" : "@state")} AND x.user_id > @after
                AND (@q = '' OR {db.Has("LOWER(x.user_id)", "q")}) AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.site = @site AND r.user_id = x.user_id)
                ORDER BY x.user_id LIMIT @most
                """);
        }

        if (isAny || state == RosterStates.Foreign)
        {
            parts.Add(
                $"""
                SELECT DISTINCT x.user_id FROM devices d JOIN roster_devices x ON x.sn = d.sn AND x.state = 'foreign' WHERE d.site = @site AND x.user_id > @after
                AND (@q = '' OR {db.Has("LOWER(x.user_id)", "q")}) ORDER BY x.user_id LIMIT @most
                """);
        }

        var union = string.Join(" UNION ", parts.Select(static part => $"SELECT user_id FROM ({part}) k"));
        return $"SELECT user_id FROM ({union}) u ORDER BY user_id LIMIT @most";
    }

    private static string InRoster(string? state) => state switch
    {
        null => "1 = 1",
        RosterStates.Pending =>
            $"""
            (EXISTS (SELECT 1 FROM roster_devices x WHERE x.site = @site AND x.user_id = r.user_id AND {RosterSql.State} = 'pending')
            OR ({RosterSql.IsValid} AND EXISTS (SELECT 1 FROM devices d WHERE d.site = @site AND {RosterSql.IsWanted}
                AND NOT EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn AND x.user_id = r.user_id))))
            """,
        _ => $"EXISTS (SELECT 1 FROM roster_devices x WHERE x.site = @site AND x.state = @state AND x.user_id = r.user_id AND {RosterSql.State} = @state)",
    };

    private static async Task<IReadOnlyList<RosterRow>> CompleteAsync(DataConnection db, string site, IReadOnlyList<string> users, DateOnly today, CancellationToken cancellation)
    {
        if (users.Count == 0) return [];
        var entries = await (await db.CommandAsync($"SELECT {RosterEntry.Columns} FROM roster r WHERE r.site = @site AND {db.In("r.user_id", "users")}", cancellation))
            .With("site", site).With("users", db.Set(users)).ToListAsync(RosterEntry.Read, cancellation);
        var counts = await (await db.CommandAsync(
                $"""
                SELECT k.user_id, k.state, count(*) FROM (SELECT x.user_id, {RosterSql.State} AS state FROM roster_devices x
                    LEFT JOIN roster r ON r.site = @site AND r.user_id = x.user_id WHERE {db.In("x.user_id", "users")}
                    AND (x.site = @site OR (x.site IS NULL AND x.sn IN (SELECT sn FROM devices WHERE site = @site)))) k GROUP BY k.user_id, k.state
                UNION ALL
                SELECT r.user_id, 'pending', count(*) FROM roster r JOIN devices d ON d.site = @site AND {RosterSql.IsWanted}
                WHERE r.site = @site AND {db.In("r.user_id", "users")} AND {RosterSql.IsValid}
                AND NOT EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn AND x.user_id = r.user_id) GROUP BY r.user_id
                """,
                cancellation))
            .With("site", site).With("users", db.Set(users)).With("today", Text(today))
            .ToListAsync(static row => (UserId: row.GetString(0), State: row.GetString(1), Count: (int)row.GetInt64(2)), cancellation);
        var byUser = entries.ToDictionary(static entry => entry.UserId, StringComparer.Ordinal);
        var countsByUser = counts.ToLookup(static count => count.UserId, StringComparer.Ordinal);
        return
        [
            .. users.Select(user => new RosterRow(
                user, byUser.GetValueOrDefault(user),
                countsByUser[user].GroupBy(static count => count.State, static count => count.Count).ToDictionary(static same => same.Key, static same => same.Sum()))),
        ];
    }

    /// <summary>Versions are compared by content: who is there with the content that is wanted has the version that is wanted.</summary>
    private RosterPlace ReadDevice(DbDataReader row)
    {
        var state = row.GetString(10);
        long? desired = row.IsDBNull(9) ? null : row.GetInt64(9);
        long? reported = row.IsDBNull(2) ? null : row.GetInt64(2);
        return new RosterPlace(
            row.GetString(0), row.GetString(1), state, desired, state == RosterStates.Present ? desired ?? reported : reported,
            row.GetInt64(3) == 0 ? null : row.GetTime(3), row.GetBoolean(4), row.GetText(5),
            row.GetText(6), row.IsDBNull(7) ? null : hidden.Reveal(row.GetFieldValue<byte[]>(7)), row.IsDBNull(8) ? null : row.GetTime(8));
    }

    private static RosterPlace Waiting(string sn, string userId, long version) => new(sn, userId, RosterStates.Pending, version, null, null, false, null, null, null, null);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
