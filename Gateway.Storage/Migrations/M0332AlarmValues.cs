using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What an alarm's sentence is made of, so that it can be said in another language. Null: raised by an older version; it keeps its sentence. Public because the runner looks only
/// at public types.
/// </summary>
[Migration(332, "Values of alarms")]
public sealed class M0332AlarmValues : ForwardOnlyMigration
{
    private const int ValuesLength = 2000;

    /// <inheritdoc/>
    public override void Up() => Alter.Table("alarms").AddColumn("finding").AsString(ValuesLength).Nullable();
}
