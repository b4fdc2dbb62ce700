using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>A server may sort by a locale; what pages are cut by and tables are joined by must not.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class CollationTests
{
    private static readonly string[] Keys =
    [
        "attendance.sn", "certifications.sn", "commands.id", "commands.sn", "device_tags.sn", "devices.sn", "job_targets.job_id", "job_targets.sn", "jobs.command_id",
        "jobs.id", "presence.sn", "quarantine.sn", "registrations.sn", "retention_proofs.site", "roster.site", "roster.user_id", "roster_devices.site", "roster_devices.sn",
        "roster_devices.user_id", "roster_work.sn", "unknown_terminals.sn",
    ];

    [PostgresFact]
    public async Task Keys_ThatPagesAreCutBy_HaveTheOrderOfTheBytes()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);

        var ordinal = await test.ColumnAsync<string>(
            """
            SELECT t.relname || '.' || c.attname FROM pg_attribute c JOIN pg_class t ON t.oid = c.attrelid
            WHERE t.relnamespace = current_schema()::regnamespace AND c.attcollation = 'pg_catalog."C"'::regcollation
            """);

        Assert.Empty(Keys.Except(ordinal));
    }
}
