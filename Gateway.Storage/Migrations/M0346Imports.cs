using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// The history of imports from the console: who gave which file when, and what became of it; nothing of what stood in it. Public because the runner looks only at public types.
/// </summary>
[Migration(346, "Imports")]
public sealed class M0346Imports : ForwardOnlyMigration
{
    private const int IdLength = 32;
    private const int KeyLength = 64;
    private const int SiteLength = 128;
    private const int WordLength = 16;
    private const int FileLength = 200;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("imports")
            .WithColumn("id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("kind").AsString(WordLength).NotNullable()
            .WithColumn("site").AsString(SiteLength).NotNullable()
            .WithColumn("file").AsString(FileLength).NotNullable()
            .WithColumn("key_id").AsString(KeyLength).NotNullable()
            .WithColumn("started_at").AsInt64().NotNullable()
            .WithColumn("ended_at").AsInt64().Nullable()
            .WithColumn("row_count").AsInt64().NotNullable()
            .WithColumn("added").AsInt64().NotNullable()
            .WithColumn("changed").AsInt64().NotNullable()
            .WithColumn("unchanged").AsInt64().NotNullable()
            .WithColumn("removed").AsInt64().NotNullable()
            .WithColumn("rejected").AsInt64().NotNullable()
            .WithColumn("is_whole").AsBoolean().NotNullable();
        Create.Index("ix_imports_started").OnTable("imports").OnColumn("started_at").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_imports_site").OnTable("imports").OnColumn("site").Ascending().OnColumn("started_at").Ascending().OnColumn("id").Ascending();

        // As in M0001: cursors need the order of the bytes. The runner's own name of its processor has a version in it.
        IfDatabase(static name => name.StartsWith("Postgre", StringComparison.Ordinal)).Execute.Sql($"ALTER TABLE imports ALTER COLUMN id TYPE varchar({IdLength}) COLLATE \"C\"");
    }
}
