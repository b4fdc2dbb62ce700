using System.Data.Common;
using Gateway.Actors.Time;
using Gateway.Host.Configuration;
using Gateway.Storage.Counts;
using Gateway.Storage.Feed;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Retention;

public sealed class RetentionLoopTests
{
    /// <summary>The database's day, too: PostgreSQL has a clock of its own.</summary>
    private static readonly DateTimeOffset Now = new(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Round_OlderThanItIsToBeKept_IsDeletedAndNothingElse(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await FillAsync(test, 1200);

        await Loop(test, "FeedDays=10", "QuarantineDays=10", "AuditDays=10", "CommandDays=10").RoundAsync(default);

        // Of each 1200 rows, a minute apart and 10 days back from 600 minutes after the bound: half are older. Attendance and registrations go by their sites.
        foreach (var (table, left) in ((string, long)[])[("attendance", 1200), ("feed", 600), ("quarantine", 600), ("audit", 600), ("registrations", 1200)])
            Assert.Equal((table, left), (table, await test.NumberAsync($"SELECT count(*) FROM {table}")));
        Assert.Equal(601, await test.NumberAsync("SELECT min(seq) FROM feed"));
        Assert.Equal(600, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'succeeded'"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'queued'"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM batches"));
    }

    [Fact]
    public async Task Round_ZeroDays_KeepsForEver()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);

        await Loop(test, "FeedDays=0", "QuarantineDays=0", "AuditDays=0", "CommandDays=0").RoundAsync(default);

        foreach (var table in new[] { "attendance", "feed", "quarantine", "audit", "registrations" }) Assert.Equal(10, await test.NumberAsync($"SELECT count(*) FROM {table}"));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(250L, 250)]
    [InlineData(100_000L, 600)]
    public async Task Round_RedisConfigured_KeepsWhatIsNotPublished(long? mark, int deleted)
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 1200);
        if (mark is { } seq) await new FeedMarks(test.Database, test.Clock).AdvanceAsync(FeedMarks.Redis, seq, default);

        await Loop(test, "FeedDays=10", "Redis").RoundAsync(default);

        Assert.Equal(1200 - deleted, await test.NumberAsync("SELECT count(*) FROM feed"));
    }

    [Fact]
    public async Task Round_SuspectRepeats_GoTwoDaysAfterTheLastOne()
    {
        await using var test = await CreateAsync();
        foreach (var (user, received) in ((string, DateTimeOffset)[])[("old", Now.AddDays(-13)), ("young", Now.AddDays(-3))])
        {
            var record = Record("sn", user, 0) with { RecogTime = DateTimeOffset.UnixEpoch };
            foreach (var at in (DateTimeOffset[])[received, received.AddDays(2)])
                await test.Attendance.StoreAsync([Upload("sn", record with { Id = Guid.NewGuid(), ReceivedAt = at })], default);
        }

        await Loop(test).RoundAsync(default);

        Assert.Equal(["young"], await test.ColumnAsync<string>("SELECT user_id FROM suspect_repeats"));
    }

    [Fact]
    public async Task Run_EveryTenMinutes_LooksAgain()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);
        var time = new CountedTime(Now);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => Loop(test, time, "AuditDays=11").RunAsync(stop.Token));
        await Patience.UntilAsync(() => time.Timers > 0, "waits");
        Assert.Equal(10, await test.NumberAsync("SELECT count(*) FROM audit"));

        time.Advance(TimeSpan.FromDays(3));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM audit") == 0, "deleted");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Round_ClockFourYearsAhead_DeletesNothingUntilItIsBackAgain()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);
        var time = new FakeTimeProvider(Now);
        var loop = Loop(test, time, "AuditDays=20", "FeedDays=20", "CommandDays=20");
        await loop.RoundAsync(default);

        time.SetUtcNow(Now.AddYears(4));
        await loop.RoundAsync(default);

        foreach (var table in new[] { "audit", "feed", "batches" }) Assert.NotEqual((table, 0), (table, await test.NumberAsync($"SELECT count(*) FROM {table}")));
        Assert.Contains("has gone from", (await Clock(test, time).LookAsync(default)).Doubt, StringComparison.Ordinal);
        Assert.Null((await Clock(test, new FakeTimeProvider(Now.AddDays(11))).LookAsync(default)).Doubt);
        await Loop(test, new FakeTimeProvider(Now.AddDays(11)), "AuditDays=20").RoundAsync(default);
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Round_ClockThatHasLeaptAndGoesOnForAWeek_IsBelieved()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);
        var time = new FakeTimeProvider(Now);
        var loop = Loop(test, time, "AuditDays=20");
        await loop.RoundAsync(default);
        time.SetUtcNow(Now.AddDays(60));
        await loop.RoundAsync(default);

        time.Advance(RetentionClock.DoubtFor - TimeSpan.FromMinutes(1));
        await loop.RoundAsync(default);
        Assert.Equal(10, await test.NumberAsync("SELECT count(*) FROM audit"));
        time.Advance(TimeSpan.FromMinutes(2));
        await loop.RoundAsync(default);

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM audit"));
        Assert.Null((await Clock(test, time).LookAsync(default)).Doubt);
    }

    [Fact]
    public async Task Round_FirstOneOfADatabaseThatIsOld_IsMeasuredByWhatItHasSeen()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);
        string[] undo =
        [
            "DROP TABLE retention_clock", "DROP INDEX ix_commands_ended", "DROP INDEX ix_quarantine_last", "DROP INDEX ix_batches_created",
            "DELETE FROM schema_versions WHERE version = 161",
        ];
        foreach (var sql in undo) await test.ExecuteAsync(sql);
        await test.Schema.MigrateAsync(default);

        Assert.Null((await Clock(test, new FakeTimeProvider(Now)).LookAsync(default)).Doubt);
        Assert.NotNull((await Clock(test, new FakeTimeProvider(Now.AddYears(4))).LookAsync(default)).Doubt);
    }

    [PostgresFact]
    public async Task Round_OnPostgres_GoesByTheDatabasesClock()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        foreach (var (name, at) in ((string, DateTimeOffset)[])[("old", Now.AddDays(-10).AddHours(-1)), ("young", Now.AddDays(-10).AddHours(10))])
        {
            await test.ExecuteAsync(
                $"INSERT INTO audit (at, key_id, role, action, subject, remote) VALUES ({at.ToUnixTimeMilliseconds()}, 'k', 'admin', 'a', '{name}', 'r')");
        }

        // By the node's clock both of them are too old.
        await Loop(test, new FakeTimeProvider(Now.AddHours(20)), "AuditDays=10").RoundAsync(default);
        Assert.Equal(["young"], await test.ColumnAsync<string>("SELECT subject FROM audit"));

        var ahead = new FakeTimeProvider(Now.AddYears(4));
        await Loop(test, ahead, "AuditDays=1").RoundAsync(default);
        Assert.Equal(["young"], await test.ColumnAsync<string>("SELECT subject FROM audit"));
        Assert.Contains("differ by", (await Clock(test, ahead).LookAsync(default)).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_OnSqlite_ReadNoWholeTable()
    {
        await using var test = await CreateAsync();

        foreach (var sql in RetentionStore.Looks)
        {
            var plan = await PlanAsync(test, sql);
            Assert.True(plan.All(static step => !step.StartsWith("SCAN", StringComparison.Ordinal)), $"{sql}\n{string.Join('\n', plan)}");
        }
    }

    private static Task<List<string>> PlanAsync(TestDatabase test, string sql) => test.Database.WriteAsync(
        async (db, token) =>
        {
            var steps = new List<string>();
            await using var command = ((DbConnection)await db.OpenDbConnectionAsync(token)).CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql.Replace("@before", "1", StringComparison.Ordinal).Replace("@most", "500", StringComparison.Ordinal)
                .Replace("@ahead", "9", StringComparison.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token)) steps.Add(reader.GetString(3));
            return steps;
        },
        default);

    private static RetentionClock Clock(TestDatabase test, TimeProvider time) => new(test.Database, time);

    private static RetentionLoop Loop(TestDatabase test, params string[] settings)
    {
        // Between two batches it waits on the machine's clock; the day is ours.
        var time = new ShiftedTime();
        time.Shift(Now - time.GetUtcNow());
        return Loop(test, time, settings);
    }

    private static RetentionLoop Loop(TestDatabase test, TimeProvider time, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => setting == "Redis"
            ? KeyValuePair.Create("Gateway:Redis:Configuration", (string?)"127.0.0.1:1")
            : KeyValuePair.Create("Gateway:Retention:" + setting.Split('=')[0], (string?)setting.Split('=')[1]))).Build();
        return new RetentionLoop(
            new RetentionStore(test.Database), new PartitionStore(test.Database), test.Frames, new ClockInStore(test.Database, GatewayZone.Standard), new CountStore(test.Database),
            Clock(test, time), SettingsReader.Read(configuration).Retention, time, NullLogger<RetentionLoop>.Instance);
    }

    /// <summary>Rows a minute apart, half of them before ten days ago; the others a day later, so that the clock of a server may be minutes ahead.</summary>
    private static async Task FillAsync(TestDatabase test, int rows)
    {
        var first = Now.AddDays(-10).AddMinutes(-rows / 2.0).AddSeconds(-30).ToUnixTimeMilliseconds();
        var sqlite = test.Options.Provider == StorageProvider.Sqlite;
        var id = sqlite ? "randomblob(16)" : "gen_random_uuid()";
        var bytes = sqlite ? "randomblob(32)" : "decode(md5(i::text), 'hex')";
        var at = $"{first} + i * 60000 + CASE WHEN i > {rows / 2} THEN 86400000 ELSE 0 END";
        var numbers = sqlite
            ? $"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, {at} AS t FROM n) n"
            : $"(SELECT i, {at} AS t FROM generate_series(1, {rows}) i) n";
        string[] inserts =
        [
            $"INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport) SELECT {id}, 'sn', 'u', t, '', t, 'socket' FROM {numbers}",
            $"INSERT INTO feed (seq, kind, sn, at, data) SELECT i, 'attendance', 'sn', t, '{{}}' FROM {numbers}",
            $"INSERT INTO quarantine (sn, content_hash, transport, first_at, last_at, tries, reason, bad_records, good_records_stored, content_length, content_protected) "
                + $"SELECT 'sn', {bytes}, 'socket', t, t, 1, '', 0, {(sqlite ? "0" : "false")}, 0, {bytes} FROM {numbers}",
            $"INSERT INTO audit (at, key_id, role, action, subject, remote) SELECT t, 'k', 'admin', 'a', 's', 'r' FROM {numbers}",
            $"INSERT INTO registrations (id, sn, received_at, content_hash, idno_hash, content_protected) SELECT {id}, 'sn', t, {bytes}, {bytes}, {bytes} FROM {numbers}",
            $"INSERT INTO commands (sn, id, type, person_bytes, content_hash, batch_id, state, attempts, created_at, expires_at, ended_at) "
                + $"SELECT 'sn', 'c' || i, 'clock.set', 0, '', CASE WHEN i > {rows / 2} THEN 'new' ELSE 'old' END, 'succeeded', 1, t, t, t FROM {numbers}",
            "INSERT INTO commands (sn, id, type, person_bytes, content_hash, state, attempts, created_at, expires_at) VALUES ('sn', 'open', 'clock.set', 0, '', 'queued', 0, 0, 0)",
            "INSERT INTO batches (id, type, created_at, targets) VALUES ('old', 'clock.set', 0, 1), ('new', 'clock.set', 0, 1)",
        ];
        foreach (var insert in inserts) await test.ExecuteAsync(insert);
    }
}
