using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>SNs that try and are not known, so many in all and by address. Public because the runner looks only at public types.</summary>
[Migration(291, "Unknown terminals")]
public sealed class M0291UnknownTerminals : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int AddressLength = 64;
    private const int WordLength = 16;
    private const int TextLength = 256;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("unknown_terminals")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("transport").AsString(WordLength).NotNullable()
            .WithColumn("remote").AsString(AddressLength).NotNullable()
            .WithColumn("client").AsString(AddressLength).NotNullable()
            .WithColumn("first_seen").AsInt64().NotNullable()
            .WithColumn("last_seen").AsInt64().NotNullable()
            .WithColumn("tries").AsInt64().NotNullable()
            .WithColumn("uploads_refused").AsInt64().NotNullable()
            .WithColumn("words").AsString(TextLength).NotNullable()
            .WithColumn("longest").AsInt64().NotNullable()
            .WithColumn("form").AsString(WordLength).NotNullable();
        Create.Index("ix_unknown_terminals_seen").OnTable("unknown_terminals").OnColumn("last_seen").Ascending().OnColumn("sn").Ascending();
        Create.Index("ix_unknown_terminals_client").OnTable("unknown_terminals").OnColumn("client").Ascending().OnColumn("last_seen").Ascending();
    }
}
