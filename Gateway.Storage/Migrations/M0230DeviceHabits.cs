using System.Data;
using FluentMigrator;
using Gateway.Actors.Habits;

namespace Gateway.Storage.Migrations;

/// <summary>What was learned of each terminal. Public because the runner looks only at public types.</summary>
[Migration(230, "Habits of terminals")]
public sealed class M0230DeviceHabits : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int NameLength = 32;

    /// <inheritdoc/>
    public override void Up() => Create.Table("device_habits")
        .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_device_habits_device", "devices", "sn").OnDelete(Rule.Cascade)
        .WithColumn("habit").AsString(NameLength).NotNullable().PrimaryKey()
        .WithColumn("value").AsString(Habit.ValueMax).NotNullable()
        .WithColumn("proved").AsBoolean().NotNullable()
        .WithColumn("since").AsInt64().NotNullable()
        .WithColumn("evidence").AsString(Habit.EvidenceMax).NotNullable()
        .WithColumn("memory").AsString(Habit.MemoryMax).Nullable();
}
