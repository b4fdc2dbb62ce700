using System.Text.Json.Nodes;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>Reads server-sent events of a live stream; from the WHATWG's description, not from our writer.</summary>
internal sealed class SseReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private SseReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public static async Task<SseReader> OpenAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/event-stream") } } };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new SseReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, comments left out; null at the end.</summary>
    public async Task<(string Kind, JsonNode Data)?> NextAsync()
    {
        using var late = new CancellationTokenSource(Patience.Max);
        string kind = "message", data = "";
        while (await _lines.ReadLineAsync(late.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data += line[6..];
            else if (line.Length == 0 && data.Length > 0) return (kind, JsonNode.Parse(data)!);
        }

        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
