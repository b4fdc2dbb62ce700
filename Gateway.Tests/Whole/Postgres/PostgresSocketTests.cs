using Gateway.Storage.Sql;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform;
using Gateway.Tests.Platform.Commands;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>The tests of the socket, unchanged, on PostgreSQL.</summary>
[Collection(PostgresNodeFixture.OnPostgres)]
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresUploadTests(PostgresNodeFixture fixture) : UploadTests(fixture);

/// <inheritdoc cref="PostgresUploadTests"/>
[Collection(PostgresNodeFixture.OnPostgres)]
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresQuarantineTests(PostgresNodeFixture fixture) : QuarantineTests(fixture);

/// <inheritdoc cref="PostgresUploadTests"/>
[Collection(PostgresNodeFixture.OnPostgres)]
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresHeartbeatTests(PostgresNodeFixture fixture) : HeartbeatTests(fixture);

/// <summary>The tests of commands, unchanged, with tables and journal on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresCommandEndpointsTests : CommandEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <summary>The tests of the feed, unchanged, on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresFeedEndpointsTests : FeedEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}
