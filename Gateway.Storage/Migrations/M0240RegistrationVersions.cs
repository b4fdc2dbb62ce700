using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Versions of a registration (D34). Rows of earlier programs have no <c>version_hash</c>; the unique index on <c>content_hash</c> stays, since such programs go on writing by it.
/// Public because the runner looks only at public types.
/// </summary>
[Migration(240, "Versions of registrations")]
public sealed class M0240RegistrationVersions : ForwardOnlyMigration
{
    private const int HashLength = 32;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("registrations")
            .AddColumn("version_hash").AsBinary(HashLength).Nullable()
            .AddColumn("supersedes").AsGuid().Nullable();

        // The same terminal, ID number, fields and photos: the same registration. No two supersede the same one.
        foreach (var column in (string[])["version_hash", "supersedes"])
            Create.Index("ux_registrations_" + column).OnTable("registrations").OnColumn(column).Ascending().WithOptions().Unique();
    }
}
