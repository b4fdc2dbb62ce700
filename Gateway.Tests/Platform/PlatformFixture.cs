using Gateway.Storage.Sql;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>One host for all tests of a class.</summary>
public class PlatformFixture : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    internal PlatformHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await PlatformHost.StartAsync(provider: Provider);

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
