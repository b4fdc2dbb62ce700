using System.Text.RegularExpressions;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>The queries of the API on PostgreSQL with so many rows that reading a whole table would be its choice if it had to.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class QueryPlanTests
{
    /// <summary>A month of attendance that has a partition, Unix milliseconds of a moment in it.</summary>
    private static readonly long Month = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>An empty partition costs nothing either way.</summary>
    private static readonly Regex SeqScan = new(@"Seq Scan on \S+ .*(?<!cost=0\.00\.\.0\.00 rows=1 width=\d+\))$", RegexOptions.Multiline);

    /// <summary>Indexes of partitions are named after their columns by PostgreSQL.</summary>
    private static readonly (string Sql, string Index)[] Queries =
    [
        ($"SELECT * FROM attendance WHERE sn = 'sn-7' AND recog_time >= {Month} ORDER BY recog_time, id LIMIT 100", @"attendance_\d{6}_sn_recog_time_id_idx"),
        ($"SELECT * FROM attendance WHERE user_id = 'u-7' AND recog_time >= {Month} ORDER BY recog_time, id LIMIT 100", @"attendance_\d{6}_user_id_recog_time_id_idx"),
        ($"SELECT * FROM attendance WHERE site = 'site-7' AND recog_time >= {Month} ORDER BY recog_time, id LIMIT 100", @"attendance_\d{6}_site_recog_time_id_idx"),
        ($"SELECT * FROM attendance WHERE recog_time >= {Month + 29000} ORDER BY recog_time, id LIMIT 100", @"attendance_\d{6}_pkey"),
        ("SELECT * FROM feed WHERE seq > 29000 ORDER BY seq LIMIT 100", "feed_000000000000_pkey"),
        ("SELECT seq FROM feed WHERE kind = 'command' AND seq > 5000 AND seq <= 25000 ORDER BY seq LIMIT 1", "feed_000000000000_kind_seq_idx"),
        ("SELECT * FROM commands c WHERE c.sn = 'sn-7' AND c.state = 'queued' ORDER BY c.created_at, c.id LIMIT 100", "ix_commands_state"),
        ("SELECT DISTINCT sn FROM commands WHERE state IN ('queued', 'in_flight') AND expires_at <= 100 AND sn > '' ORDER BY sn LIMIT 500", "ix_commands_expiry"),
        ("SELECT sn, id FROM commands WHERE ended_at < 300 ORDER BY ended_at LIMIT 500", "ix_commands_ended"),
        ("SELECT state, count(*) FROM commands WHERE batch_id = 'b-7' GROUP BY state", "ix_commands_batch"),
        ("SELECT state, count(*) FROM job_targets WHERE job_id = 'j-7' GROUP BY state", "PK_job_targets|ix_job_targets_state"),
        ("SELECT sn FROM job_targets WHERE job_id = 'j-7' AND state = 'waiting' ORDER BY position LIMIT 100", "ix_job_targets_state"),
        ("UPDATE job_targets SET state = 'queued' FROM (VALUES ('j-7', 'sn-7')) AS k(j, s) WHERE job_id = k.j AND sn = k.s AND state || '' IN ('ordered')", "PK_job_targets"),
        ("SELECT * FROM jobs WHERE ended_at IS NULL ORDER BY id LIMIT 500", "ix_jobs_ended"),
        ("SELECT * FROM unknown_terminals u WHERE last_seen <= 5000 ORDER BY last_seen DESC, sn DESC LIMIT 100", "ix_unknown_terminals_seen"),
    ];

    [PostgresFact]
    public async Task Queries_OfTheApi_UseTheirIndexes()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        await test.ExecuteAsync(
            $$"""
            INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport, site)
            SELECT gen_random_uuid(), 'sn-' || i % 300, 'u-' || i % 500, {{Month}} + i, '', i, 'socket', 'site-' || i % 100 FROM generate_series(1, 30000) i;
            INSERT INTO feed (seq, kind, sn, at, data) SELECT i, CASE WHEN i % 1000 = 0 THEN 'command' ELSE 'attendance' END, 'sn', i, '{}' FROM generate_series(1, 30000) i;
            INSERT INTO commands (sn, id, type, person_bytes, content_hash, batch_id, state, attempts, created_at, expires_at)
            SELECT 'sn-' || i % 300, 'c-' || i, 'clock.set', 0, '', 'b-' || i % 1000, CASE WHEN i % 100 = 0 THEN 'queued' ELSE 'succeeded' END, 0, i, i
            FROM generate_series(1, 30000) i;
            INSERT INTO job_targets (job_id, sn, position, state)
            SELECT 'j-' || i % 100, 'sn-' || i, i, CASE WHEN i % 2 = 0 THEN 'waiting' ELSE 'failed' END FROM generate_series(1, 30000) i;
            INSERT INTO jobs (
                id, request_hash, command_id, type, person_bytes, content_hash, life, targets, canary, factor, created_at, state, handed_out, canary_passed, minute_pace,
                minute_used, ended_at)
            SELECT 'j-' || i, '', '', 'clock.set', 0, '', 1, 1, 0, 1, i, 'completed', 0, false, 0, 0, CASE WHEN i % 100 > 0 THEN i END FROM generate_series(1, 3000) i;
            INSERT INTO unknown_terminals (sn, transport, remote, client, first_seen, last_seen, tries, uploads_refused, words, longest, form)
            SELECT 'sn-' || i, 'socket', '', '', i, i, 1, 0, '', 0, 'big' FROM generate_series(1, 10000) i;
            ANALYZE attendance; ANALYZE feed; ANALYZE commands; ANALYZE job_targets; ANALYZE jobs; ANALYZE unknown_terminals;
            """);

        var wrong = new List<string>();
        foreach (var (sql, index) in Queries)
        {
            var plan = string.Join('\n', await test.ColumnAsync<string>("EXPLAIN " + sql));
            if (!Regex.IsMatch(plan, index) || SeqScan.IsMatch(plan)) wrong.Add($"{sql}\n{plan}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
