using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// With which keys uploads of a device are read, null = as its dialect says (D35). Nullable, so that a node of an older version can still add devices. Public because the runner
/// looks only at public types.
/// </summary>
[Migration(252, "Upload key of devices")]
public sealed class M0252UploadKey : ForwardOnlyMigration
{
    private const int KeyLength = 16;

    /// <inheritdoc/>
    public override void Up() => Alter.Table("devices").AddColumn("upload_key").AsString(KeyLength).Nullable();
}
