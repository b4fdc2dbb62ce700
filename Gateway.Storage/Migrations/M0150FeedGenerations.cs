using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// The feed's generations (docs/decisions/0056), and of which database the last number was given. A node of the version before numbers on without them. Public because the runner
/// looks only at public types.
/// </summary>
[Migration(150, "Feed generations")]
public sealed class M0150FeedGenerations : ForwardOnlyMigration
{
    private const int NameLength = 32;
    private const int ReasonLength = 64;
    private const int LineageLength = 200;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("feed_generations")
            .WithColumn("number").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("generation").AsString(NameLength).NotNullable().Unique("ux_feed_generations_generation")
            .WithColumn("first_seq").AsInt64().NotNullable()
            .WithColumn("began_at").AsInt64().NotNullable()
            .WithColumn("reason").AsString(ReasonLength).NotNullable();
        Alter.Table("feed_head").AddColumn("lineage").AsString(LineageLength).Nullable();
    }
}
