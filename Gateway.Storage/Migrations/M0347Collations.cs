using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What migrations 30 to 291 meant to do on PostgreSQL and did not: they asked for the database by a name that the runner does not have. Cursors need the order of the bytes, as in
/// M0001, and columns that are compared with each other one collation. Public because the runner looks only at public types.
/// </summary>
[Migration(347, "Collations")]
public sealed class M0347Collations : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Ordinal("registrations", "sn", 16);
        Ordinal("certifications", "sn", 16);
        Ordinal("retention_proofs", "site", 200);
        Ordinal("roster_devices", "sn", 16);
        Ordinal("roster_devices", "user_id", 64);
        Ordinal("roster_devices", "site", 200);
        Ordinal("roster_work", "sn", 16);
        Ordinal("jobs", "id", 64);
        Ordinal("jobs", "command_id", 64);
        Ordinal("job_targets", "job_id", 64);
        Ordinal("job_targets", "sn", 16);
        Ordinal("unknown_terminals", "sn", 16);

        // Few rows that come, change and go all the time, and are looked at by every node every few seconds.
        OnPostgres("ALTER TABLE roster_work SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)");
    }

    private void Ordinal(string table, string column, int length) => OnPostgres($"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE \"C\"");

    private void OnPostgres(string sql) => IfDatabase(static name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase)).Execute.Sql(sql);
}
