using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>A client of server-sent events.</summary>
internal sealed class FeedEvents(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    public static HttpRequestMessage Request(PlatformHost host, string path, string? lastEventId, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? host.ViewerKey);
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return request;
    }

    /// <summary>Opens the stream and reads its first comment.</summary>
    public static async Task<FeedEvents> OpenAsync(PlatformHost host, string path, string? lastEventId = null, string? key = null)
    {
        using var request = Request(host, path, lastEventId, key);
        var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new FeedEvents(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        Assert.Equal(": feed", await events.LineAsync());
        Assert.Equal("", await events.LineAsync());
        return events;
    }

    /// <summary>Of the last event, as a client gives it back.</summary>
    public string LastId { get; private set; } = "";

    public async Task<string?> LineAsync() => await reader.ReadLineAsync().WaitAsync(Patience.Max);

    /// <summary>The next event; its id without the generation.</summary>
    public async Task<(string Id, string Kind, string Data)> NextAsync()
    {
        var lines = new List<string>();
        while (await LineAsync() is { Length: > 0 } line) lines.Add(line);
        Assert.Equal(3, lines.Count);
        Assert.Matches("^id: [0-9a-z]+:[0-9]+$", lines[0]);
        LastId = lines[0]["id: ".Length..];
        return (lines[0][(lines[0].LastIndexOf(':') + 1)..], lines[1]["event: ".Length..], lines[2]["data: ".Length..]);
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
