using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Nothing that works is probed (D30): bare JSON, the only form so far, is proved for a device that was last heard over HTTPS and of which a command succeeded. Public because the
/// runner looks only at public types.
/// </summary>
[Migration(231, "Answers that work stay as they are")]
public sealed class M0231AnswersThatWork : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Execute.Sql(
        """
        INSERT INTO device_habits (sn, habit, value, proved, since, evidence, memory)
        SELECT p.sn, 'answer', 'json', TRUE, p.last_seen, 'a command succeeded before there was a choice', NULL
        FROM presence p
        WHERE p.transport = 'http' AND EXISTS (SELECT 1 FROM commands c WHERE c.sn = p.sn AND c.state = 'succeeded')
        """);
}
