using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>How many registrations, and how many bytes of them, came today of each terminal and from each address. Public because the runner looks only at public types.</summary>
[Migration(198, "Quota of registrations")]
public sealed class M0198RegistrationUse : ForwardOnlyMigration
{
    private const int KindLength = 16;
    private const int SubjectLength = 64;

    /// <inheritdoc/>
    public override void Up() => Create.Table("registration_use")
        .WithColumn("day").AsInt64().NotNullable().PrimaryKey()
        .WithColumn("kind").AsString(KindLength).NotNullable().PrimaryKey()
        .WithColumn("subject").AsString(SubjectLength).NotNullable().PrimaryKey()
        .WithColumn("registrations").AsInt64().NotNullable()
        .WithColumn("bytes").AsInt64().NotNullable();
}
