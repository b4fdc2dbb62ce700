using System.Data.Common;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

/// <summary>The database itself refuses a writer of the journal that is behind (docs/decisions/0051-owners.md).</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class JournalHeadTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Insert_OfANumberThatWasDeleted_IsRefused(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        foreach (var number in (int[])[1, 2, 3]) await InsertAsync(test, "device-a", number);
        await test.ExecuteAsync("DELETE FROM journal WHERE sequence_number < 3");

        foreach (var number in (int[])[1, 2, 3]) await Assert.ThrowsAnyAsync<DbException>(() => InsertAsync(test, "device-a", number));

        await InsertAsync(test, "device-a", 4);
        await InsertAsync(test, "device-b", 1); // Each id has a head of its own.
        Assert.Equal(3, await test.NumberAsync("SELECT COUNT(*) FROM journal"));
    }

    /// <summary>One that wrote on in a transaction of several ids, as the journal does.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Insert_Refused_LeavesNothingOfItsTransaction(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await InsertAsync(test, "device-a", 5);

        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(Row("device-b", 1) + Row("device-a", 4)));

        Assert.Equal(["device-a"], await test.ColumnAsync<string>("SELECT persistence_id FROM journal_heads"));
        await InsertAsync(test, "device-b", 1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migration_OfAJournalThatIsThere_KnowsItsHeads(StorageProvider provider)
    {
        await using var test = await TestDatabase.UpgradeAsync(provider, Row("device-a", 7) + Row("device-a", 8));

        await Assert.ThrowsAnyAsync<DbException>(() => InsertAsync(test, "device-a", 6));
        await InsertAsync(test, "device-a", 9);
    }

    private static Task<int> InsertAsync(TestDatabase test, string id, int number) => test.ExecuteAsync(Row(id, number));

    private static string Row(string id, int number) =>
        $"INSERT INTO journal (created, deleted, persistence_id, sequence_number, message) VALUES (0, '0', '{id}', {number}, '');";
}
