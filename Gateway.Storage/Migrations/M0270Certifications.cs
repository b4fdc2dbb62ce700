using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Since when a device is being certified, null = it is not; and the runs of the certifier, with what they found. Nullable, so that a node of an older version can still add
/// devices. Public because the runner looks only at public types.
/// </summary>
[Migration(270, "Certifications")]
public sealed class M0270Certifications : ForwardOnlyMigration
{
    private const int StateLength = 16;
    private const int ModelLength = 128;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("devices").AddColumn("certifying_since").AsInt64().Nullable();
        Create.Table("certifications")
            .WithColumn("number").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("sn").AsString(16).NotNullable()
            .WithColumn("state").AsString(StateLength).NotNullable()
            .WithColumn("vendor").AsString(ModelLength).Nullable()
            .WithColumn("model").AsString(ModelLength).Nullable()
            .WithColumn("firmware").AsString(ModelLength).Nullable()
            .WithColumn("started_at").AsInt64().NotNullable()
            .WithColumn("ended_at").AsInt64().Nullable()
            .WithColumn("alive_at").AsInt64().NotNullable()
            .WithColumn("report").AsString(int.MaxValue).NotNullable();
        Create.Index("ix_certifications_sn").OnTable("certifications").OnColumn("sn").Ascending().OnColumn("number").Ascending();
        Create.Index("ix_certifications_state").OnTable("certifications").OnColumn("state").Ascending();
    }
}
