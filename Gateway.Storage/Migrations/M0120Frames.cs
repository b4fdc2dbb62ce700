using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// The last frames of each terminal, as a ring of slots: bounded without anything that deletes. <c>frame_rings</c> has the number that was given last, so that two
/// nodes that hold one terminal after another never give one twice. Public because the runner looks only at public types.
/// </summary>
[Migration(120, "Frame recorder")]
public sealed class M0120Frames : ForwardOnlyMigration
{
    private const int SnLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("frame_rings")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_frame_rings_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("last").AsInt64().NotNullable();
        Create.Table("frames")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_frames_sn", "frame_rings", "sn").OnDelete(Rule.Cascade)
            .WithColumn("slot").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("number").AsInt64().NotNullable()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("last_at").AsInt64().NotNullable()
            .WithColumn("times").AsInt64().NotNullable()
            .WithColumn("entry_protected").AsBinary(int.MaxValue).NotNullable();

        // As in M0001: SNs are compared by their bytes.
        var postgres = IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase));
        postgres.Execute.Sql($"ALTER TABLE frame_rings ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
        postgres.Execute.Sql($"ALTER TABLE frames ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
    }
}
