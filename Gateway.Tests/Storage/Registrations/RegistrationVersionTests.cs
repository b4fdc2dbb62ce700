using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;
using Secret = Gateway.Actors.Privacy.Secret;

namespace Gateway.Tests.Storage.Registrations;

/// <summary>D34 on every database: which registrations are the same, and which is a new version of which.</summary>
public sealed class RegistrationVersionTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly RegistrationFilter Any = new(null, null, null, null, null);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_OtherContentOfTheSameWorker_IsANewVersionInListAndFeed(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        Registration[] sent =
        [
            Worker(0), Worker(1) with { Name = new Secret("张珊") }, Worker(2) with { Address = new Secret("街") }, Worker(3) with { Photos = [Photo(7)] },
            Worker(4) with { Extra = new Dictionary<string, string> { ["班组"] = "乙" } },
        ];

        foreach (var version in sent) Assert.True(await test.Registrations.StoreAsync(version, default));

        var listed = (await test.Registrations.ListAsync(Any with { IdNumber = Worker(0).IdNumber }, 10, null, default)).Items;
        Assert.Equal(sent.Select(static version => version.Id), listed.Select(static row => row.Registration.Id));
        Assert.Equal([null, .. sent.SkipLast(1).Select(static version => (Guid?)version.Id)], listed.Select(static row => row.Registration.Supersedes));
        Assert.Equal("张三", (await test.Registrations.GetAsync(sent[0].Id, default))!.Registration.Name.Reveal()); // The former stays readable.
        Assert.Equal(sent[0].Id, (await test.Registrations.GetAsync(sent[1].Id, default))!.Registration.Supersedes);
        var feed = (await test.ColumnAsync<string>("SELECT data FROM outbox ORDER BY id")).Select(static data => JsonDocument.Parse(data).RootElement).ToList();
        Assert.False(feed[0].TryGetProperty("supersedes", out _));
        Assert.Equal(sent.SkipLast(1).Select(static version => version.Id), feed.Skip(1).Select(static data => data.GetProperty("supersedes").GetGuid()));
        Assert.Equal(9, await test.NumberAsync("SELECT count(*) FROM registration_photos"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_EachVersionAgain_IsNone(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var named = Worker(1) with { Name = new Secret("张珊"), Extra = new Dictionary<string, string> { ["a"] = "1", ["B"] = "2" } };
        await test.Registrations.StoreAsync(Worker(0), default);
        await test.Registrations.StoreAsync(named, default);

        Assert.False(await test.Registrations.StoreAsync(Worker(2), default));
        Assert.False(await test.Registrations.StoreAsync(named with { Id = Guid.NewGuid(), Site = "moved", From = "192.0.2.1" }, default));
        Assert.False(await test.Registrations.StoreAsync(named with { Id = Guid.NewGuid(), Extra = new Dictionary<string, string> { ["b"] = "2", ["A"] = "1" } }, default));

        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_OtherWorkerOrOtherTerminal_IsNoVersion(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Registrations.StoreAsync(Worker(0), default);
        await test.Registrations.StoreAsync(Worker(1) with { Sn = "zzj-2" }, default);
        await test.Registrations.StoreAsync(Worker(2) with { IdNumber = Parse("110105491231002") }, default);

        Assert.All((await test.Registrations.ListAsync(Any, 10, null, default)).Items, static row => Assert.Null(row.Registration.Supersedes));
    }

    /// <summary>What programs before D34 stored has no hash over its fields: its repetition is none, its correction is one.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_OneOfAnEarlierProgram_IsComparedByItsFields(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Registrations.StoreAsync(Worker(0), default);
        await test.ExecuteAsync("UPDATE registrations SET version_hash = NULL");

        Assert.False(await test.Registrations.StoreAsync(Worker(1), default));
        Assert.True(await test.Registrations.StoreAsync(Worker(2) with { Address = new Secret("街") }, default));
        Assert.False(await test.Registrations.StoreAsync(Worker(3), default));
        Assert.False(await test.Registrations.StoreAsync(Worker(4) with { Address = new Secret("街") }, default));

        Assert.Equal([null, Worker(0).Id], (await test.Registrations.ListAsync(Any, 10, null, default)).Items.Select(static row => row.Registration.Supersedes));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_VersionsAtOnceOnTwoNodes_AreAChainWithoutFork(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await using var other = provider == StorageProvider.Sqlite ? null : new Database(test.Options); // SQLite has one node.
        var stores = new[] { test.Database, other ?? test.Database }
            .Select(database => new RegistrationStore(database, test.Protection, new Gateway.Storage.Protection.HashKeys(database, test.Protection))).ToArray();

        // Each of eight contents, four times.
        var isNew = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            () => stores[i % 2].StoreAsync(Worker(i) with { Address = new Secret("路" + (i / 2 % 8)) }, default))));

        Assert.Equal(8, isNew.Count(static one => one));
        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM registrations WHERE supersedes IS NULL"));
        Assert.Equal(7, await test.NumberAsync("SELECT count(DISTINCT r.supersedes) FROM registrations r JOIN registrations f ON f.id = r.supersedes"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Delete_OneOfAChain_LeavesTheOthersAndTheirLinks(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var sent = Enumerable.Range(0, 3).Select(static i => Worker(i) with { Address = new Secret("路" + i) }).ToArray();
        foreach (var version in sent) await test.Registrations.StoreAsync(version, default);

        Assert.Equal(Deletion.Deleted, await test.Registrations.DeleteAsync((await test.Registrations.GetAsync(sent[1].Id, default))!.Registration, default));
        Assert.True(await test.Registrations.StoreAsync(Worker(3) with { Address = new Secret("路3") }, default));
        Assert.Equal(Deletion.Deleted, await test.Registrations.DeleteAsync((await test.Registrations.GetAsync(Worker(3).Id, default))!.Registration, default));
        Assert.True(await test.Registrations.StoreAsync(sent[1] with { Id = Worker(4).Id, ReceivedAt = Worker(4).ReceivedAt }, default)); // Nothing remembers it.

        Assert.Equal(
            [(sent[0].Id, null), (sent[2].Id, sent[1].Id), (Worker(4).Id, (Guid?)sent[2].Id)],
            (await test.Registrations.ListAsync(Any, 10, null, default)).Items.Select(static row => (row.Registration.Id, row.Registration.Supersedes)));
        var forgotten = JsonDocument.Parse((await test.ColumnAsync<string>("SELECT data FROM outbox ORDER BY id"))[1]).RootElement;
        Assert.Equal(("?", sent[0].Id), (forgotten.GetProperty("name_masked").GetString(), forgotten.GetProperty("supersedes").GetGuid()));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_VersionsAboveTheQuota_AreRefused(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new RegistrationStore(
            test.Database, test.Protection, new Gateway.Storage.Protection.HashKeys(test.Database, test.Protection), new RegistrationQuota(new(2, 1 << 20), new(9, 1 << 20)));
        for (var i = 0; i < 2; i++) await store.StoreAsync(Worker(i) with { Address = new Secret("路" + i) }, default);

        await Assert.ThrowsAsync<RegistrationQuotaException>(() => store.StoreAsync(Worker(2) with { Address = new Secret("路2") }, default));

        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM registrations"));
    }

    private static IdNumber Parse(string text) => IdNumber.TryParse(text, out var number, out var error) ? number : throw new FormatException(error);

    private static RegistrationPhoto Photo(byte content) => new(PhotoKind.Photo, "image/jpeg", new byte[] { 1, content });

    /// <summary>The same worker, sent in the <paramref name="i"/>-th second.</summary>
    private static Registration Worker(int i) => new(
        new Guid(i + 1, 0, 0, new byte[8]), "zzj-1", "工地1", Start.AddSeconds(i), Parse("510104199003070012"), new Secret("张三"), 1, "汉", new DateOnly(1990, 3, 7),
        new Secret("路"), new Secret("局"), "长期", 1, 3, new Secret(""), new Dictionary<string, string> { ["班组"] = "甲" },
        [Photo(3), new RegistrationPhoto(PhotoKind.IdPhoto, "image/png", new byte[] { 2, 9 })]);
}
