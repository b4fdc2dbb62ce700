using Gateway.Actors.Wire;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>Reads the whole roster of a site, person by gate, in five statements: what a page filters, counts and scrolls through without asking again.</summary>
public sealed class RosterMatrixReader(Database database, IHiddenText hidden)
{
    /// <summary>Gates of a matrix; a site with more is rare, and no screen shows them.</summary>
    public const int GatesMax = 60;

    /// <summary>Rows of <c>roster_devices</c> that are read: <see cref="RosterStore.PersonsMax"/> times fifty gates.</summary>
    private const int CellsMax = 1_000_000;

    /// <param name="today">Where the terminals are.</param>
    public Task<RosterMatrix> ReadAsync(string site, DateOnly today, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var gates = await GatesAsync(db, site, token);
            var draft = new RosterMatrixDraft(gates.Take(GatesMax), gates.Count > GatesMax ? gates.Count - GatesMax : 0);
            await PersonsAsync(db, draft, site, today, token);
            await CellsAsync(db, draft, site, today, token);
            foreach (var (sn, tag) in await TagsAsync(db, site, token)) draft.AddTag(sn, tag);
            return draft.Make(site);
        },
        cancellation);

    /// <summary>
    /// A text that is another when the matrix is, but for two changes that cancel each other out in their numbers: of one range of an index, a twentieth of the work.
    /// </summary>
    public Task<string> StampAsync(string site, DateOnly today, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => string.Join(' ', await (await db.CommandAsync(
                """
                SELECT '', roster_version FROM sites WHERE code = @site
                UNION ALL SELECT state, count(*) FROM roster_devices WHERE site = @site GROUP BY state
                UNION ALL SELECT CASE WHEN NOT d.enabled THEN 'disabled' WHEN p.online THEN 'online' ELSE 'offline' END, count(*)
                FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE d.site = @site GROUP BY 1
                ORDER BY 1, 2
                """,
                token))
            .With("site", site).ToListAsync(static row => $"{row.GetString(0)}{row.GetInt64(1)}", token)) + SiteText.Of(today),
        cancellation);

    /// <summary>What terminals said of their own about refusals of these persons, by person and code: of several that gave the same code, one.</summary>
    public async Task<IReadOnlyDictionary<(string UserId, string Code), string>> WordsAsync(string site, IReadOnlyCollection<string> users, CancellationToken cancellation)
    {
        if (users.Count == 0) return new Dictionary<(string, string), string>();
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    SELECT x.user_id, x.result_code, x.result_desc_protected FROM roster_devices x
                    WHERE x.site = @site AND x.state = 'failed' AND x.result_code IS NOT NULL AND x.result_desc_protected IS NOT NULL AND {db.In("x.user_id", "users")}
                    """,
                    token))
                .With("site", site).With("users", db.Set(users))
                .ToListAsync(static row => (Key: (row.GetString(0), row.GetString(1)), Words: row.GetFieldValue<byte[]>(2)), token),
            cancellation);
        return rows.DistinctBy(static row => row.Key).Select(row => (row.Key, Words: hidden.Reveal(row.Words))).Where(static row => row.Words is not null)
            .ToDictionary(static row => row.Key, static row => row.Words!);
    }

    private static async Task<List<RosterGate>> GatesAsync(DataConnection db, string site, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                """
                SELECT d.sn, d.name, d.enabled, p.online, p.last_seen FROM devices d LEFT JOIN presence p ON p.sn = d.sn
                WHERE d.site = @site AND d.kind = 'attendance' ORDER BY COALESCE(d.name, ''), d.sn LIMIT 1000
                """,
                cancellation))
            .With("site", site).ToListAsync(
                static row => new RosterGate(
                    row.GetString(0), row.GetText(1), !row.GetBoolean(2) ? "disabled" : row.IsDBNull(3) ? "never" : row.GetBoolean(3) ? "online" : "offline",
                    row.IsDBNull(4) ? null : row.GetTime(4), true, 0, 0),
                cancellation);

    private static async Task PersonsAsync(DataConnection db, RosterMatrixDraft draft, string site, DateOnly today, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                $"""
                SELECT r.user_id, r.person_ref, r.device_tag, CASE WHEN {RosterSql.IsValid} THEN 1 ELSE 0 END FROM roster r WHERE r.site = @site ORDER BY r.user_id LIMIT @most
                """,
                cancellation))
            .With("site", site).With("today", SiteText.Of(today)).With("most", RosterStore.PersonsMax).ToListAsync(
                row =>
                {
                    draft.AddPerson(row.GetString(0), row.GetString(1), row.GetText(2), row.GetInt64(3) == 1);
                    return true;
                },
                cancellation);

    private static async Task CellsAsync(DataConnection db, RosterMatrixDraft draft, string site, DateOnly today, CancellationToken cancellation)
    {
        string Of(string where) =>
            $"""
            SELECT x.sn, x.user_id, {RosterSql.State} AS state, x.result_code, x.since, x.next_try_at
            FROM roster_devices x LEFT JOIN roster r ON r.site = @site AND r.user_id = x.user_id WHERE {where}
            """;
        await (await db.CommandAsync(
                $"{Of("x.site = @site")} UNION ALL {Of("x.site IS NULL AND x.sn IN (SELECT sn FROM devices WHERE site = @site)")} LIMIT @most", cancellation))
            .With("site", site).With("today", SiteText.Of(today)).With("most", CellsMax).ToListAsync(
                row =>
                {
                    var state = row.GetString(2);
                    var isSettled = state == RosterStates.Present;
                    draft.AddCell(
                        row.GetString(0), row.GetString(1), CellOf(state), isSettled ? null : row.GetText(3), isSettled ? 0 : row.GetInt64(4),
                        isSettled || row.IsDBNull(5) ? null : row.GetTime(5));
                    return true;
                },
                cancellation);
    }

    private static async Task<List<(string Sn, string Tag)>> TagsAsync(DataConnection db, string site, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                """
                SELECT t.sn, t.tag FROM devices d JOIN device_tags t ON t.sn = d.sn WHERE d.site = @site AND d.kind = 'attendance'
                AND EXISTS (SELECT 1 FROM roster r WHERE r.site = @site AND r.device_tag = t.tag)
                """,
                cancellation))
            .With("site", site).ToListAsync(static row => (row.GetString(0), row.GetString(1)), cancellation);

    private static RosterCell CellOf(string state) => state switch
    {
        RosterStates.Present => RosterCell.Present,
        RosterStates.Pending => RosterCell.Pending,
        RosterStates.Sent => RosterCell.Sent,
        RosterStates.Failed => RosterCell.Failed,
        RosterStates.Removing => RosterCell.Removing,
        RosterStates.Foreign => RosterCell.Foreign,
        _ => throw StoredText.Unknown("state of roster_devices"),
    };
}
