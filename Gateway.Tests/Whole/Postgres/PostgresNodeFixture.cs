using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>The node of <see cref="NodeFixture"/> on PostgreSQL. Fails when there is no server.</summary>
public sealed class PostgresNodeFixture : NodeFixture
{
    /// <summary>Name of the collection.</summary>
    public const string OnPostgres = "node on PostgreSQL";

    private ServerDatabase _database = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override async Task<Dictionary<string, string>> SettingsAsync() => (_database = await ServerDatabase.CreateAsync()).Settings;
}

/// <summary>Its tests run one after another.</summary>
[CollectionDefinition(PostgresNodeFixture.OnPostgres)]
public sealed class PostgresNodeTests : ICollectionFixture<PostgresNodeFixture>;
