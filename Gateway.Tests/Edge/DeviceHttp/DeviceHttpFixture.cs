using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>One host for all tests of a class.</summary>
public sealed class DeviceHttpFixture : IAsyncLifetime
{
    internal DeviceHttpHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await DeviceHttpHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
