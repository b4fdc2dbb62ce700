using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Persons and photos, commands, batches, how far projections have come, keys of keyed hashes. Public because the runner looks only at public types.
/// </summary>
[Migration(20, "Commands")]
public sealed class M0020Commands : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int IdLength = 64;
    private const int UserIdLength = 64;
    private const int RefLength = 43;
    private const int WordLength = 32;
    private const int DescLength = 500;
    private const int HashLength = 64;

    /// <summary>The states that have not ended, exactly as every query writes them: else the partial indexes do not serve it.</summary>
    private const string Open = "state IN ('queued', 'in_flight')";

    /// <inheritdoc/>
    public override void Up()
    {
        CreatePersons();
        CreateCommands();
        CreateProjections();

        // As in M0001: cursors and sweeps need the order of the bytes.
        Ordinal("commands", "sn", SnLength);
        Ordinal("commands", "id", IdLength);
    }

    private void CreatePersons()
    {
        Create.Table("photos")
            .WithColumn("ref").AsString(RefLength).NotNullable().PrimaryKey()
            .WithColumn("content_protected").AsBinary(int.MaxValue).NotNullable()
            .WithColumn("size").AsInt32().NotNullable()
            .WithColumn("used_at").AsInt64().NotNullable();
        Create.Index("ix_photos_used_at").OnTable("photos").OnColumn("used_at").Ascending();

        Create.Table("persons")
            .WithColumn("ref").AsString(RefLength).NotNullable().PrimaryKey()
            .WithColumn("content_protected").AsBinary(int.MaxValue).NotNullable()
            .WithColumn("photo_ref").AsString(RefLength).Nullable().ForeignKey("fk_persons_photo_ref", "photos", "ref")
            .WithColumn("used_at").AsInt64().NotNullable();
        Create.Index("ix_persons_photo_ref").OnTable("persons").OnColumn("photo_ref").Ascending();
        Create.Index("ix_persons_used_at").OnTable("persons").OnColumn("used_at").Ascending();

        Create.Table("hash_keys")
            .WithColumn("name").AsString(WordLength).NotNullable().PrimaryKey()
            .WithColumn("key_protected").AsBinary(int.MaxValue).NotNullable();
    }

    private void CreateCommands()
    {
        Create.Table("commands")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("type").AsString(WordLength).NotNullable()
            .WithColumn("user_id").AsString(UserIdLength).Nullable()
            .WithColumn("person_ref").AsString(RefLength).Nullable()
            .WithColumn("person_bytes").AsInt32().NotNullable()
            .WithColumn("content_hash").AsString(HashLength).NotNullable()
            .WithColumn("batch_id").AsString(IdLength).Nullable()
            .WithColumn("state").AsString(WordLength).NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable()
            .WithColumn("result_code").AsString(WordLength).Nullable()
            .WithColumn("result_desc").AsString(DescLength).Nullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("expires_at").AsInt64().NotNullable()
            .WithColumn("sent_at").AsInt64().Nullable()
            .WithColumn("ended_at").AsInt64().Nullable();
        Create.Index("ix_commands_id").OnTable("commands").OnColumn("id").Ascending();
        Create.Index("ix_commands_created").OnTable("commands").OnColumn("sn").Ascending().OnColumn("created_at").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_commands_state").OnTable("commands")
            .OnColumn("sn").Ascending().OnColumn("state").Ascending().OnColumn("created_at").Ascending().OnColumn("id").Ascending();
        Execute.Sql("CREATE INDEX ix_commands_batch ON commands (batch_id, state) WHERE batch_id IS NOT NULL");
        Execute.Sql($"CREATE INDEX ix_commands_expiry ON commands (expires_at, sn) WHERE {Open}");
        Execute.Sql($"CREATE INDEX ix_commands_person ON commands (person_ref) WHERE {Open}");

        Create.Table("batches")
            .WithColumn("id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("type").AsString(WordLength).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("targets").AsInt32().NotNullable()
            .WithColumn("accepted").AsInt32().Nullable()
            .WithColumn("rejected").AsInt32().Nullable();
    }

    private void CreateProjections() =>
        Create.Table("projection_offset")
            .WithColumn("name").AsString(WordLength).NotNullable().PrimaryKey()
            .WithColumn("position").AsInt64().NotNullable()
            .WithColumn("projected_until").AsInt64().NotNullable();

    private void Ordinal(string table, string column, int length) =>
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE \"C\"");
}
