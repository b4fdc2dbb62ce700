using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>What was learned of each terminal's clock (D37). Public because the runner looks only at public types.</summary>
[Migration(192, "Clock habit")]
public sealed class M0192ClockHabit : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Alter.Table("presence").AddColumn("clock_habit").AsInt32().Nullable();
}
