using System.Net;
using System.Net.Sockets;
using Gateway.Platform.Rest.Feed;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>What a deleted key has open ends, whichever node deleted it, and whether data flows or not.</summary>
public sealed class DeletedKeyTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    /// <summary>No comment falls due: the stream ends for its key alone.</summary>
    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync(PlatformHost.Patient with { FeedKeepAlive = TimeSpan.FromHours(1) });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_ItsKeyIsDeleted_Ends(bool byAnotherNode)
    {
        var (id, key) = await KeyAsync();
        using var stream = await FeedEvents.OpenAsync(_host, "/api/v1/feed", key: key);

        await DeleteAsync(id, byAnotherNode);

        Assert.Null(await stream.LineAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongPoll_ItsKeyIsDeleted_IsAnswered401(bool byAnotherNode)
    {
        var (id, key) = await KeyAsync();
        var poll = _host.GetAsync("/api/v1/feed?wait=60", key);
        await Patience.UntilAsync(() => _host.Services.GetRequiredService<FeedConsumers>().Waiting == 1, "it waits");

        await DeleteAsync(id, byAnotherNode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await poll).Status);
    }

    [Fact]
    public async Task Import_ItsKeyIsDeleted_Stops()
    {
        var (id, key) = await KeyAsync("platform");
        const string Line = """{"sn":"imported-1","key":"l8iTgWXT","kind":"attendance"}""";
        const string Lines = Line + "\n" + Line + "\n"; // The second has the first stored.
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Http.BaseAddress!.Host, _host.Http.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/devices/import HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\n"
            + $"Transfer-Encoding: chunked\r\n\r\n{Lines.Length:X}\r\n{Lines}\r\n"));
        await Patience.UntilAsync(async () => (await _host.GetAsync("/api/v1/devices/imported-1")).Status == HttpStatusCode.OK, "its first line is stored");

        await DeleteAsync(id, byAnotherNode: true);

        using var answer = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 401 Unauthorized", await answer.ReadLineAsync().WaitAsync(Patience.Max));
    }

    private async Task<(string Id, string Key)> KeyAsync(string role = "viewer")
    {
        var made = await _host.SendAsync("POST", "/api/v1/keys", $$"""{"name":"x","role":"{{role}}"}""", _host.AdminKey);
        return ((string)made.Json["id"]!, (string)made.Json["key"]!);
    }

    private async Task DeleteAsync(string id, bool byAnotherNode)
    {
        if (byAnotherNode) Assert.True(await _host.Database.Keys.DeleteAsync(id, default));
        else Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", "/api/v1/keys/" + id, key: _host.AdminKey)).Status);
    }
}
