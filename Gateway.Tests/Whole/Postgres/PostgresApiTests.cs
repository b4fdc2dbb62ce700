using Gateway.Storage.Sql;
using Gateway.Tests.Actors.Projection;
using Gateway.Tests.Actors.Sweeper;
using Gateway.Tests.Platform;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Platform.Jobs;
using Gateway.Tests.Platform.Redis;
using Gateway.Tests.Platform.Registrations;
using Gateway.Tests.Platform.Rosters;
using Gateway.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>The tests of the platform API, unchanged, on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresAttendanceEndpointsTests : AttendanceEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresDeviceEndpointsTests : DeviceEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresImportEndpointTests : ImportEndpointTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresQuarantineEndpointsTests : QuarantineEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresRegistrationEndpointsTests : RegistrationEndpointsTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresViewerTests : ViewerTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresRosterEndpointsTests(PostgresPlatformFixture fixture) : RosterEndpointsTests(fixture), IClassFixture<PostgresPlatformFixture>;

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresRosterImportTests(PostgresPlatformFixture fixture) : RosterImportTests(fixture), IClassFixture<PostgresPlatformFixture>;

/// <summary>The host of <see cref="PlatformFixture"/> on PostgreSQL.</summary>
public sealed class PostgresPlatformFixture : PlatformFixture
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresKeyEndpointsTests(PostgresPlatformFixture fixture) : KeyEndpointsTests(fixture), IClassFixture<PostgresPlatformFixture>;

/// <summary>The tests of the command projection, unchanged, with tables and journal on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresCommandProjectionTests : CommandProjectionTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresCommandProjectionTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresCommandSweeperTests : CommandSweeperTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <inheritdoc cref="PostgresAttendanceEndpointsTests"/>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresJobTests(ITestOutputHelper output) : JobTests(output)
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <summary>The tests of the Redis publisher, unchanged, with the feed on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresFeedPublisherTests : FeedPublisherTests
{
    private protected override StorageProvider Provider => StorageProvider.PostgreSql;
}

/// <summary>Commands on their whole way to a terminal, unchanged, on PostgreSQL.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresSocketDeliveryTests(ITestOutputHelper output) : SocketDeliveryTests(output)
{
    private ServerDatabase _database = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override async Task<Dictionary<string, string>?> SettingsAsync() => (_database = await ServerDatabase.CreateAsync()).Settings;
}
