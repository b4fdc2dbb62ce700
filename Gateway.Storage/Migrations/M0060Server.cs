using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What a database that several nodes share needs: the key ring, how far publishers have come, and on PostgreSQL the tables of Akka.Persistence.Sql, which
/// would otherwise be made by whichever node needs them first, outside the lock of migrations. Public because the runner looks only at public types.
/// </summary>
[Migration(60, "Key ring, feed marks, journal")]
public sealed class M0060Server : ForwardOnlyMigration
{
    private const int NameLength = 100;

    /// <summary>Exactly as Akka.Persistence.Sql 1.5 makes them; a database in which it has made them already keeps them.</summary>
    private const string Journal =
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering bigint GENERATED ALWAYS AS IDENTITY, created bigint NOT NULL, deleted boolean NOT NULL, persistence_id text NOT NULL,
            sequence_number bigint NOT NULL, message bytea NOT NULL, manifest text, identifier integer, writer_uuid text,
            CONSTRAINT "PK_journal" PRIMARY KEY (ordering), CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id bigint NOT NULL, tag text NOT NULL, sequence_nr bigint NOT NULL, persistence_id text NOT NULL,
            CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag));
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id text NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL, snapshot bytea, manifest text,
            serializer_id integer, CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number));
        CREATE INDEX IF NOT EXISTS snapshot_sequence_number_idx ON snapshot (sequence_number);
        CREATE INDEX IF NOT EXISTS snapshot_created_idx ON snapshot (created);
        """;

    /// <inheritdoc/>
    public override void Up()
    {
        // The elements are XML of ASP.NET Core Data Protection.
        Create.Table("key_ring")
            .WithColumn("name").AsString(NameLength).NotNullable().PrimaryKey()
            .WithColumn("element").AsString(int.MaxValue).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();

        // The last seq that has been published for certain, with everything before it.
        Create.Table("feed_marks")
            .WithColumn("name").AsString(NameLength).NotNullable().PrimaryKey()
            .WithColumn("seq").AsInt64().NotNullable()
            .WithColumn("at").AsInt64().NotNullable();

        // By its name's beginning: the processor's id has the version in it. (M0030 asked for the id alone, so its order of bytes is made good here.)
        var postgres = IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase));
        postgres.Execute.Sql(Journal);
        postgres.Execute.Sql("ALTER TABLE registrations ALTER COLUMN sn TYPE varchar(16) COLLATE \"C\"");
    }
}
