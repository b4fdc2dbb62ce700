using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Sites;

/// <summary>
/// Counts for the sites of one page: a handful of statements whatever their number, each by an index that begins with the site or the terminal, none over what other sites have.
/// </summary>
internal sealed class SiteFiguresReader(DataConnection db, IReadOnlyCollection<Site> sites, SiteDay day, CancellationToken cancellation)
{
    private readonly object _codes = db.Set(sites.Select(static site => site.Code).ToList());
    private readonly object _managed = db.Set(sites.Where(static site => site.IsManaged).Select(static site => site.Code).ToList());

    public async Task<List<SiteRow>> ReadAsync()
    {
        if (sites.Count == 0) return [];
        var devices = await CountAsync(
            $"""
            SELECT d.site, CASE WHEN NOT d.enabled THEN 'disabled' WHEN p.sn IS NULL THEN 'never' WHEN p.online THEN 'online' ELSE 'offline' END, COUNT(*)
            FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE {db.In("d.site", "codes")} GROUP BY 1, 2
            """,
            _codes);
        var alarms = await CountAsync($"SELECT a.site, '', COUNT(*) FROM alarms a WHERE a.ended IS NULL AND {db.In("a.site", "codes")} GROUP BY 1", _codes);
        var attendance = await AttendanceAsync();
        var rosters = await RostersAsync();
        return [.. sites.Select(site => new SiteRow(
            site,
            new SiteFigures(
                new SiteDevices(devices.Of(site, "online"), devices.Of(site, "offline"), devices.Of(site, "never"), devices.Of(site, "disabled")),
                rosters.GetValueOrDefault(site.Code, SiteRoster.None),
                attendance[site.Code].Today,
                attendance[site.Code].Last,
                alarms.Of(site, ""))))];
    }

    // In the collation of the records' own column: else their index would not serve.
    private async Task<Dictionary<string, (long Today, DateTimeOffset? Last)>> AttendanceAsync()
    {
        var codes = db.IsSqlite() ? "json_each(@codes) c" : "unnest(@codes) AS c(value)";
        var rows = await (await db.CommandAsync(
                $"""
                SELECT c.value, (SELECT COUNT(*) FROM attendance a WHERE a.site = c.value AND a.recog_time >= @from AND a.recog_time < @to),
                (SELECT a.recog_time FROM attendance a WHERE a.site = c.value AND a.recog_time < @to ORDER BY a.recog_time DESC LIMIT 1) FROM {codes}
                """,
                cancellation))
            .With("codes", _codes).With("from", day.From.ToUnixTimeMilliseconds()).With("to", day.To.ToUnixTimeMilliseconds())
            .ToListAsync(static row => (Site: row.GetString(0), Today: row.GetInt64(1), Last: row.IsDBNull(2) ? (DateTimeOffset?)null : row.GetTime(2)), cancellation);
        return rows.ToDictionary(static row => row.Site, static row => (row.Today, row.Last), StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, SiteRoster>> RostersAsync()
    {
        var managed = sites.Where(static site => site.IsManaged).ToList();
        if (managed.Count == 0) return [];
        var persons = await PersonsAsync();
        var terminals = await CountAsync(
            $"""
            SELECT d.site, NULL, COUNT(*) FROM devices d WHERE {db.In("d.site", "codes")} AND d.enabled AND d.kind = 'attendance' GROUP BY 1
            UNION ALL
            SELECT d.site, t.tag, COUNT(*) FROM devices d JOIN device_tags t ON t.sn = d.sn
            WHERE {db.In("d.site", "codes")} AND d.enabled AND d.kind = 'attendance' GROUP BY 1, 2
            """,
            _managed);
        var states = await CountAsync($"SELECT r.site, r.state, COUNT(*) FROM roster_devices r WHERE {db.In("r.site", "codes")} GROUP BY 1, 2", _managed);

        // Of terminals that are left alone nothing is wanted.
        var idle = await CountAsync(
            $"""
            SELECT d.site, r.state, COUNT(*) FROM devices d JOIN roster_devices r ON r.sn = d.sn AND r.site = d.site
            WHERE {db.In("d.site", "codes")} AND NOT (d.enabled AND d.kind = 'attendance') GROUP BY 1, 2
            """,
            _managed);
        var others = await CountAsync(
            $"SELECT d.site, '', COUNT(*) FROM devices d JOIN roster_devices r ON r.sn = d.sn WHERE {db.In("d.site", "codes")} AND r.state = 'foreign' GROUP BY 1", _managed);
        return managed.ToDictionary(
            static site => site.Code,
            site =>
            {
                long State(string state) => states.Of(site, state) - idle.Of(site, state);
                var own = persons[site.Code].ToList();
                var pairs = own.Sum(group => group.Valid * terminals.Of(site, group.Tag));
                var (present, failed) = (State("present"), State("failed"));
                return new SiteRoster(own.Sum(static group => group.All), pairs, present, Math.Max(0, pairs - present - failed), failed, State("removing"), others.Of(site, ""));
            },
            StringComparer.Ordinal);
    }

    /// <summary>By the tag of the terminals that they should be on; null: all.</summary>
    private async Task<ILookup<string, (string? Tag, long All, long Valid)>> PersonsAsync() =>
        (await (await db.CommandAsync(
                $"""
                SELECT r.site, r.device_tag, COUNT(*),
                SUM(CASE WHEN (r.valid_from IS NULL OR r.valid_from <= @day) AND (r.valid_until IS NULL OR r.valid_until >= @day) THEN 1 ELSE 0 END)
                FROM roster r WHERE {db.In("r.site", "codes")} GROUP BY r.site, r.device_tag
                """,
                cancellation))
            .With("codes", _managed).With("day", SiteText.Of(day.Date))
            .ToListAsync(static row => (Site: row.GetString(0), Tag: row.GetText(1), All: row.GetInt64(2), Valid: row.GetInt64(3)), cancellation))
        .ToLookup(static row => row.Site, static row => (row.Tag, row.All, row.Valid), StringComparer.Ordinal);

    private async Task<Counts> CountAsync(string sql, object codes) => new(
        await (await db.CommandAsync(sql, cancellation)).With("codes", codes)
            .ToListAsync(static row => (Site: row.GetString(0), What: row.GetText(1), Count: row.GetInt64(2)), cancellation));

    private sealed class Counts(IEnumerable<(string Site, string? What, long Count)> rows)
    {
        private readonly Dictionary<(string, string?), long> _counts = rows.ToDictionary(static row => (row.Site, row.What), static row => row.Count);

        public long Of(Site site, string? what) => _counts.GetValueOrDefault((site.Code, what));
    }
}
