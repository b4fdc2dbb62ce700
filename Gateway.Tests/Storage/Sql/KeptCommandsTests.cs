using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

public sealed class KeptCommandsTests : IAsyncLifetime, IDisposable
{
    private const string Insert = "INSERT INTO noted (text) VALUES (@text)";

    private TestDatabase _test = null!;
    private DataConnection _db = null!;
    private KeptCommands _kept = null!;

    [Fact]
    public async Task Command_OfTheSameText_IsTheSameAndWithoutParameters()
    {
        var first = await _db.CommandAsync(Insert, default);
        await first.With("text", "a").ExecuteAsync(default);

        await using var again = await _db.CommandAsync(Insert, default);

        Assert.Same(first, again);
        Assert.Empty(again.Parameters);
    }

    [Fact]
    public async Task Command_WhileOneOfItsTextIsUsed_IsAnother()
    {
        await using var first = await _db.CommandAsync(Insert, default);
        await using var second = await _db.CommandAsync(Insert, default);

        Assert.NotSame(first, second);
    }

    /// <summary>What it has half done must not hold up the roll-back, nor the next run.</summary>
    [Fact]
    public async Task Command_ThatHasFailed_IsGoodForTheNext()
    {
        await (await _db.CommandAsync(Insert, default)).With("text", "a").ExecuteAsync(default);
        await (await _db.CommandAsync("SAVEPOINT part", default)).ExecuteAsync(default);
        await Assert.ThrowsAsync<SqliteException>(async () => await (await _db.CommandAsync(Insert, default)).With("text", "a").ExecuteAsync(default));
        await (await _db.CommandAsync("ROLLBACK TO part", default)).ExecuteAsync(default);
        await (await _db.CommandAsync("RELEASE part", default)).ExecuteAsync(default);

        await (await _db.CommandAsync(Insert, default)).With("text", "b").ExecuteAsync(default);

        Assert.Equal(["a", "b"], await TextsAsync());
    }

    /// <summary>SQLite does what some pragmas say when it prepares them: a second run of the same statement would do nothing.</summary>
    [Fact]
    public async Task Command_OfAPragma_DoesWhatItSaysEachTime()
    {
        foreach (var (setting, expected) in ((string, long)[])[("ON", 1), ("OFF", 0), ("ON", 1), ("OFF", 0)])
        {
            var set = await _db.CommandAsync($"PRAGMA secure_delete = {setting}", default);
            await set.ToListAsync(static _ => true, default);

            Assert.Equal(expected, _db.Execute<long>("PRAGMA secure_delete"));
        }
    }

    [Fact]
    public async Task Command_WhoseTextWasSetLater_IsFoundByIt()
    {
        var first = await _db.CommandAsync("", default);
        first.CommandText = "SELECT text FROM noted";
        await first.ToListAsync(static row => row.GetString(0), default);

        await using var again = await _db.CommandAsync("SELECT text FROM noted", default);

        Assert.Same(first, again);
    }

    /// <summary>One that is not reset would read on in a state of before, and keep the log from being written back.</summary>
    [Fact]
    public async Task Command_ThatIsGivenBack_HoldsNoState()
    {
        Assert.Empty(await TextsAsync());
        await _test.ExecuteAsync("INSERT INTO noted (text) VALUES ('a')");

        Assert.Equal(["a"], await TextsAsync());
        Assert.Equal(0, await _test.NumberAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    [Fact]
    public async Task Command_AfterTheTableHasChanged_ReadsTheNewOne()
    {
        await TextsAsync();
        _db.Execute("ALTER TABLE noted ADD COLUMN more TEXT");
        await (await _db.CommandAsync(Insert, default)).With("text", "a").ExecuteAsync(default);

        Assert.Equal(["a"], await TextsAsync());
    }

    /// <summary>A statement that stays open keeps the file open, and its log beside it.</summary>
    [Fact]
    public async Task Dispose_WithTheConnection_ClosesTheFile()
    {
        await (await _db.CommandAsync(Insert, default)).With("text", "a").ExecuteAsync(default);
        await TextsAsync();
        await _test.Database.DisposeAsync();

        _kept.Dispose();
        _db.Dispose();

        Assert.False(File.Exists(_test.File + "-wal"));
    }

    public async Task InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync();
        await _test.ExecuteAsync("CREATE TABLE noted (text TEXT NOT NULL UNIQUE)");
        _db = new SqliteFile(_test.Options.ConnectionString).OpenWriter();
        _kept = KeptCommands.Of(_db.OpenDbConnection());
    }

    public async Task DisposeAsync() => await _test.DisposeAsync();

    public void Dispose()
    {
        _kept.Dispose();
        _db.Dispose();
    }

    private async Task<List<string>> TextsAsync() =>
        await (await _db.CommandAsync("SELECT text FROM noted ORDER BY rowid", default)).ToListAsync(static row => row.GetString(0), default);
}
