using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class ProblemTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync(map: app =>
    {
        app.MapGet("/api/boom", () =>
        {
            throw new InvalidOperationException("internals");
        });
        app.MapGet("/api/slow", (CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(20));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("POST", "/api/v2/devices")]
    [InlineData("GET", "/nothing")]
    public async Task Request_UnknownRoute_404Problem(string method, string path)
    {
        var answer = await _host.SendAsync(method, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("route-unknown", answer.Problem);
    }

    [Theory]
    [InlineData("POST", "/api/v1/devices")]
    [InlineData("DELETE", "/api/v1/attendance")]
    [InlineData("PATCH", "/api/v1/devices/d1")]
    public async Task Request_WrongMethod_405ProblemWithAllow(string method, string path)
    {
        var answer = await _host.SendAsync(method, path, "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("method-not-allowed", answer.Problem);
        Assert.NotEmpty(answer.ContentHeaders.Allow);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/devices/d1", 1024 * 1024)]
    [InlineData("POST", "/api/v1/keys", 1024 * 1024)]
    [InlineData("PUT", "/api/v1/devices/d1", 24 * 1024 * 1024)] // more than fits into any buffer on the way: it is read to its end before the answer
    public async Task Request_BodyOverTheLimit_413Problem(string method, string path, int limit)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', limit)}}"}""");

        var answer = await _host.SendAsync(method, path, body, _host.AdminKey);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("body-too-large", answer.Problem);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/devices/d1", "text/plain")]
    [InlineData("PUT", "/api/v1/devices/d1", "application/json; charset=gbk")]
    [InlineData("POST", "/api/v1/keys", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/api/v1/devices/import", "application/json")]
    [InlineData("POST", "/api/v1/devices/import", "text/csv; charset=gbk")]
    public async Task Request_WrongMediaType_415Problem(string method, string path, string type)
    {
        var answer = await _host.SendAsync(method, path, "{}", _host.AdminKey, type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("media-type-unsupported", answer.Problem);
        Assert.Equal(["Content-Type"], answer.ErrorFields);
    }

    [Fact]
    public async Task Request_Exception_500WithoutInternals()
    {
        var answer = await _host.GetAsync("/api/boom");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("internal-error", answer.Problem);
        Assert.DoesNotContain("internals", answer.Text, StringComparison.Ordinal);
        var traceId = (string?)answer.Json["trace_id"];
        Assert.False(string.IsNullOrEmpty(traceId));
        var logged = Assert.Single(_host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(traceId, logged, StringComparison.Ordinal);
        Assert.Contains("internals", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_TakesTooLong_504Problem()
    {
        var answer = await _host.GetAsync("/api/slow");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Equal("answer-timeout", answer.Problem);
    }

    [Fact]
    public async Task Request_DatabaseFails_503WithRetryAfter()
    {
        await _host.Database.ExecuteAsync("ALTER TABLE attendance RENAME TO gone");

        var answer = await _host.GetAsync("/api/v1/attendance");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("database-unavailable", answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain("attendance", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_AcceptsSomethingElse_StillGetsTheProblem()
    {
        var answer = await _host.SendAsync("GET", "/api/v1/feed?after=x", (byte[]?)null, accept: "text/event-stream");

        Assert.Equal("parameter-invalid", answer.Problem);
    }

    [Fact]
    public async Task Request_BrokenChunks_400Problem()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _host.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/v1/devices/d1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_host.PlatformKey}\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"));

        var text = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400", text, StringComparison.Ordinal);
        Assert.Contains("urn:gateway:problem:request-invalid", text, StringComparison.Ordinal);
    }
}
