using System.Text.Json.Nodes;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Terminals;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>
/// A gateway whose terminals all have what they should have: the rosters by the API, as a platform puts them; that terminals confirmed them, by SQL, since 4 000 000 pushes would
/// take hours and show nothing else; then the terminals by the API, so that each of them is compared once.
/// </summary>
internal static class RosterFill
{
    private const int AtOnce = 4;
    private const int ImportedAtOnce = 500;
    private const long Seed = 1;

    public static string KeyOf(string sn) => TerminalKeys.Derive(Seed, sn);

    public static async Task RunAsync(RosterScale scale, RosterTarget target, RosterPlatform platform, RosterFigures figures)
    {
        string[] sites = [.. Enumerable.Range(1, scale.Sites).Select(RosterScale.SiteOf)];
        var lists = await RosterFigures.TimeAsync(() => Parallel.ForEachAsync(
            sites, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (site, _) =>
            {
                await platform.MakeSiteAsync(site);
                await platform.ListAsync(site, Persons(scale, site));
            }));
        var persons = scale.Sites * scale.Persons;
        figures.Add($"rosters put by the API, lists of {scale.Persons}", $"{scale.Sites} in {lists.TotalSeconds:F1} s, {persons / lists.TotalSeconds:F0} persons/s");

        var reported = await RosterFigures.TimeAsync(() => target.Sql(Reported(scale, target.IsPostgres)));
        figures.Add("that all is there, by SQL", $"{scale.Pairs} pairs in {reported.TotalSeconds:F1} s");

        var compared = await RosterFigures.TimeAsync(async () =>
        {
            foreach (var part in sites.SelectMany(site => Sns(scale, site).Select(sn => (sn, site))).Chunk(ImportedAtOnce))
            {
                await platform.ImportAsync(part.Select(static device =>
                    new JsonObject { ["sn"] = device.sn, ["key"] = KeyOf(device.sn), ["kind"] = "attendance", ["site"] = device.site }));
            }

            await RosterFigures.UntilNoneAsync(() => target.Sql("SELECT COUNT(*) FROM roster_work"), "terminals to be compared");
        });
        figures.Add("terminals imported and each compared, nothing to do", $"{scale.Terminals} in {compared.TotalSeconds:F1} s");
    }

    public static IEnumerable<string> Sns(RosterScale scale, string site) => Enumerable.Range(1, scale.TerminalsPerSite).Select(number => RosterScale.SnOf(site, number));

    /// <summary>Puts into the lists of a site's terminals what the fill says that they have.</summary>
    public static void Fill(RosterScale scale, string site, PersonLists lists)
    {
        foreach (var list in Sns(scale, site).Select(lists.Of))
        {
            foreach (var user in Enumerable.Range(1, scale.Persons).Select(RosterScale.UserOf))
                list.TryPut(new HeldPerson(user, PersonContent.Of(RosterScale.NameOf(site, user, 1), user, "", ""), ""));
        }
    }

    private static IEnumerable<JsonObject> Persons(RosterScale scale, string site) => Enumerable.Range(1, scale.Persons)
        .Select(RosterScale.UserOf).Select(user => RosterPlatform.Person(user, RosterScale.NameOf(site, user, 1)));

    private static string Reported(RosterScale scale, bool isPostgres)
    {
        var numbers = string.Join(',', Enumerable.Range(1, scale.TerminalsPerSite).Select(static number => $"({number})"));
        var terminals = isPostgres ? $"(VALUES {numbers}) AS t (number)" : $"(SELECT column1 AS number FROM (VALUES {numbers})) AS t";
        return $"""
            INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, reported_version, desired_version, since)
            SELECT r.site || '-t' || CAST(t.number AS varchar(9)), r.user_id, r.site, 'present', r.person_ref, r.version, r.version, r.updated_at
            FROM roster r CROSS JOIN {terminals}
            """;
    }
}
