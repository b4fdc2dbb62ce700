using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What works is never tried otherwise: of terminals on the socket that a command has succeeded on, the form of command frames as it was is proved. What a dialect says by name
/// stands above it. Public because the runner looks only at public types.
/// </summary>
[Migration(261, "Proved forms of command frames")]
public sealed class M0261ProvedForms : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Prove("('person.push', 'person.delete')", ("follow_up", "announce"), ("drain", "on"));
        Prove("('person.push')", ("push_count", "text"), ("packets", "1"), ("photo", "packets"));
    }

    private void Prove(string types, params (string Habit, string Value)[] habits)
    {
        foreach (var (habit, value) in habits)
        {
            Execute.Sql(
                $"""
                INSERT INTO device_habits (sn, habit, value, proved, since, evidence)
                SELECT d.sn, '{habit}', '{value}', true, p.last_seen, 'a command had succeeded before habits were learned'
                FROM devices d JOIN presence p ON p.sn = d.sn AND p.transport = 'socket'
                WHERE EXISTS (SELECT 1 FROM commands c WHERE c.sn = d.sn AND c.state = 'succeeded' AND c.type IN {types})
                ON CONFLICT (sn, habit) DO NOTHING
                """);
        }
    }
}
