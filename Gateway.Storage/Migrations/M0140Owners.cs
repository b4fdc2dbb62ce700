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

    private const string Heads =
        """
        INSERT INTO journal_heads (persistence_id, sequence_number) SELECT persistence_id, MAX(sequence_number)
            FROM (SELECT persistence_id, sequence_number FROM journal UNION ALL SELECT persistence_id, sequence_number FROM snapshot) AS written GROUP BY persistence_id;
        """;

    private const string Sqlite =
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
