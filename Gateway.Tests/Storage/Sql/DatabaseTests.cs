using Gateway.Actors.Attendance;
using Gateway.Storage;
using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Sql;

public sealed class DatabaseTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migrate_Again_KeepsDataAndStoreId(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var id = await test.Database.GetStoreIdAsync(default);
        await test.Devices.PutAsync([Device("smz-a03")], default);

        await test.ReopenAsync();
        await test.Schema.MigrateAsync(default);

        await test.Database.PingAsync(default);
        Assert.Equal(id, await test.Database.GetStoreIdAsync(default));
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM devices"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migrate_SeveralNodesAtOnce_AllSucceed(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        if (provider == StorageProvider.Sqlite) return; // one process per file: the host sees to it

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var database = new Database(test.Options);
            await new Schema(database, test.Options, TimeProvider.System).MigrateAsync(default);
        }));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migrate_SchemaOfANewerProgramThatThisOneMayUse_IsLeftAsItIs(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.ExecuteAsync("INSERT INTO schema_versions (version) VALUES (4000)");

        await test.Schema.MigrateAsync(default);

        Assert.Equal(4000, await test.NumberAsync("SELECT MAX(version) FROM schema_versions"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migrate_SchemaOfANewerProgramThatThisOneMayNotUse_IsRefused(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.ExecuteAsync("INSERT INTO schema_versions (version) VALUES (4000); UPDATE store SET oldest_program = 3000");

        var failure = await Assert.ThrowsAsync<StorageUnusableException>(() => test.Schema.MigrateAsync(default));

        Assert.Contains("4000", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(512)]
    [InlineData(10_000)]
    public async Task Migrate_FileOfGarbage_SaysInOneLineThatItIsNoDatabase(int length)
    {
        await using var test = await CreateAsync();
        await test.Database.DisposeAsync();
        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);
        await File.WriteAllBytesAsync(test.File, garbage);

        await AssertUnusableAsync(test);
    }

    [Fact]
    public async Task Migrate_TruncatedFile_SaysInOneLineThatItIsDamaged()
    {
        await using var test = await CreateAsync();
        await test.Attendance.StoreAsync([Upload("A", [.. Enumerable.Range(0, 400).Select(i => Record("A", $"U{i}", i))])], default);
        await test.Database.DisposeAsync();
        Assert.False(File.Exists(test.File + "-wal"));
        await using (var stream = File.OpenWrite(test.File)) stream.SetLength(stream.Length / 2 / 4096 * 4096);

        await AssertUnusableAsync(test);
    }

    [Fact]
    public async Task Migrate_OverwrittenPage_SaysInOneLineThatItIsDamaged()
    {
        await using var test = await CreateAsync();
        await test.Attendance.StoreAsync([Upload("A", [.. Enumerable.Range(0, 400).Select(i => Record("A", $"U{i}", i))])], default);
        await test.Database.DisposeAsync();
        await using (var stream = File.OpenWrite(test.File))
        {
            stream.Position = stream.Length / 2 / 4096 * 4096;
            stream.Write(Enumerable.Repeat((byte)0x5A, 4096).ToArray());
        }

        await AssertUnusableAsync(test);
    }

    [Fact]
    public async Task Migrate_DirectoryThatIsMissing_SaysSo()
    {
        await using var test = await CreateAsync();
        var file = Path.Combine(Path.GetDirectoryName(test.File)!, "none", "gateway.db");
        var options = new StorageOptions(StorageProvider.Sqlite, $"Data Source={file}");
        await using var database = new Database(options);

        var failure = await Assert.ThrowsAsync<StorageUnusableException>(() => new Schema(database, options, TimeProvider.System).MigrateAsync(default));

        Assert.Contains("directory", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Engines before it can damage the file when they begin the log anew while another connection checkpoints: the pins of SQLitePCLRaw bring a later one.</summary>
    [Fact]
    public async Task Engine_OfSqlite_IsOneThatKeepsItsLogWhole()
    {
        await using var test = await CreateAsync();

        var version = Version.Parse((await test.ColumnAsync<string>("SELECT sqlite_version()"))[0]);

        Assert.True(version >= new Version(3, 51, 3), $"{version}");
    }

    [Fact]
    public async Task Connections_OnSqlite_AreSetForDurability()
    {
        await using var test = await CreateAsync();

        Assert.Equal("wal", (await test.ColumnAsync<string>("PRAGMA journal_mode"))[0]);
        Assert.Equal(2, await test.Database.WriteAsync((db, token) => db.ExecuteAsync<long>("PRAGMA synchronous", token), default)); // FULL
        Assert.Equal(1, await test.NumberAsync("PRAGMA foreign_keys"));
        Assert.Equal(5000, await test.NumberAsync("PRAGMA busy_timeout"));
        await Assert.ThrowsAsync<SqliteException>(() => test.NumberAsync("DELETE FROM outbox RETURNING id")); // readers do not write
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_WhenTheDelegateThrows_RollsBackAndTheNextWriteWorks(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);

        await Assert.ThrowsAsync<InvalidDataException>(() => test.Database.WriteAsync<int>(
            async (db, token) =>
            {
                await db.ExecuteAsync("UPDATE feed_head SET last_seq = 7", token);
                throw new InvalidDataException();
            },
            default));

        Assert.Equal(0, await test.Feed.HeadAsync(default));
        await test.ExecuteAsync("UPDATE feed_head SET last_seq = 8");
        Assert.Equal(8, await test.Feed.HeadAsync(default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_CancelledWhileItRuns_RollsBack(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.WriteAsync(
            async (db, token) =>
            {
                await db.ExecuteAsync("UPDATE feed_head SET last_seq = 7", token);
                await cancel.CancelAsync();
                return await db.ExecuteAsync("UPDATE feed_head SET last_seq = 8", token);
            },
            cancel.Token));

        Assert.Equal(0, await test.Feed.HeadAsync(default));
    }

    [Fact]
    public async Task Write_CancelledWhileItWaits_NeverRuns()
    {
        await using var test = await CreateAsync();
        var gate = new TaskCompletionSource();
        var running = new TaskCompletionSource();
        var first = test.Database.WriteAsync(
            async (_, _) =>
            {
                running.SetResult();
                await gate.Task;
                return 0;
            },
            default);
        await running.Task;
        using var cancel = new CancellationTokenSource();
        var ran = false;
        var second = test.Database.WriteAsync((_, _) => Task.FromResult(ran = true), cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;
        await test.ExecuteAsync("UPDATE feed_head SET last_seq = 1");

        Assert.False(ran);
    }

    [Fact]
    public async Task Write_OnSqlite_RunsOnOneThreadThatIsNotOfThePool()
    {
        await using var test = await CreateAsync();

        var threads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.Database.WriteAsync(
            (_, _) => Task.FromResult((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)), default)));
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.Database.ReadAsync(
            (_, _) => Task.FromResult(Thread.CurrentThread.IsThreadPoolThread), default)));

        Assert.False(Assert.Single(threads.Distinct()).IsThreadPoolThread);
        Assert.All(reads, Assert.False);
    }

    [Fact]
    public async Task Write_MoreThanTheQueueHolds_WaitAndAllRun()
    {
        await using var test = await CreateAsync();
        var gate = new TaskCompletionSource();
        var blocked = test.Database.WriteAsync(
            async (_, _) =>
            {
                await gate.Task;
                return 0;
            },
            default);
        var count = 0;
        var writes = Enumerable.Range(0, 600).Select(_ => test.Database.WriteAsync((_, _) => Task.FromResult(++count), default)).ToList();

        Assert.All(writes, write => Assert.False(write.IsCompleted));
        gate.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(600, count);
        await blocked;
    }

    /// <summary>The journal has connections of its own to the same file: a writer waits for it instead of failing.</summary>
    [Fact]
    public async Task Write_WhileAnotherConnectionHoldsTheFile_WaitsForIt()
    {
        await using var test = await CreateAsync();
        await using var journal = new SqliteConnection($"Data Source={test.File};Pooling=False");
        await journal.OpenAsync();
        var transaction = journal.BeginTransaction();

        var write = test.ExecuteAsync("UPDATE feed_head SET last_seq = 5");
        Assert.Equal(0, await test.Feed.HeadAsync(default)); // readers are not held up
        Assert.False(write.IsCompleted);
        await transaction.CommitAsync();
        await write;

        Assert.Equal(5, await test.Feed.HeadAsync(default));
    }

    [Fact]
    public async Task Dispose_WithWritesUnderWay_FinishesThemAndTakesNoMore()
    {
        await using var test = await CreateAsync();
        var writes = Enumerable.Range(0, 50).Select(i => test.Attendance.StoreAsync([Upload("A", Record("A", "U", i))], default)).ToList();

        await test.Database.DisposeAsync();

        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.ExecuteAsync("UPDATE feed_head SET last_seq = 1"));
        await test.ReopenAsync();
        Assert.Equal(50, await test.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Fact]
    public void Options_AsText_ShowNoConnectionString() =>
        Assert.Equal("PostgreSql", new StorageOptions(StorageProvider.PostgreSql, "Host=h;Password=secret").ToString());

    [Fact]
    public async Task Setup_ServiceCollection_GivesOneOfEachStoreBehindItsPort()
    {
        await using var test = await CreateAsync();
        await using var services = new ServiceCollection().AddLogging().AddDataProtection().Services
            .AddGatewayStorage(test.Options).BuildServiceProvider(validateScopes: true);

        await services.GetRequiredService<Database>().PingAsync(default);

        Assert.Same(services.GetRequiredService<Gateway.Storage.Attendance.AttendanceStore>(), services.GetRequiredService<IAttendanceStore>());
        Assert.NotNull(services.GetRequiredService<Gateway.Actors.Devices.IDeviceStore>());
        Assert.NotNull(services.GetRequiredService<Gateway.Actors.Feed.IFeedStore>());
        Assert.NotNull(services.GetRequiredService<Gateway.Actors.Presence.IPresenceStore>());
        Assert.NotNull(services.GetRequiredService<Gateway.Storage.Keys.ApiKeyStore>());
        Assert.NotNull(services.GetRequiredService<Gateway.Storage.Attendance.QuarantineStore>());
    }

    private static async Task AssertUnusableAsync(TestDatabase test)
    {
        await using var database = new Database(test.Options);

        var failure = await Assert.ThrowsAsync<StorageUnusableException>(() => new Schema(database, test.Options, TimeProvider.System).MigrateAsync(default));

        Assert.Contains(test.File, failure.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
