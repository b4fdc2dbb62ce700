using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>One host for all tests of a class.</summary>
public sealed class PlatformFixture : IAsyncLifetime
{
    internal PlatformHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await PlatformHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
