using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Whose part of the quarantine an entry takes, and from where it came (D35). What an older program adds counts as read by no key. Public because the runner looks only at public
/// types.
/// </summary>
[Migration(196, "Shares of the quarantine")]
public sealed class M0196QuarantineShares : ForwardOnlyMigration
{
    private const int ShareLength = 16;
    private const int AddressLength = 64;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("quarantine").AddColumn("share").AsString(ShareLength).NotNullable().WithDefaultValue("unread");
        Alter.Table("quarantine").AddColumn("address").AsString(AddressLength).Nullable();
        Execute.Sql("UPDATE quarantine SET share = 'readable' WHERE reason NOT LIKE 'decrypt:%'");

        // They cover the bounds, which are looked at before every new entry: that must not read the contents.
        Create.Index("ix_quarantine_sn").OnTable("quarantine").OnColumn("sn").Ascending().OnColumn("share").Ascending().OnColumn("content_length").Ascending();
        Create.Index("ix_quarantine_address").OnTable("quarantine")
            .OnColumn("share").Ascending().OnColumn("address").Ascending().OnColumn("content_length").Ascending();
    }
}
