using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Sites;

/// <summary>The tables <c>sites</c> and <c>site_tags</c>.</summary>
public sealed class SiteStore(Database database, ISiteFollower follower, TimeProvider time)
{
    private const char List = 's';

    /// <summary>No text that begins with another is above that text and this: it is the last of all characters.</summary>
    private const string LastCharacter = "\U0010FFFF";

    private static readonly BulkInsert<(string Site, string Tag, int Position)> Tags = new(
        "site_tags",
        "",
        new("site", SqlType.Text, t => t.Site),
        new("tag", SqlType.Text, t => t.Tag),
        new("position", SqlType.Int, t => t.Position));

    /// <summary>Null: there is none.</summary>
    public async Task<Site?> GetAsync(string code, CancellationToken cancellation) => (await FindAsync([code], cancellation)).SingleOrDefault();

    /// <summary>Those of them that there are, in any order.</summary>
    public Task<List<Site>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancellation) =>
        database.ReadAsync((db, token) => SiteRows.FindAsync(db, codes, token), cancellation);

    /// <summary>With what is to be seen of it on that day; null: there is none.</summary>
    public Task<SiteRow?> GetRowAsync(string code, SiteDay day, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => (await new SiteFiguresReader(db, await SiteRows.FindAsync(db, [code], token), day, token).ReadAsync()).SingleOrDefault(), cancellation);

    /// <summary>Ordered by code (ordinal).</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<SiteRow>> ListAsync(SiteFilter filter, SiteDay day, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentNullException.ThrowIfNull(filter);
        var after = Cursor.Decode(List, cursor);
        return await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = Where(command, filter, limit + 1, after);
                command.CommandText = $"SELECT {SiteRows.Columns} FROM sites s WHERE {where.Text}";
                var page = Cursor.Page(await command.ToListAsync(SiteRows.Read, token), limit, List, static site => site.Code);
                var sites = await SiteRows.WithTagsAsync(db, [.. page.Items], token);
                return new Page<SiteRow>(await new SiteFiguresReader(db, sites, day, token).ReadAsync(), page.NextCursor);
            },
            cancellation);
    }

    /// <summary>All sites of the filter without their figures, by code: what a list in another order is made of.</summary>
    public Task<List<SiteKey>> FindKeysAsync(SiteFilter filter, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var command = await db.CommandAsync("", token);
            command.CommandText = $"SELECT s.code, s.name, s.region, s.status FROM sites s WHERE {Where(command, filter, most, after: null).Text}";
            return await command.ToListAsync(
                static row => new SiteKey(
                    row.GetString(0), row.GetText(1), row.GetText(2), SiteText.ToStatus(row.GetString(3)) ?? throw StoredText.Unknown("status of sites")),
                token);
        },
        cancellation);

    /// <summary>Those of the sites that there are, with what is to be seen of them on that day, in the order of the codes.</summary>
    public Task<List<SiteRow>> GetRowsAsync(IReadOnlyList<string> codes, SiteDay day, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var rows = await new SiteFiguresReader(db, await SiteRows.FindAsync(db, codes, token), day, token).ReadAsync();
            var byCode = rows.ToDictionary(static row => row.Site.Code, StringComparer.Ordinal);
            return codes.Where(byCode.ContainsKey).Select(code => byCode[code]).ToList();
        },
        cancellation);

    /// <summary>What sites say of where they are, in order.</summary>
    public Task<List<string>> RegionsAsync(int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("SELECT DISTINCT region FROM sites WHERE region IS NOT NULL ORDER BY region LIMIT @most", token))
            .With("most", most).ToListAsync(static row => row.GetString(0), token),
        cancellation);

    /// <summary>Sites whose code or name begins with the text, letter case ignored, by code.</summary>
    public Task<List<(string Code, string? Name)>> SuggestAsync(string beginning, int most, CancellationToken cancellation)
    {
        var first = SiteRows.Lower(beginning);
        return database.ReadAsync(
            async (db, token) =>
            {
                // Two ranges of two indexes, each read no further than the answer goes.
                string By(string column, string also) =>
                    $"SELECT * FROM (SELECT code, name FROM sites WHERE {column} >= @first AND {column} < @last{also} ORDER BY {column} LIMIT @most) AS by_{column}";
                return await (await db.CommandAsync($"{By("search_text", "")} UNION {By("name_text", " AND name_text > ''")} ORDER BY code LIMIT @most", token))
                    .With("first", first).With("last", first + LastCharacter).With("most", most)
                    .ToListAsync(static row => (row.GetString(0), row.GetText(1)), token);
            },
            cancellation);
    }

    /// <summary>Creates or changes it; from then on it is explained.</summary>
    /// <param name="change">What it is to be, given what it is; null: there is none yet. May be called again. Null of it: nothing is stored.</param>
    /// <returns>The site as it is now and whether it was made; null: nothing was stored.</returns>
    public Task<(Site Site, bool Created)?> PutAsync(string code, Func<Site?, SiteChange?> change, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var now = time.GetUtcNow();
            var before = await SiteRows.LockAsync(db, code, token);
            var wanted = change(before);
            if (wanted is not null && before is null && await SiteRows.EnsureAsync(db, [code], now, token) == 0)
            {
                before = await SiteRows.LockAsync(db, code, token); // Somebody else has just made it.
                wanted = change(before);
            }

            if (wanted is null) return ((Site, bool)?)null;

            // What is so already changes nothing: retention waits a week after each change (docs/decisions/0121).
            if (before is { Unexplained: false } && before.Tags.SequenceEqual(wanted.Tags) && SiteChange.Of(before) with { Tags = wanted.Tags } == wanted) return (before, false);
            await WriteAsync(db, wanted, now, token);
            if (before is { IsManaged: true } && before.Drift != wanted.Drift) await follower.DriftChangedAsync(db, code, token);
            return ((await SiteRows.FindAsync(db, [code], token)).Single(), before is null);
        },
        cancellation);

    /// <summary>Deletes one that nobody uses. Its records stay, and keep its code.</summary>
    public Task<SiteDeletion> DeleteAsync(string code, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            async Task<bool> AnyAsync(string sql) => (await (await db.CommandAsync(sql, token)).With("code", code).ToListAsync(static _ => true, token)).Count > 0;

            // The lock of SiteRows.EnsureAsync does not go with this one: no device comes in between.
            if (!await AnyAsync($"SELECT 1 FROM sites WHERE code = @code{(db.IsSqlite() ? "" : " FOR UPDATE")}")) return SiteDeletion.Unknown;
            if (await LegalHold.IsOnAsync(db, code, token)) return SiteDeletion.OnHold;
            if (await AnyAsync("SELECT 1 FROM devices WHERE site = @code LIMIT 1")) return SiteDeletion.HasDevices;
            if (await AnyAsync("SELECT 1 FROM roster WHERE site = @code LIMIT 1") || await AnyAsync("SELECT 1 FROM roster_devices WHERE site = @code LIMIT 1"))
                return SiteDeletion.HasPersons;

            await (await db.CommandAsync("DELETE FROM sites WHERE code = @code", token)).With("code", code).ExecuteAsync(token); // Its tags go with it (foreign key).
            return SiteDeletion.Deleted;
        },
        cancellation);

    private static Conditions Where(DbCommand command, SiteFilter filter, int most, string? after)
    {
        var where = new Conditions(command);
        where.Add("s.code > @after", "after", after);
        where.Add("s.search_text LIKE @query ESCAPE '!'", "query", filter.Query is { } query ? $"%{Escaped(SiteRows.Lower(query))}%" : null);
        where.Add("s.status = @status", "status", filter.Status is { } status ? SiteText.Of(status) : null);
        where.Add("s.region = @region", "region", filter.Region);
        where.Add("EXISTS (SELECT 1 FROM site_tags t WHERE t.site = s.code AND t.tag = @tag)", "tag", filter.Tag);
        where.Add((filter.Problem is { } problem ? SiteProblems.Sql(problem) + " AND " : "") + "1 = 1 ORDER BY s.code LIMIT @most", "most", most);
        return where;
    }

    private static string Escaped(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private static async Task WriteAsync(DataConnection db, SiteChange site, DateTimeOffset now, CancellationToken cancellation)
    {
        await (await db.CommandAsync(
            """
            UPDATE sites SET name = @name, region = @region, contractor = @contractor, status = @status, completed_on = @completed, settled_on = @settled, hours = @hours,
            retention_days = @days, legal_hold = @hold, drift = @drift, unexplained = @no, search_text = @search, name_text = @name_text, updated_at = @now WHERE code = @code
            """,
            cancellation))
            .With("name", site.Name).With("region", site.Region).With("contractor", site.Contractor).With("status", SiteText.Of(site.Status))
            .With("completed", site.CompletedOn is { } completed ? SiteText.Of(completed) : null).With("settled", site.SettledOn is { } settled ? SiteText.Of(settled) : null)
            .With("hours", site.Hours).With("days", site.RetentionDays).With("hold", site.LegalHold).With("drift", SiteText.Of(site.Drift)).With("no", false)
            .With("search", SiteRows.SearchText(site.Code, site.Name)).With("name_text", SiteRows.Lower(site.Name ?? "")).With("now", now.ToUnixTimeMilliseconds())
            .With("code", site.Code).ExecuteAsync(cancellation);
        await (await db.CommandAsync("DELETE FROM site_tags WHERE site = @code", cancellation)).With("code", site.Code).ExecuteAsync(cancellation);
        await Tags.RunAsync(db, [.. site.Tags.Distinct(StringComparer.Ordinal).Select((tag, position) => (site.Code, tag, position))], null, cancellation);
    }
}
