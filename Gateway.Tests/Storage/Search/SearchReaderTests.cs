using Gateway.Storage.Search;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Search;

public sealed class SearchReaderTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_PartOfACodeOrName_FindsSitesAndTerminals_ExactOnesFirst(StorageProvider provider)
    {
        await using var test = await FilledAsync(provider);

        var hits = await new SearchReader(test.Database).FindAsync(" b-1 ", 10, default);

        Assert.Equal(["B-1", "AB-12"], hits.Sites.Select(static site => site.Code));
        Assert.Equal([true, false], hits.Sites.Select(static site => site.IsExact));
        Assert.Equal(["B-1", "B-11"], hits.Terminals.Select(static terminal => terminal.Sn));
        Assert.True(hits.Terminals[0].IsExact);
        Assert.Equal("never", hits.Terminals[0].Status);
        Assert.Empty(hits.Persons);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_NamesOfSitesAndGates_AreExactWhateverTheirCase(StorageProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var search = new SearchReader(test.Database);

        Assert.Equal(("B-1", true), (await search.FindAsync("north BRIDGE", 10, default)).Sites.Select(static site => (site.Code, site.IsExact)).Single());
        Assert.Equal(("B-11", true), (await search.FindAsync("北门 2", 10, default)).Terminals.Select(static gate => (gate.Sn, gate.IsExact)).Single());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_Persons_ByTheBeginningOfTheirId_OverAllSites(StorageProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var search = new SearchReader(test.Database);

        var hits = await search.FindAsync("W10", 10, default);

        Assert.Equal([("W10", 2, true), ("W100", 1, false), ("W101", 1, false)], hits.Persons.Select(static person => (person.UserId, person.Sites, person.IsExact)));
        Assert.Equal(["W10", "W100"], (await search.FindAsync("W10", 2, default)).Persons.Select(static person => person.UserId));
        Assert.Empty((await search.FindAsync("10", 10, default)).Persons);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_WhoHasRecordsOnly_IsFoundByHisWholeId(StorageProvider provider)
    {
        await using var test = await FilledAsync(provider);
        await test.Attendance.StoreAsync([Upload("B-11", Record("B-11", "guest-7", 1))], default);
        var search = new SearchReader(test.Database);

        Assert.Equal(new FoundPerson("guest-7", null, 0, true), Assert.Single((await search.FindAsync("guest-7", 10, default)).Persons));
        Assert.True((await search.FindAsync("guest", 10, default)).IsEmpty);
        Assert.Null(await search.FindPersonAsync("guest", default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_SignsOfPatterns_AreLetters(StorageProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var search = new SearchReader(test.Database);

        foreach (var text in new[] { "%", "_", "B%1", "'", "\\" }) Assert.True((await search.FindAsync(text, 10, default)).IsEmpty);
        Assert.True((await search.FindAsync(new string('B', 65), 10, default)).IsEmpty);
    }

    private static async Task<TestDatabase> FilledAsync(StorageProvider provider)
    {
        var test = await CreateAsync(provider);
        await test.Sites.PutAsync("B-1", static _ => SiteChange.New("B-1") with { Name = "North Bridge" }, default);
        await test.Devices.PutAsync([Device("B-1", site: "AB-12"), Device("B-11", "北门 2", "B-1"), Device("C-2")], default);
        foreach (var (site, user) in ((string, string)[])[("B-1", "W10"), ("AB-12", "W10"), ("B-1", "W100"), ("B-1", "W101"), ("B-1", "X10")])
        {
            await test.ExecuteAsync(
                $"""
                INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at)
                VALUES ('{site}', '{user}', 1, 'r', 1, '{user.ToLowerInvariant()}', 1)
                """);
        }

        return test;
    }
}
