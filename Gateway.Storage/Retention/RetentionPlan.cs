using System.Runtime.CompilerServices;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// Finds what goes on a day, by site, and counts it: by the indexes that begin with the site, hundreds of sites at a time. The same for who only looks and for who deletes.
/// </summary>
public sealed class RetentionPlan(Database database)
{
    /// <summary>Sites in one query.</summary>
    private const int SitesMax = 500;

    /// <summary>A look may take so long, seconds: a site of years has millions of records.</summary>
    internal const int LookSeconds = 600;

    /// <summary>Sites of which something goes, each once: records without a site first.</summary>
    public async IAsyncEnumerable<PlannedSite> ReadAsync(RetentionDay day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        var none = day.TermOfNone;
        foreach (var one in await CountAsync(none, null, cancellation)) yield return new PlannedSite(null, none, one.Counts);
        for (string? after = ""; after is not null;)
        {
            var sites = await database.ReadAsync((db, token) => PageAsync(db, after, token), cancellation);
            after = sites.Count < SitesMax ? null : sites[^1].Code;
            foreach (var alike in sites.Select(site => (site.Code, Term: day.TermOf(site))).GroupBy(static site => site.Term with { KeptUntil = null }))
            {
                var terms = alike.ToDictionary(static site => site.Code, static site => site.Term, StringComparer.Ordinal);
                foreach (var (site, counts) in await CountAsync(alike.Key, [.. terms.Keys], cancellation)) yield return new PlannedSite(site, terms[site!], counts);
            }
        }
    }

    /// <summary>The statements that count what a term lets go, with the part of the counts that each is.</summary>
    /// <param name="which">The condition of the site.</param>
    internal static IEnumerable<(string Sql, IReadOnlyList<(string Name, long Value)> Values, Func<long, RetentionCounts> Part)> Counts(RetentionTerm term, string which)
    {
        foreach (var look in RetentionLook.Of(term).Where(static look => !look.IsPhotos))
        {
            yield return (
                $"SELECT site, COUNT(*) FROM {look.Table} WHERE {which}{look.Condition} GROUP BY site",
                look.Values,
                look.Table switch
                {
                    RetentionLook.Attendance => static rows => RetentionCounts.None with { Attendance = rows },
                    RetentionLook.Again => static rows => RetentionCounts.None with { AttendanceAgain = rows },
                    _ => static rows => RetentionCounts.None with { Registrations = rows },
                });
        }

        if (RetentionLook.PhotosOf(term) is { } photos)
        {
            yield return (
                $"SELECT site, COUNT(*) FROM registrations r JOIN registration_photos p ON p.registration_id = r.id WHERE {which}{photos.Condition} GROUP BY site",
                photos.Values,
                static rows => RetentionCounts.None with { RegistrationPhotos = rows });
        }
    }

    /// <summary>On PostgreSQL until the connection is given back.</summary>
    internal static async Task AllowLongLooksAsync(DataConnection db, CancellationToken cancellation)
    {
        if (!db.IsSqlite()) await db.ExecuteAsync($"SET statement_timeout = '{LookSeconds}s'", cancellation);
    }

    private static async Task<List<Site>> PageAsync(DataConnection db, string after, CancellationToken cancellation) =>
        await (await db.CommandAsync($"SELECT {SiteRows.Columns} FROM sites s WHERE s.code > @after ORDER BY s.code LIMIT @most", cancellation))
            .With("after", after).With("most", SitesMax).ToListAsync(SiteRows.Read, cancellation);

    /// <param name="sites">Null: records without one.</param>
    private async Task<List<(string? Site, RetentionCounts Counts)>> CountAsync(RetentionTerm term, IReadOnlyList<string>? sites, CancellationToken cancellation)
    {
        if (term.Rule == RetentionRule.Keeps) return [];
        var found = new SortedDictionary<string, RetentionCounts>(StringComparer.Ordinal);
        await database.ReadAsync(
            async (db, token) =>
            {
                await AllowLongLooksAsync(db, token);
                foreach (var (sql, values, part) in Counts(term, sites is null ? "site IS NULL" : db.In("site", "sites")))
                {
                    var command = await db.CommandAsync(sql, token);
                    command.CommandTimeout = LookSeconds;
                    foreach (var (name, value) in values) command.With(name, value);
                    if (sites is not null) command.With("sites", db.Set(sites));
                    foreach (var (site, rows) in await command.ToListAsync(static row => (row.GetText(0) ?? "", row.GetInt64(1)), token))
                        found[site] = found.GetValueOrDefault(site, RetentionCounts.None) + part(rows);
                }

                return true;
            },
            cancellation);
        return [.. found.Where(static one => !one.Value.IsNone).Select(one => (sites is null ? null : one.Key, one.Value))];
    }
}
