using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>What the rows of the audit are about, to be found by each; before and after, masked. Public because the runner looks only at public types.</summary>
[Migration(220, "Subjects of the audit")]
public sealed class M0220AuditSubjects : ForwardOnlyMigration
{
    private const int SubjectLength = 200;

    /// <inheritdoc/>
    public override void Up()
    {
        // subjects: a line each, as they are shown; the table below finds them.
        Alter.Table("audit")
            .AddColumn("subjects").AsString(int.MaxValue).Nullable()
            .AddColumn("content_before").AsString(int.MaxValue).Nullable()
            .AddColumn("content_after").AsString(int.MaxValue).Nullable();
        Create.Table("audit_subjects")
            .WithColumn("subject").AsString(SubjectLength).NotNullable().PrimaryKey()
            .WithColumn("audit_id").AsInt64().NotNullable().PrimaryKey().ForeignKey("fk_audit_subjects_audit", "audit", "id").OnDelete(Rule.Cascade);
        Create.Index("ix_audit_subjects_audit").OnTable("audit_subjects").OnColumn("audit_id").Ascending();
        Create.Index("ix_audit_action").OnTable("audit").OnColumn("action").Ascending().OnColumn("id").Ascending();
        Execute.Sql("INSERT INTO audit_subjects (subject, audit_id) SELECT subject, id FROM audit");

        // registrations/{id} and registrations/{id}/photos/{kind}: by the id, too.
        Execute.Sql("INSERT INTO audit_subjects (subject, audit_id) SELECT substr(subject, 15, 36), id FROM audit WHERE subject LIKE 'registrations/%'");
        Execute.Sql("UPDATE audit SET subjects = substr(subject, 15, 36) WHERE subject LIKE 'registrations/%'");
    }
}
