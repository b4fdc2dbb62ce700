using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>What the cluster did, by minute and by hour (docs/decisions/0136); <c>at</c> is when each begins. Public because the runner looks only at public types.</summary>
[Migration(334, "Counts")]
public sealed class M0334Counts : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        IfDatabase(ProcessorIdConstants.SQLite).Execute.Sql(Tables("TEXT", " WITHOUT ROWID"));
        IfDatabase(static name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase)).Execute.Sql(Tables("varchar(32)", ""));
    }

    private static string Tables(string text, string also) => string.Concat(((string[])["counts_minute", "counts_hour"]).Select(table =>
        $"CREATE TABLE {table} (at bigint NOT NULL, what {text} NOT NULL, count bigint NOT NULL, PRIMARY KEY (at, what)){also};\n"));
}
