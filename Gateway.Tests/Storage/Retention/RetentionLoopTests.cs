using Gateway.Host.Configuration;
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
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Round_OlderThanItIsToBeKept_IsDeletedAndNothingElse(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await FillAsync(test, 1200);

        await Loop(test, "AttendanceDays=10", "FeedDays=10", "QuarantineDays=10", "AuditDays=10", "RegistrationDays=10", "CommandDays=10").RoundAsync(default);

        // Of each 1200 rows, a minute apart and 10 days back from 600 minutes after the bound: half are older.
        foreach (var table in new[] { "attendance", "feed", "quarantine", "audit", "registrations" })
            Assert.Equal((table, 600), (table, await test.NumberAsync($"SELECT count(*) FROM {table}")));
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

        await Loop(test, "AttendanceDays=0", "FeedDays=0", "QuarantineDays=0", "AuditDays=0", "CommandDays=0").RoundAsync(default);

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
    public async Task Round_OldRecordThatHasJustCome_IsKept()
    {
        await using var test = await CreateAsync();
        var late = Record("sn", "u", 0) with { RecogTime = Now.AddYears(-5), ReceivedAt = Now.AddMinutes(-1) };
        await test.Attendance.StoreAsync([Upload("sn", late)], default);

        await Loop(test, "AttendanceDays=10").RoundAsync(default);

        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Fact]
    public async Task Run_EveryTenMinutes_LooksAgain()
    {
        await using var test = await CreateAsync();
        await FillAsync(test, 10);
        var time = new CountedTime(Now);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => Loop(test, time, "AttendanceDays=11").RunAsync(stop.Token));
        await Patience.UntilAsync(() => time.Timers > 0, "waits");
        Assert.Equal(10, await test.NumberAsync("SELECT count(*) FROM attendance"));

        time.Advance(TimeSpan.FromDays(2));

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM attendance") == 0, "deleted");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

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
            new RetentionStore(test.Database), new PartitionStore(test.Database), test.Frames,
            SettingsReader.Read(configuration).Retention, time, NullLogger<RetentionLoop>.Instance);
    }

    /// <summary>Rows a minute apart, half of them before ten days ago.</summary>
    private static async Task FillAsync(TestDatabase test, int rows)
    {
        var first = Now.AddDays(-10).AddMinutes(-rows / 2.0).AddSeconds(-30).ToUnixTimeMilliseconds();
        var sqlite = test.Options.Provider == StorageProvider.Sqlite;
        var id = sqlite ? "randomblob(16)" : "gen_random_uuid()";
        var bytes = sqlite ? "randomblob(32)" : "decode(md5(i::text), 'hex')";
        var numbers = sqlite
            ? $"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, {first} + i * 60000 AS t FROM n) n"
            : $"(SELECT i, {first} + i * 60000 AS t FROM generate_series(1, {rows}) i) n";
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
