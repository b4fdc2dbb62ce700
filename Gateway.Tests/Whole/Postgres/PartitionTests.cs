using Gateway.Actors.Attendance;
using Gateway.Storage.Feed;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Npgsql;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>Attendance and feed in partitions: nothing is doubled, lost or left behind by them.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PartitionTests
{
    private static readonly DateTimeOffset Now = new(2031, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [PostgresFact]
    public async Task Migrate_TablesWithRows_AreMovedWithTheirKeys()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        await test.ExecuteAsync(
            """
            CREATE TABLE old_attendance (LIKE attendance INCLUDING DEFAULTS);
            CREATE TABLE old_feed (LIKE feed INCLUDING DEFAULTS);
            DROP TABLE attendance, feed;
            DROP FUNCTION gateway_add_partition;
            ALTER TABLE old_attendance RENAME TO attendance;
            ALTER TABLE old_feed RENAME TO feed;
            ALTER TABLE attendance ADD CONSTRAINT "PK_attendance" PRIMARY KEY (id);
            ALTER TABLE feed ADD CONSTRAINT "PK_feed" PRIMARY KEY (seq);
            CREATE UNIQUE INDEX ux_attendance_record ON attendance (sn, user_id, recog_time);
            CREATE INDEX ix_feed_kind ON feed (kind, seq);
            INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport)
            SELECT gen_random_uuid(), 'sn', 'u' || i, (extract(epoch FROM now()) * 1000)::bigint - i * 86400000::bigint, '', i, 'socket' FROM generate_series(1, 200) i;
            INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport)
            VALUES (gen_random_uuid(), 'sn', 'early', 5, '', 1, 'socket'), (gen_random_uuid(), 'sn', 'late', 4102444800000, '', 1, 'socket');
            INSERT INTO feed (seq, kind, sn, at, data) SELECT i * 10000, 'attendance', 'sn', i, '{}' FROM generate_series(1, 1200) i;
            UPDATE feed_head SET last_seq = 12000000;
            DELETE FROM schema_versions WHERE version = 80;
            """);
        var digest = "SELECT md5(string_agg(attendance::text, '|' ORDER BY user_id)) FROM attendance";
        var before = await test.ColumnAsync<string>(digest);

        await test.ReopenAsync();
        await test.Schema.MigrateAsync(default);

        Assert.Equal(before, await test.ColumnAsync<string>(digest));
        Assert.Equal(["early", "late"], await test.ColumnAsync<string>("SELECT user_id FROM attendance_default ORDER BY recog_time"));
        Assert.Equal(1200, await test.NumberAsync("SELECT count(*) FROM feed"));
        Assert.Equal(499, await test.NumberAsync("SELECT count(*) FROM feed_000000000000"));
        Assert.Equal(201, await test.NumberAsync("SELECT count(*) FROM feed_000000000002"));
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM feed_default"));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => test.ExecuteAsync("INSERT INTO feed (seq, kind, sn, at, data) VALUES (12000000, 'attendance', 'sn', 1, '{}')"));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        Assert.Equal("C", Assert.Single(await test.ColumnAsync<string>(
            "SELECT c.collname::text FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation WHERE a.attrelid = 'attendance'::regclass AND a.attname = 'sn'")));
    }

    [PostgresFact]
    public async Task Store_SameRecordAgain_IsADuplicateBeforeAndAfterItsMonthHasAPartition()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var record = At("u", Now);
        Assert.Equal(1, (await test.Attendance.StoreAsync([Upload("sn", record)], default))[0].Stored);
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM attendance_default"));
        Assert.Equal(1, (await test.Attendance.StoreAsync([Upload("sn", At("u", Now))], default))[0].Duplicates);

        await new PartitionStore(test.Database).PrepareAsync(Now, default);

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM attendance_default"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM attendance_203103"));
        Assert.Equal(1, (await test.Attendance.StoreAsync([Upload("sn", At("u", Now))], default))[0].Duplicates);
        Assert.Equal([record.Id], (await test.Attendance.ListAsync(new("sn", null, null, null, null), 10, null, default)).Items.Select(one => one.Id));
    }

    [PostgresFact]
    public async Task Prepare_Again_MakesNothing()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var partitions = new PartitionStore(test.Database);

        // February to May 2031; the feed's were made by the migration.
        Assert.Equal(4, await partitions.PrepareAsync(Now, default));
        Assert.Equal(0, await partitions.PrepareAsync(Now, default));
        Assert.Equal(1, await partitions.PrepareAsync(Now.AddMonths(1), default));
    }

    /// <summary>An upload may meet the moment at which its month gets a partition: it is stored or fails as a whole, and then it is written again.</summary>
    [PostgresFact]
    public async Task Prepare_WhileUploadsCome_LosesAndDoublesNothing()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var partitions = new PartitionStore(test.Database);
        var stop = false;
        var stored = 0;
        var uploads = Enumerable.Range(0, 4).Select(uploader => Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++)
            {
                var record = At($"{uploader}-{i}", Now.AddDays(30 * (i % 20)));
                while (true)
                {
                    try
                    {
                        await test.Attendance.StoreAsync([Upload("sn", record)], default);
                        break;
                    }
                    catch (PostgresException again) when (again.SqlState == PostgresErrorCodes.CheckViolation)
                    {
                        continue; // As AttendanceLog does with a group that failed.
                    }
                }

                Interlocked.Increment(ref stored);
            }
        })).ToArray();

        for (var month = 0; month < 20; month++) await UntilLockedAsync(() => partitions.PrepareAsync(Now.AddMonths(month), default));
        Volatile.Write(ref stop, true);
        await Task.WhenAll(uploads);

        Assert.Equal(stored, await test.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(stored, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM attendance_default"));
    }

    /// <summary>It waits two seconds for a lock, and is asked again: as the node does.</summary>
    private static async Task UntilLockedAsync(Func<Task> prepare)
    {
        while (true)
        {
            try
            {
                await prepare();
                return;
            }
            catch (PostgresException late) when (late.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                continue;
            }
        }
    }

    [PostgresFact]
    public async Task DropEmptyMonths_LongPast_GoUnlessTheyHaveARecord()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var partitions = new PartitionStore(test.Database);
        foreach (var month in new[] { -18, -15, 0 }) await partitions.PrepareAsync(Now.AddMonths(month), default);
        foreach (var month in new[] { -19, -15, -3 }) await StoreAsync(test, At($"u{month}", Now.AddMonths(month)), Now);

        // 400 days before 15 March 2031: all that ended by 8 February 2030. Of October 2029 to January 2030 two were never there, one has a record.
        var dropped = await partitions.DropEmptyMonthsAsync(Now, default);

        Assert.Equal(["u-19", "u-15", "u-3"], await test.ColumnAsync<string>("SELECT user_id FROM attendance ORDER BY recog_time"));
        var left = await test.ColumnAsync<string>(
            "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            + "WHERE i.inhparent = 'attendance'::regclass AND c.relname >= 'attendance_2029' AND c.relname < 'attendance_a' ORDER BY 1");
        Assert.Equal(
            ["attendance_202908", "attendance_202912", "attendance_203002", "attendance_203102", "attendance_203103", "attendance_203104", "attendance_203105"],
            left);
        Assert.True(dropped >= 5);
    }

    [PostgresFact]
    public Task DropFeed_WholePartitionsThatArePast_Go() => DropFeedAsync(null, 2);

    [PostgresFact]
    public Task DropFeed_PublishedToTheirEnd_Go() => DropFeedAsync(9_999_999, 2);

    [PostgresFact]
    public Task DropFeed_NotPublishedToTheirEnd_Stay() => DropFeedAsync(9_999_998, 1);

    private static async Task DropFeedAsync(long? mark, int expected)
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var partitions = new PartitionStore(test.Database);
        await test.ExecuteAsync("UPDATE feed_head SET last_seq = 16000000");
        await partitions.PrepareAsync(Now, default);
        await test.ExecuteAsync(
            $"INSERT INTO feed (seq, kind, sn, at, data) SELECT i * 500000, 'attendance', 'sn', {Now.ToUnixTimeMilliseconds()} + i, '{{}}' FROM generate_series(1, 32) i");
        if (mark is { } seq) await new FeedMarks(test.Database, test.Clock).AdvanceAsync(FeedMarks.Redis, seq, default);

        // Items 1..21 are older: the first two partitions are past, of the third, from 10 000 000 on, only its beginning.
        var dropped = await partitions.DropFeedAsync(Now.AddMilliseconds(22), mark is null ? null : FeedMarks.Redis, default);

        Assert.Equal(expected, dropped);
        Assert.Equal(expected == 2 ? 10_000_000 : 5_000_000, await test.NumberAsync("SELECT min(seq) FROM feed"));
    }

    private static AttendanceRecord At(string user, DateTimeOffset time) => Record("sn", user, 0) with { RecogTime = time };

    private static async Task StoreAsync(TestDatabase test, AttendanceRecord record, DateTimeOffset received) =>
        await test.Attendance.StoreAsync([Upload("sn", record with { ReceivedAt = received })], default);
}
