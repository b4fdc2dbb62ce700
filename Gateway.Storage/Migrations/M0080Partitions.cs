using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// On PostgreSQL: attendance in partitions by month, the feed in partitions of consecutive numbers (docs/decisions/0020). Moves the rows that are there; while
/// it does, nothing else can use the two tables. SQLite keeps its tables. Public because the runner looks only at public types.
/// </summary>
[Migration(80, "Partitions")]
public sealed class M0080Partitions : ForwardOnlyMigration
{
    /// <summary>
    /// Adds a partition and takes the rows of its range out of the default one. The gateway calls it from then on (<c>PartitionStore</c>). A row that comes for
    /// the range at that moment fails and is written again by its sender: PostgreSQL asks the default partition's condition once more.
    /// </summary>
    private const string AddPartition =
        """
        CREATE FUNCTION gateway_add_partition(parent text, child text, low bigint, high bigint) RETURNS integer LANGUAGE plpgsql AS $body$
        DECLARE
            range_key text := CASE parent WHEN 'feed' THEN 'seq' ELSE 'recog_time' END;
        BEGIN
            IF to_regclass(quote_ident(child)) IS NOT NULL THEN
                RETURN 0;
            END IF;
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
            EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO %I SELECT * FROM moved',
                parent || '_default', range_key, range_key, child) USING low, high;
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, child, low, high);
            RETURN 1;
        END $body$;
        """;

    /// <summary>The key of a table in partitions has the partition's column in it: <c>id</c> alone cannot be one any more, the record (D18) still is.</summary>
    private const string Attendance =
        """
        ALTER TABLE attendance RENAME TO attendance_before;
        CREATE TABLE attendance (LIKE attendance_before INCLUDING DEFAULTS) PARTITION BY RANGE (recog_time);
        CREATE TABLE attendance_default PARTITION OF attendance DEFAULT;
        DO $body$
        DECLARE
            month timestamp;
        BEGIN
            FOR month IN
                SELECT DISTINCT date_trunc('month', to_timestamp(recog_time / 1000.0) AT TIME ZONE 'UTC') FROM attendance_before
                WHERE recog_time >= extract(epoch FROM now() - interval '10 years') * 1000 AND recog_time < extract(epoch FROM now()) * 1000
                UNION SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month' FROM generate_series(-1, 2) n
            LOOP
                PERFORM gateway_add_partition('attendance', 'attendance_' || to_char(month, 'YYYYMM'),
                    (extract(epoch FROM month) * 1000)::bigint, (extract(epoch FROM month + interval '1 month') * 1000)::bigint);
            END LOOP;
        END $body$;
        INSERT INTO attendance SELECT * FROM attendance_before;
        DROP TABLE attendance_before;
        ALTER TABLE attendance ADD CONSTRAINT "PK_attendance" PRIMARY KEY (recog_time, id);
        CREATE UNIQUE INDEX ux_attendance_record ON attendance (sn, user_id, recog_time);
        CREATE INDEX ix_attendance_sn ON attendance (sn, recog_time, id);
        CREATE INDEX ix_attendance_user_id ON attendance (user_id, recog_time, id);
        CREATE INDEX ix_attendance_site ON attendance (site, recog_time, id);
        CREATE INDEX ix_attendance_received_at ON attendance USING brin (received_at) WITH (autosummarize = on);
        """;

    private const string Feed =
        """
        ALTER TABLE feed RENAME TO feed_before;
        CREATE TABLE feed (LIKE feed_before INCLUDING DEFAULTS) PARTITION BY RANGE (seq);
        CREATE TABLE feed_default PARTITION OF feed DEFAULT;
        DO $body$
        DECLARE
            number bigint;
        BEGIN
            FOR number IN
                SELECT DISTINCT seq / 5000000 FROM feed_before
                UNION SELECT last_seq / 5000000 + n FROM feed_head, generate_series(0, 2) n
            LOOP
                PERFORM gateway_add_partition('feed', 'feed_' || lpad(number::text, 12, '0'), number * 5000000, (number + 1) * 5000000);
            END LOOP;
        END $body$;
        INSERT INTO feed SELECT * FROM feed_before;
        DROP TABLE feed_before;
        ALTER TABLE feed ADD CONSTRAINT "PK_feed" PRIMARY KEY (seq);
        CREATE INDEX ix_feed_kind ON feed (kind, seq);
        """;

    /// <inheritdoc/>
    public override void Up()
    {
        var postgres = IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase));
        foreach (var step in new[] { AddPartition, Attendance, Feed }) postgres.Execute.Sql(step);
    }
}
