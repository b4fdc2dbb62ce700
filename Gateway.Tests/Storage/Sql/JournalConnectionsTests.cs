using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

public sealed class JournalConnectionsTests
{
    [Fact]
    public async Task Connection_OfTheJournal_WaitsByItself()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using var db = new DataConnection(JournalConnections.For(test.Options));

        Assert.Equal(5000, db.Execute<int>("PRAGMA busy_timeout"));
    }
}
