using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Columns for what terminals say of persons, encrypted, and how far rows of earlier versions have been brought into them (docs/decisions/0084): that is done while the gateway
/// serves. Public because the runner looks only at public types.
/// </summary>
[Migration(200, "Hidden fields")]
public sealed class M0200Hidden : ForwardOnlyMigration
{
    private const int NameLength = 32;
    private const int PlaceLength = 400;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("attendance").AddColumn("extra_protected").AsBinary(int.MaxValue).Nullable();
        Alter.Table("outbox").AddColumn("data_protected").AsBinary(int.MaxValue).Nullable();
        Alter.Table("feed").AddColumn("data_protected").AsBinary(int.MaxValue).Nullable();
        Alter.Table("commands").AddColumn("result_desc_protected").AsBinary(int.MaxValue).Nullable();
        Create.Table("hiding_marks")
            .WithColumn("name").AsString(NameLength).NotNullable().PrimaryKey()
            .WithColumn("place").AsString(PlaceLength).NotNullable()
            .WithColumn("done_at").AsInt64().Nullable();

        // Items up to here were written in clear; they are looked at once they are in the feed.
        Execute.Sql("INSERT INTO hiding_marks (name, place) SELECT 'outbox', CAST(COALESCE(MAX(id), 0) AS varchar(20)) FROM outbox");
    }
}
