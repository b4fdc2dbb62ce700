using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What terminals reported of the persons of rosters, which terminals' difference may have changed, and up to which day dates of validity were seen to
/// (docs/decisions/0125-rosters-become-commands.md). Public because the runner looks only at public types.
/// </summary>
[Migration(286, "Rosters as terminals have them")]
public sealed class M0286RosterDevices : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int IdLength = 64;
    private const int UserIdLength = 64;

    /// <summary>As wide as the sites' codes.</summary>
    private const int SiteLength = 200;
    private const int RefLength = 43;
    private const int WordLength = 32;
    private const int DateLength = 10;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("roster_devices")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("user_id").AsString(UserIdLength).NotNullable().PrimaryKey()
            .WithColumn("site").AsString(SiteLength).Nullable()
            .WithColumn("state").AsString(WordLength).NotNullable()
            .WithColumn("reported_ref").AsString(RefLength).Nullable()
            .WithColumn("reported_version").AsInt64().Nullable()
            .WithColumn("desired_version").AsInt64().Nullable()
            .WithColumn("ordered_ref").AsString(RefLength).Nullable()
            .WithColumn("ordered_bytes").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("command_id").AsString(IdLength).Nullable()
            .WithColumn("command_kind").AsString(WordLength).Nullable()
            .WithColumn("ordered_at").AsInt64().Nullable()
            .WithColumn("delivered").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("handed_out").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("drift").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("failures").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("next_try_at").AsInt64().Nullable()
            .WithColumn("result_code").AsString(WordLength).Nullable()
            .WithColumn("result_desc_protected").AsBinary(int.MaxValue).Nullable()
            .WithColumn("since").AsInt64().NotNullable();
        Create.Index("ix_roster_devices_site").OnTable("roster_devices").OnColumn("site").Ascending().OnColumn("state").Ascending().OnColumn("user_id").Ascending();
        Create.Index("ix_roster_devices_user").OnTable("roster_devices").OnColumn("user_id").Ascending().OnColumn("sn").Ascending();
        Execute.Sql("CREATE INDEX ix_roster_devices_open ON roster_devices (sn, user_id) WHERE command_id IS NOT NULL");
        Execute.Sql("CREATE INDEX ix_roster_devices_foreign ON roster_devices (sn, user_id) WHERE state = 'foreign'");
        Execute.Sql("CREATE INDEX ix_roster_devices_next_try ON roster_devices (next_try_at) WHERE next_try_at IS NOT NULL");

        Create.Table("roster_work")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("shard").AsInt32().NotNullable()
            .WithColumn("change").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().NotNullable()
            .WithColumn("tries").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("adopt").AsBoolean().NotNullable().WithDefaultValue(false);
        Create.Index("ix_roster_work_due").OnTable("roster_work").OnColumn("shard").Ascending().OnColumn("due_at").Ascending();

        Create.Table("roster_days")
            .WithColumn("zone").AsString(SiteLength).NotNullable().PrimaryKey()
            .WithColumn("day").AsString(DateLength).NotNullable();

        // When an operator said last that the terminal may have forgotten everybody: what was handed out before reports nothing.
        Alter.Table("devices").AddColumn("roster_resynced_at").AsInt64().Nullable();
    }
}
