using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Rosters: who should be on the terminals of a site. A row per person and site, so some hundred thousand in a city; what each terminal has is another table.
/// Public because the runner looks only at public types.
/// </summary>
[Migration(284, "Rosters")]
public sealed class M0284Roster : ForwardOnlyMigration
{
    /// <summary>As wide as the sites' codes.</summary>
    private const int SiteLength = 200;
    private const int UserIdLength = 64;
    private const int RefLength = 43;
    private const int DateLength = 10;
    private const int TagLength = 64;
    private const int SearchLength = 160;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("roster")
            .WithColumn("site").AsString(SiteLength).NotNullable().PrimaryKey()
            .WithColumn("user_id").AsString(UserIdLength).NotNullable().PrimaryKey()
            .WithColumn("version").AsInt64().NotNullable()
            .WithColumn("person_ref").AsString(RefLength).NotNullable()
            .WithColumn("person_bytes").AsInt32().NotNullable()
            .WithColumn("valid_from").AsString(DateLength).Nullable()
            .WithColumn("valid_until").AsString(DateLength).Nullable()
            .WithColumn("device_tag").AsString(TagLength).Nullable()
            .WithColumn("search_text").AsString(SearchLength).NotNullable()
            .WithColumn("updated_at").AsInt64().NotNullable();
        Create.Index("ix_roster_person").OnTable("roster").OnColumn("person_ref").Ascending();
        Execute.Sql("CREATE INDEX ix_roster_valid_from ON roster (valid_from) WHERE valid_from IS NOT NULL");
        Execute.Sql("CREATE INDEX ix_roster_valid_until ON roster (valid_until) WHERE valid_until IS NOT NULL");

        // As in M0001: cursors and comparisons of dates need the order of the bytes.
        Ordinal("site", SiteLength);
        Ordinal("user_id", UserIdLength);
        Ordinal("valid_from", DateLength);
        Ordinal("valid_until", DateLength);
    }

    private void Ordinal(string column, int length) =>
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE roster ALTER COLUMN {column} TYPE varchar({length}) COLLATE \"C\"");
}
