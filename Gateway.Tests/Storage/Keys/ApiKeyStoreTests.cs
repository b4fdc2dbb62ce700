using System.Security.Cryptography;
using Gateway.Storage.Keys;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Keys;

public sealed class ApiKeyStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Add_ThenFindListDelete_Works(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var keys = new List<ApiKey>();
        for (var i = 0; i < 5; i++)
        {
            test.Clock.Now = Start.AddMinutes(i);
            keys.Add((await test.Keys.AddAsync($"key {i}", (ApiRole)(i % 3), Hash(i), default))!);
        }

        Assert.Equal(keys[3], await test.Keys.FindAsync(Hash(3), default));
        Assert.Null(await test.Keys.FindAsync(Hash(9), default));
        var first = await test.Keys.ListAsync(3, null, default);
        var second = await test.Keys.ListAsync(3, first.NextCursor, default);
        Assert.Equal(keys, first.Items.Concat(second.Items));
        Assert.Null(second.NextCursor);

        Assert.True(await test.Keys.DeleteAsync(keys[3].Id, default));

        Assert.False(await test.Keys.DeleteAsync(keys[3].Id, default));
        Assert.Null(await test.Keys.FindAsync(Hash(3), default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Add_SameHashTwice_Throws(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Keys.AddAsync("one", ApiRole.Viewer, Hash(1), default);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.Keys.AddAsync("two", ApiRole.Admin, Hash(1), default));
    }

    private static ReadOnlyMemory<byte> Hash(int number) => SHA256.HashData([(byte)number]);
}
