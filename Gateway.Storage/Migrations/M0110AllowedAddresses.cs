using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// From where a terminal may come; null = from anywhere. Nullable, so that a node of an older version, which does not know the column, can still add devices. Public because the
/// runner looks only at public types.
/// </summary>
[Migration(110, "Allowed addresses of devices")]
public sealed class M0110AllowedAddresses : ForwardOnlyMigration
{
    /// <summary>32 networks of IPv6 at their longest, with their separators, and some to spare.</summary>
    private const int ListLength = 2000;

    /// <inheritdoc/>
    public override void Up() => Alter.Table("devices").AddColumn("allowed_addresses").AsString(ListLength).Nullable();
}
