using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Why somebody was shown something in clear. Public because the runner looks only at public types.</summary>
[Migration(70, "Audit: reason")]
public sealed class M0070AuditReason : ForwardOnlyMigration
{
    private const int ReasonLength = 200;

    /// <inheritdoc/>
    public override void Up() => Alter.Table("audit").AddColumn("reason").AsString(ReasonLength).Nullable();
}
