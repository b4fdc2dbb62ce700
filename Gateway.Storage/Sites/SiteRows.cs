using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Sites;

/// <summary>The rows of <c>sites</c> inside a transaction of somebody's.</summary>
internal static class SiteRows
{
    /// <summary>What <see cref="Read"/> reads, of the alias <c>s</c>.</summary>
    public const string Columns =
        "s.code, s.name, s.region, s.contractor, s.status, s.completed_on, s.settled_on, s.hours, s.retention_days, s.legal_hold, s.drift, s.managed_since, s.unexplained, "
        + "s.roster_version, s.created_at, s.updated_at";

    private static readonly BulkInsert<(string Code, long Now)> Insert = new(
        "sites",
        "ON CONFLICT (code) DO NOTHING",
        new("code", SqlType.Text, s => s.Code),
        new("status", SqlType.Text, _ => SiteText.Of(SiteStatus.Active)),
        new("legal_hold", SqlType.Bool, _ => false),
        new("drift", SqlType.Text, _ => SiteText.Of(SiteDrift.Repair)),
        new("unexplained", SqlType.Bool, _ => false),
        new("shard", SqlType.Int, s => Site.ShardOf(s.Code)),
        new("search_text", SqlType.Text, s => SearchText(s.Code, null)),
        new("name_text", SqlType.Text, _ => ""),
        new("created_at", SqlType.BigInt, s => s.Now),
        new("updated_at", SqlType.BigInt, s => s.Now));

    /// <summary>Makes those that are not there, and keeps all of them from being deleted until the end of the transaction.</summary>
    /// <returns>How many were made.</returns>
    public static async Task<int> EnsureAsync(DataConnection db, IEnumerable<string> codes, DateTimeOffset now, CancellationToken cancellation)
    {
        // In one order: two transactions do not wait for each other in a ring.
        var wanted = codes.Where(static code => code.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var made = 0;
        var locked = 0;
        while (locked < wanted.Count) // Again only when one of them was deleted between the two statements.
        {
            made += await Insert.RunAsync(db, wanted.ConvertAll(code => (code, now.ToUnixTimeMilliseconds())), null, cancellation);
            if (db.IsSqlite()) break;
            // A roster that is written at the same time waits, or is waited for: whoever comes second sees the other's rows when he marks terminals.
            locked = (await (await db.CommandAsync($"SELECT 1 FROM sites WHERE {db.In("code", "codes")} ORDER BY code FOR SHARE", cancellation))
                .With("codes", db.Set(wanted)).ToListAsync(static _ => true, cancellation)).Count;
        }

        return made;
    }

    /// <summary>The site; it stays as it is until the end of the transaction, since nobody else gets this lock. Null: there is none.</summary>
    public static async Task<Site?> LockAsync(DataConnection db, string code, CancellationToken cancellation)
    {
        var sites = await (await db.CommandAsync($"SELECT {Columns} FROM sites s WHERE s.code = @code{db.ForUpdate()}", cancellation))
            .With("code", code).ToListAsync(Read, cancellation);
        return (await WithTagsAsync(db, sites, cancellation)).SingleOrDefault();
    }

    /// <summary>Those of them that there are, in any order.</summary>
    public static async Task<List<Site>> FindAsync(DataConnection db, IReadOnlyCollection<string> codes, CancellationToken cancellation)
    {
        if (codes.Count == 0) return [];
        var sites = await (await db.CommandAsync($"SELECT {Columns} FROM sites s WHERE {db.In("s.code", "codes")}", cancellation))
            .With("codes", db.Set(codes)).ToListAsync(Read, cancellation);
        return await WithTagsAsync(db, sites, cancellation);
    }

    /// <summary>A row of <see cref="Columns"/>, without its tags.</summary>
    public static Site Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetText(1),
        row.GetText(2),
        row.GetText(3),
        SiteText.ToStatus(row.GetString(4)) ?? throw StoredText.Unknown("status of sites"),
        SiteText.ToDate(row.GetText(5)),
        SiteText.ToDate(row.GetText(6)),
        row.GetText(7),
        row.IsDBNull(8) ? null : row.GetInt32(8),
        row.GetBoolean(9),
        [],
        SiteText.ToDrift(row.GetString(10)) ?? throw StoredText.Unknown("drift of sites"),
        row.IsDBNull(11) ? null : row.GetTime(11),
        row.GetBoolean(12),
        row.GetInt64(13),
        row.GetTime(14),
        row.GetTime(15));

    public static async Task<List<Site>> WithTagsAsync(DataConnection db, List<Site> sites, CancellationToken cancellation)
    {
        if (sites.Count == 0) return sites;
        var tags = await (await db.CommandAsync($"SELECT site, tag FROM site_tags WHERE {db.In("site", "codes")} ORDER BY site, position", cancellation))
            .With("codes", db.Set(sites.ConvertAll(static site => site.Code))).ToListAsync(static row => (Site: row.GetString(0), Tag: row.GetString(1)), cancellation);
        var bySite = tags.ToLookup(static tag => tag.Site, static tag => tag.Tag, StringComparer.Ordinal);
        return sites.ConvertAll(site => site with { Tags = [.. bySite[site.Code]] });
    }

    /// <summary>The form in which names and codes are looked for: the two databases do not agree on LOWER.</summary>
    public static string SearchText(string code, string? name) => Lower(name is null ? code : code + "\n" + name);

    public static string Lower(string text) => text.ToLowerInvariant();
}
