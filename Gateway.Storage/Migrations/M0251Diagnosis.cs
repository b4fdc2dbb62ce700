using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>What is wrong with the key of an upload that the device's key does not read (D35). Public because the runner looks only at public types.</summary>
[Migration(251, "Diagnosis of the quarantine")]
public sealed class M0251Diagnosis : ForwardOnlyMigration
{
    private const int CodeLength = 32;
    private const int DetailLength = 200;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("quarantine").AddColumn("diagnosis").AsString(CodeLength).Nullable();
        Alter.Table("quarantine").AddColumn("diagnosis_detail").AsString(DetailLength).Nullable();
    }
}
