using Gateway.Storage.Keys;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Keys;

public sealed class ConsoleSessionStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_SeenAndDeleted_LastsSoLong(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var sessions = new ConsoleSessionStore(test.Database, test.Clock);
        test.Clock.Now = Start;
        var (left, kept) = (await sessions.AddAsync("admin", default), await sessions.AddAsync("k1", default));
        Assert.Equal(left, (await sessions.AllAsync(default))[left.Id]);

        test.Clock.Now = Start.AddMinutes(29);
        await sessions.SeenAsync(kept.Id, default);
        await sessions.DeleteAsync(left.Id, default);
        test.Clock.Now = Start.AddMinutes(58);
        Assert.Equal([kept.Id], (await sessions.AllAsync(default)).Keys);

        test.Clock.Now = Start.AddMinutes(59);
        Assert.Empty(await sessions.AllAsync(default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Add_MoreThanAKeyMayHave_EndsItsOldestAndNoOthers(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var sessions = new ConsoleSessionStore(test.Database, test.Clock);
        var other = await sessions.AddAsync("other", default);
        var ids = new List<string>();
        for (var i = 0; i < ConsoleSessionStore.PerKey + 2; i++)
        {
            test.Clock.Now = Start.AddSeconds(i);
            ids.Add((await sessions.AddAsync("key", default)).Id);
        }

        Assert.Equal(ids.Skip(2).Append(other.Id).Order(), (await sessions.AllAsync(default)).Keys.Order());
    }
}
