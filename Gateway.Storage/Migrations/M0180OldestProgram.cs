using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>The oldest program that may use this schema, by the newest migration that it knows. Public because the runner looks only at public types.</summary>
[Migration(180, "Oldest program")]
public sealed class M0180OldestProgram : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Alter.Table("store").AddColumn("oldest_program").AsInt64().Nullable();
}
