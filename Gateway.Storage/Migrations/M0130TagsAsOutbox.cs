using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// From here on a tag row says that its event is not projected yet (docs/decisions/0068-tag-rows-are-an-outbox.md). So those of projected events go, which was everything up to a
/// stored position but for what committed late and was passed over on PostgreSQL. On SQLite the journal's tables are made here too. Public because the runner looks only at public
/// types.
/// </summary>
[Migration(130, "Tags as outbox")]
public sealed class M0130TagsAsOutbox : ForwardOnlyMigration
{
    /// <summary>As Akka.Persistence.Sql 1.5 makes them; a database in which it has made them already keeps them.</summary>
    private const string SqliteJournal =
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created INTEGER NOT NULL, deleted Bit NOT NULL, persistence_id NVarChar(255) NOT NULL,
            sequence_number INTEGER NOT NULL, message VarBinary NOT NULL, manifest NVarChar(500) NULL, identifier INTEGER NULL, writer_uuid NVarChar(128) NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id INTEGER NOT NULL, tag NVarChar(64) NOT NULL, sequence_nr INTEGER NOT NULL, persistence_id NVarChar(255) NOT NULL,
            CONSTRAINT PK_tags PRIMARY KEY (ordering_id, tag));
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVarChar(255) NOT NULL, sequence_number INTEGER NOT NULL, created INTEGER NOT NULL, snapshot VarBinary NULL, manifest NVarChar(500) NULL,
            serializer_id INTEGER NULL, CONSTRAINT PK_snapshot PRIMARY KEY (persistence_id, sequence_number));
        CREATE INDEX IF NOT EXISTS snapshot_sequence_number_idx ON snapshot (sequence_number);
        CREATE INDEX IF NOT EXISTS snapshot_created_idx ON snapshot (created);
        """;

    /// <summary>One writer, so nothing committed late.</summary>
    private const string ForgetOnSqlite = "DELETE FROM tags WHERE ordering_id <= (SELECT position FROM projection_offset WHERE name = 'commands')";

    /// <summary>
    /// What was passed over stays and is projected now. An ending: its command is shown as open still; or is not shown at all, and neither outbox nor feed has it, though the feed
    /// reaches back before it (else retention has had it). An acceptance: its command is not shown, and has not ended. SN and id are read out of the event's body (the manifests of
    /// that time are frozen): version, length of the SN + 1, SN, length of the id + 1, id.
    /// </summary>
    private const string ForgetOnPostgres =
        """
        CREATE TEMPORARY TABLE told ON COMMIT DROP AS
        SELECT t.ordering_id, j.manifest = 'kq1' AS queued, j.created, substr(j.persistence_id, 8) AS sn,
            convert_from(substr(j.message, get_byte(j.message, 1) + 3, get_byte(j.message, get_byte(j.message, 1) + 1) - 1), 'UTF8') AS id
        FROM tags t JOIN journal j ON j.ordering = t.ordering_id
        WHERE t.ordering_id <= (SELECT position FROM projection_offset WHERE name = 'commands') AND j.manifest IN ('kq1', 'ks1', 'kf1', 'kx1', 'kc1', 'ku1');

        CREATE TEMPORARY TABLE unseen ON COMMIT DROP AS
        SELECT told.*, c.id IS NOT NULL AS shown FROM told LEFT JOIN commands c ON c.sn = told.sn AND c.id = told.id
        WHERE c.id IS NULL OR NOT told.queued AND c.ended_at IS NULL;

        CREATE TEMPORARY TABLE passed ON COMMIT DROP AS
        SELECT u.ordering_id FROM unseen u WHERE u.queued AND NOT EXISTS (SELECT 1 FROM told e WHERE e.sn = u.sn AND e.id = u.id AND NOT e.queued)
        UNION ALL SELECT u.ordering_id FROM unseen u WHERE NOT u.queued AND u.shown
        UNION ALL SELECT u.ordering_id FROM unseen u
        WHERE NOT u.queued AND NOT u.shown AND (u.created - 621355968000000000) / 10000 > coalesce(
                (SELECT CASE seq WHEN 1 THEN 0 ELSE at END FROM feed ORDER BY seq LIMIT 1), (SELECT CASE last_seq WHEN 0 THEN 0 ELSE 9223372036854775807 END FROM feed_head))
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'command' AND o.sn = u.sn AND o.data::json ->> 'id' = u.id)
            AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.kind = 'command' AND f.sn = u.sn AND f.data::json ->> 'id' = u.id);

        DELETE FROM tags t WHERE t.ordering_id <= (SELECT position FROM projection_offset WHERE name = 'commands')
            AND NOT EXISTS (SELECT 1 FROM passed p WHERE p.ordering_id = t.ordering_id);
        """;

    /// <inheritdoc/>
    public override void Up()
    {
        var sqlite = IfDatabase(name => name.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase));
        sqlite.Execute.Sql(SqliteJournal);
        sqlite.Execute.Sql(ForgetOnSqlite);
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase)).Execute.Sql(ForgetOnPostgres);

        // Nobody looks for events by their tag any more: they are taken in order.
        Execute.Sql("DROP INDEX IF EXISTS tags_tag_idx");
        Delete.Table("projection_offset");
    }
}
