using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Registrations, their photos, the audit. Public because the runner looks only at public types.</summary>
[Migration(30, "Registrations, audit")]
public sealed class M0030Registrations : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int KindLength = 16;
    private const int NameLength = 200;
    private const int WordLength = 64;
    private const int HashLength = 32;

    /// <inheritdoc/>
    public override void Up()
    {
        CreateRegistrations();
        CreateAudit();
    }

    private void CreateRegistrations()
    {
        // Hashes are keyed. Everything about the worker is in content_protected.
        Create.Table("registrations")
            .WithColumn("id").AsGuid().NotNullable().PrimaryKey()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("site").AsString(NameLength).Nullable()
            .WithColumn("received_at").AsInt64().NotNullable()
            .WithColumn("content_hash").AsBinary(HashLength).NotNullable()
            .WithColumn("idno_hash").AsBinary(HashLength).NotNullable()
            .WithColumn("content_protected").AsBinary(int.MaxValue).NotNullable();

        // The same terminal, ID number and photos: the same registration.
        Create.Index("ux_registrations_content").OnTable("registrations").OnColumn("content_hash").Ascending().WithOptions().Unique();
        foreach (var column in new[] { "sn", "site", "idno_hash" })
        {
            Create.Index($"ix_registrations_{column}").OnTable("registrations").OnColumn(column).Ascending().OnColumn("received_at").Ascending()
                .OnColumn("id").Ascending();
        }

        Create.Index("ix_registrations_received_at").OnTable("registrations").OnColumn("received_at").Ascending().OnColumn("id").Ascending();

        Create.Table("registration_photos")
            .WithColumn("registration_id").AsGuid().NotNullable().PrimaryKey().ForeignKey("fk_registration_photos_id", "registrations", "id")
                .OnDelete(Rule.Cascade)
            .WithColumn("kind").AsString(KindLength).NotNullable().PrimaryKey()
            .WithColumn("media_type").AsString(KindLength).NotNullable()
            .WithColumn("size").AsInt32().NotNullable()
            .WithColumn("content_protected").AsBinary(int.MaxValue).NotNullable();
    }

    private void CreateAudit()
    {
        Create.Table("audit")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("key_id").AsString(WordLength).NotNullable()
            .WithColumn("role").AsString(KindLength).NotNullable()
            .WithColumn("action").AsString(WordLength).NotNullable()
            .WithColumn("subject").AsString(NameLength).NotNullable()
            .WithColumn("remote").AsString(WordLength).NotNullable();
        Create.Index("ix_audit_at").OnTable("audit").OnColumn("at").Ascending();
        Create.Index("ix_audit_subject").OnTable("audit").OnColumn("subject").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_audit_key").OnTable("audit").OnColumn("key_id").Ascending().OnColumn("id").Ascending();
    }
}
