using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// One writer for each persistence id, whatever the nodes believe: the database knows the highest sequence number that an id ever had, deleted ones included, and takes only higher
/// ones. And which founding of a cluster owns the database (docs/decisions/0051-owners.md). Public because the runner looks only at public types.
/// </summary>
[Migration(140, "Owners, journal heads")]
public sealed class M0140Owners : ForwardOnlyMigration
{
    private const int OwnerLength = 36;

    /// <summary>On PostgreSQL they are there since M0060. Exactly as Akka.Persistence.Sql 1.5 makes them; a file in which it has made them already keeps them.</summary>
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
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        """;

    /// <summary>The last event of an id is never deleted, only marked, so the journal knows all heads.</summary>
    private const string Heads = "INSERT INTO journal_heads (persistence_id, sequence_number) SELECT persistence_id, MAX(sequence_number) FROM journal GROUP BY persistence_id;";

    private const string Sqlite =
        SqliteJournal +
        """

        CREATE TABLE journal_heads (persistence_id NVarChar(255) NOT NULL PRIMARY KEY, sequence_number INTEGER NOT NULL) WITHOUT ROWID;
        """ + Heads +
        """

        CREATE TRIGGER journal_head BEFORE INSERT ON journal BEGIN
            SELECT RAISE(ABORT, 'journal_heads: a sequence number of this persistence id that is not above all earlier ones')
                WHERE EXISTS (SELECT 1 FROM journal_heads WHERE persistence_id = NEW.persistence_id AND sequence_number >= NEW.sequence_number);
            INSERT INTO journal_heads (persistence_id, sequence_number) VALUES (NEW.persistence_id, NEW.sequence_number)
                ON CONFLICT (persistence_id) DO UPDATE SET sequence_number = excluded.sequence_number;
        END;
        """;

    /// <summary>Half of a page is left free, so that a head moves within its page and no index changes.</summary>
    private const string Postgres =
        """
        CREATE TABLE journal_heads (persistence_id text COLLATE "C" NOT NULL PRIMARY KEY, sequence_number bigint NOT NULL) WITH (fillfactor = 50);
        """ + Heads +
        """

        CREATE FUNCTION journal_head() RETURNS trigger LANGUAGE plpgsql AS $head$
        BEGIN
            INSERT INTO journal_heads AS heads (persistence_id, sequence_number) VALUES (NEW.persistence_id, NEW.sequence_number)
                ON CONFLICT (persistence_id) DO UPDATE SET sequence_number = EXCLUDED.sequence_number WHERE heads.sequence_number < EXCLUDED.sequence_number;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'journal_heads: sequence number % of % is not above all earlier ones', NEW.sequence_number, NEW.persistence_id
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $head$;
        CREATE TRIGGER journal_head BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_head();
        """;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("store").AddColumn("owner").AsString(OwnerLength).Nullable();
        Delete.Table("cluster_nodes"); // A lock has taken its place.
        IfDatabase(name => name.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase)).Execute.Sql(Sqlite);
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase)).Execute.Sql(Postgres);
    }
}
