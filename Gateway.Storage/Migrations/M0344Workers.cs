using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What the page of a worker is found by: persons of all rosters by the beginning of their <c>user_id</c>, and the commands about a person, whatever the terminal
/// (docs/decisions/0138-pages-of-sites-and-workers.md). Public because the runner looks only at public types.
/// </summary>
[Migration(344, "Workers")]
public sealed class M0344Workers : ForwardOnlyMigration
{
    private const int SearchLength = 160;

    /// <inheritdoc/>
    public override void Up()
    {
        // As in M0001: a beginning is a range of the index only in the order of the bytes.
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE roster ALTER COLUMN search_text TYPE varchar({SearchLength}) COLLATE \"C\"");
        Create.Index("ix_roster_search").OnTable("roster").OnColumn("search_text").Ascending().OnColumn("user_id").Ascending().OnColumn("site").Ascending();
        Execute.Sql("CREATE INDEX ix_commands_user ON commands (user_id, created_at) WHERE user_id IS NOT NULL");
    }
}
