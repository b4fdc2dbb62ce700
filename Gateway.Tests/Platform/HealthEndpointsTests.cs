using System.Net;
using System.Text.Json.Nodes;
using Gateway.Platform.Rest.Health;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class HealthEndpointsTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Live_Always_SaysSo() => Assert.Equal("""{"status":"live"}""", (await _host.GetAsync("/health/live", "")).Text);

    [Fact]
    public async Task Ready_AllChecksHold_200()
    {
        _host.Checks.Add(new Check("cluster", _ => Task.FromResult<string?>(null)));

        var answer = await _host.GetAsync("/health/ready", "");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var expected = JsonNode.Parse("""
            {"status":"ready","checks":[{"name":"database","ok":true,"reason":null},{"name":"cluster","ok":true,"reason":null}]}
            """);
        Assert.True(JsonNode.DeepEquals(expected, answer.Json), answer.Text);
    }

    [Fact]
    public async Task Ready_SomeChecksFail_503WithReasons()
    {
        _host.Checks.Add(new Check("draining", _ => Task.FromResult<string?>("this node is draining")));
        _host.Checks.Add(new Check("throws", _ => throw new InvalidOperationException("internals")));

        var answer = await _host.GetAsync("/health/ready", "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("not-ready", (string?)answer.Json["status"]);
        Assert.Equal("this node is draining", Reason(answer, "draining"));
        Assert.Equal("failed; see the log", Reason(answer, "throws"));
        Assert.DoesNotContain("internals", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_ChecksThatDoNotAnswer_503WithReasons()
    {
        await using var host = await PlatformHost.StartAsync(PlatformHost.Patient with { ReadinessTimeout = TimeSpan.FromMilliseconds(200) });
        host.Checks.Add(new Check("hangs", token => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => (string?)null, TaskScheduler.Default)));
        host.Checks.Add(new Check("deaf", _ => new TaskCompletionSource<string?>().Task));

        var answer = await host.GetAsync("/health/ready", "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("no answer within 0.2 s", Reason(answer, "deaf"));
    }

    [Fact]
    public async Task Ready_DatabaseGone_503()
    {
        await _host.Database.ExecuteAsync("DROP TABLE feed_head");

        var answer = await _host.GetAsync("/health/ready", "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.False((bool)answer.Json["checks"]![0]!["ok"]!);
    }

    private static string? Reason(Answer answer, string check) =>
        (string?)answer.Json["checks"]!.AsArray().Single(one => (string)one!["name"]! == check)!["reason"];

    private sealed class Check(string name, Func<CancellationToken, Task<string?>> check) : IReadinessCheck
    {
        public string Name => name;

        public Task<string?> CheckAsync(CancellationToken cancellation) => check(cancellation);
    }
}
