using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Who is signed in to the console. Public because the runner looks only at public types.</summary>
[Migration(210, "Console sessions")]
public sealed class M0210ConsoleSessions : ForwardOnlyMigration
{
    private const int IdLength = 32;

    /// <summary>Of an API key's id.</summary>
    private const int KeyIdLength = 36;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("console_sessions")
            .WithColumn("id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("key_id").AsString(KeyIdLength).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("seen_at").AsInt64().NotNullable();
        Create.Index("ix_console_sessions_key").OnTable("console_sessions").OnColumn("key_id").Ascending();
    }
}
