using System.Net;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>Whoever guesses API keys is slowed down, and nobody else.</summary>
public sealed class WrongKeyTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task WrongKeys_ByTheHundred_ArePacedAndRightOnesOfTheSameAddressAreNot()
    {
        var wrong = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => _host.GetAsync("/api/v1/devices", ApiKeySecret.New())));

        Assert.All(wrong, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests }));
        var paced = wrong.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("wrong-keys-paced", paced.Problem);
        Assert.NotNull(paced.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/v1/devices", _host.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/v1/devices", await _host.AddKeyAsync(ApiRole.Viewer))).Status);
    }
}
