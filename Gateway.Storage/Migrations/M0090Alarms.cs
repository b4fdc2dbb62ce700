using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>What somebody has to look at. Public because the runner looks only at public types.</summary>
[Migration(90, "Alarms")]
public sealed class M0090Alarms : ForwardOnlyMigration
{
    private const int CodeLength = 32;
    private const int SubjectLength = 200;
    private const int DetailLength = 500;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("alarms")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("code").AsString(CodeLength).NotNullable()
            .WithColumn("subject").AsString(SubjectLength).NotNullable()
            .WithColumn("detail").AsString(DetailLength).NotNullable()
            .WithColumn("node").AsString(SubjectLength).NotNullable()
            .WithColumn("since").AsInt64().NotNullable()
            .WithColumn("confirmed").AsInt64().NotNullable()
            .WithColumn("ended").AsInt64().Nullable();

        // One open alarm of a kind about one subject, whoever raises it. Both databases know indexes over a part of the rows; the migrator does not.
        Execute.Sql("CREATE UNIQUE INDEX ux_alarms_open ON alarms (code, subject) WHERE ended IS NULL");
        Create.Index("ix_alarms_ended").OnTable("alarms").OnColumn("ended").Ascending();
    }
}
