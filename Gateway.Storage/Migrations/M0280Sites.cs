using System.Data;
using System.Data.Common;
using FluentMigrator;
using Gateway.Actors.Devices;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Sites, and their tags. What stands in devices, attendance and registrations as a site today becomes one, unexplained until somebody says what it is. Nothing refers to them by a
/// foreign key: nodes of the version before go on writing free texts. Public because the runner looks only at public types.
/// </summary>
[Migration(280, "Sites")]
public sealed class M0280Sites : ForwardOnlyMigration
{
    /// <summary>As wide as the columns that the texts are in.</summary>
    private const int CodeLength = 200;
    private const int NameLength = 128;
    private const int TagLength = 64;
    private const int WordLength = 16;
    private const int DateLength = 10;
    private const int HoursLength = 4000;
    private const int Shards = 64;

    /// <summary>From each site to the next one in the index: as many steps as there are sites, however many rows.</summary>
    private const string Texts =
        """
        WITH RECURSIVE a(site) AS (SELECT MIN(site) FROM attendance UNION ALL SELECT (SELECT MIN(x.site) FROM attendance x WHERE x.site > a.site) FROM a WHERE a.site IS NOT NULL),
        r(site) AS (SELECT MIN(site) FROM registrations UNION ALL SELECT (SELECT MIN(x.site) FROM registrations x WHERE x.site > r.site) FROM r WHERE r.site IS NOT NULL)
        SELECT site FROM a WHERE site <> '' UNION SELECT site FROM r WHERE site <> '' UNION SELECT site FROM devices WHERE site <> ''
        """;

    private const string AddSite =
        """
        INSERT INTO sites (code, status, legal_hold, drift, unexplained, shard, search_text, name_text, created_at, updated_at)
        VALUES (@code, 'active', @no, 'repair', @yes, @shard, @search, '', @now, @now)
        """;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("sites")
            .WithColumn("code").AsString(CodeLength).NotNullable().PrimaryKey()
            .WithColumn("name").AsString(NameLength).Nullable()
            .WithColumn("region").AsString(NameLength).Nullable()
            .WithColumn("contractor").AsString(NameLength).Nullable()
            .WithColumn("status").AsString(WordLength).NotNullable()
            .WithColumn("completed_on").AsString(DateLength).Nullable()
            .WithColumn("settled_on").AsString(DateLength).Nullable()
            .WithColumn("hours").AsString(HoursLength).Nullable()
            .WithColumn("retention_days").AsInt32().Nullable()
            .WithColumn("legal_hold").AsBoolean().NotNullable()
            .WithColumn("drift").AsString(WordLength).NotNullable()
            .WithColumn("managed_since").AsInt64().Nullable()
            .WithColumn("unexplained").AsBoolean().NotNullable()
            .WithColumn("shard").AsInt32().NotNullable()
            .WithColumn("roster_version").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("search_text").AsString(CodeLength + 1 + NameLength).NotNullable()
            .WithColumn("name_text").AsString(NameLength).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("updated_at").AsInt64().NotNullable();
        Create.Table("site_tags")
            .WithColumn("site").AsString(CodeLength).NotNullable().PrimaryKey().ForeignKey("fk_site_tags_site", "sites", "code").OnDelete(Rule.Cascade)
            .WithColumn("tag").AsString(TagLength).NotNullable().PrimaryKey()
            .WithColumn("position").AsInt32().NotNullable();

        // As in M0001: cursors and prefixes need the order of the bytes, and what is compared with each other must agree.
        foreach (var (table, column, length) in ((string, string, int)[])[
            ("site_tags", "site", CodeLength), ("sites", "code", CodeLength), ("sites", "search_text", CodeLength + 1 + NameLength), ("sites", "name_text", NameLength),
            ("sites", "region", NameLength), ("devices", "site", CodeLength)])
        {
            IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
                .Execute.Sql($"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE \"C\"");
        }

        Create.Index("ix_sites_search_text").OnTable("sites").OnColumn("search_text").Ascending();
        Create.Index("ix_sites_name_text").OnTable("sites").OnColumn("name_text").Ascending();
        Create.Index("ix_sites_region").OnTable("sites").OnColumn("region").Ascending().OnColumn("code").Ascending();
        Create.Index("ix_site_tags_tag").OnTable("site_tags").OnColumn("tag").Ascending().OnColumn("site").Ascending();
        Execute.WithConnection(Fill);
    }

    private static void Fill(IDbConnection connection, IDbTransaction transaction)
    {
        var texts = new List<string>();
        using (var read = (DbCommand)connection.CreateCommand())
        {
            (read.Transaction, read.CommandText, read.CommandTimeout) = ((DbTransaction?)transaction, Texts, 0);
            using var rows = read.ExecuteReader();
            while (rows.Read()) texts.Add(rows.GetString(0));
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        foreach (var text in texts)
        {
            using var command = (DbCommand)connection.CreateCommand();
            (command.Transaction, command.CommandText) = ((DbTransaction?)transaction, AddSite);
            Add(command, "code", text);
            Add(command, "no", false);
            Add(command, "yes", true);
            Add(command, "shard", (int)(StableHash.Of(text) % Shards));
            Add(command, "search", text.ToLowerInvariant());
            Add(command, "now", now);
            command.ExecuteNonQuery();
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
