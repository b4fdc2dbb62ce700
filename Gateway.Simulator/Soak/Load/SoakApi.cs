using System.Net.Http.Headers;

namespace Gateway.Simulator.Soak.Load;

/// <summary>The platform API of a gateway that may be dead at any moment: an answer, or none.</summary>
internal sealed class SoakApi : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http;
    private readonly Func<Uri> _next;
    private readonly TimeProvider _time;

    /// <param name="next">Where the next request goes.</param>
    public SoakApi(Func<Uri> next, string apiKey, TimeSpan patience, TimeProvider time)
    {
        (_next, _time) = (next, time);
        _http = new HttpClient { Timeout = patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Asks once.</summary>
    /// <param name="json">The body; null for none.</param>
    /// <param name="type">The body's.</param>
    /// <returns>The status and the body's object; status 0 when no answer came, so that it is not known what was done.</returns>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json, CancellationToken stop, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(_next(), path));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, type);
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (text.Length == 0) return ((int)answer.StatusCode, default);
            using var body = JsonDocument.Parse(text);
            return ((int)answer.StatusCode, body.RootElement.Clone());
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or OperationCanceledException or JsonException) && !stop.IsCancellationRequested)
        {
            return (0, default); // dead, paused, or died while it answered
        }
    }

    /// <summary>Asks until there is an answer that is no excuse.</summary>
    /// <exception cref="SoakFailedException">There is none after so many tries.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task<(int Status, JsonElement Body)> UntilAnsweredAsync(HttpMethod method, string path, string? json, CancellationToken stop, int triesMax = int.MaxValue)
    {
        for (var tries = 0; tries < triesMax; tries++)
        {
            var answer = await SendAsync(method, path, json, stop);
            if (answer.Status is not 0 and not 429 and < 500) return answer;
            await PauseAsync(stop);
        }

        throw new SoakFailedException($"{method} {path}: no answer after {triesMax} tries.");
    }

    /// <summary>Between two tries.</summary>
    public Task PauseAsync(CancellationToken stop) => Task.Delay(RetryAfter, _time, stop);

    public void Dispose() => _http.Dispose();
}
