using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Platform;

/// <summary>The parts of the platform API (contract) that simulated terminals need: to be known, and to be checked.</summary>
internal sealed class PlatformClient : IDisposable
{
    /// <summary>Items asked for at once: the most that the API gives.</summary>
    public const int PageSize = 1000;

    private readonly HttpClient _http;

    /// <summary>Of the last page of the feed; empty in the beginning.</summary>
    private string _generation = "";

    /// <param name="address">Of the platform API, e.g. http://127.0.0.1:8080.</param>
    /// <param name="apiKey">Any key that may do what is asked for.</param>
    /// <param name="handler">Sends the requests; the platform's own by default.</param>
    public PlatformClient(Uri address, string apiKey, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Creates or changes devices.</summary>
    /// <param name="ndjson">One device a line.</param>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<ImportResult> ImportAsync(ReadOnlyMemory<byte> ndjson, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(ndjson);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await SendAsync(() => _http.PostAsync(Relative("api/v1/devices/import"), content, stop), "POST api/v1/devices/import");
        return await response.Content.ReadFromJsonAsync(PlatformJson.Default.ImportResult, stop)
            ?? throw new PlatformException("POST api/v1/devices/import: the answer is empty.");
    }

    /// <summary>Every attendance record, oldest first, as the list gives it.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async IAsyncEnumerable<RecordKey> ReadAttendanceAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var item in ReadListAsync("api/v1/attendance", stop)) yield return RecordKey.Read(item);
    }

    /// <summary>Every item of a list, page by page.</summary>
    /// <param name="path">Of the list, without a query.</param>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async IAsyncEnumerable<JsonElement> ReadListAsync(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var cursor = ""; cursor is not null;)
        {
            var query = cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            using var page = await GetAsync($"{path}?limit={PageSize}{query}", stop);
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray()) yield return item.Clone();
            cursor = page.RootElement.GetProperty("next_cursor").GetString();
        }
    }

    /// <summary>A file, e.g. a photo.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken stop)
    {
        using var response = await SendAsync(() => _http.GetAsync(Relative(path), stop), "GET " + path);
        return await response.Content.ReadAsByteArrayAsync(stop);
    }

    /// <summary>One page of the feed, of all kinds.</summary>
    /// <param name="after">The last number that is known.</param>
    /// <param name="waitSeconds">How long the gateway may hold the answer back when there is nothing new.</param>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<IReadOnlyList<FeedEntry>> ReadFeedAsync(long after, int waitSeconds, CancellationToken stop)
    {
        using var page = await GetAsync($"api/v1/feed?after={after}&generation={_generation}&limit={PageSize}&wait={waitSeconds}", stop);
        _generation = page.RootElement.GetProperty("generation").GetString()!;
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(FeedEntry.Read)];
    }

    /// <summary>Queues a person for a terminal; gives the command's id.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<string> PushAsync(string sn, string userId, string name, byte[] photo, CancellationToken stop)
    {
        var body = new { type = "person.push", person = new { user_id = userId, name, face_template = Convert.ToBase64String(photo) } };
        var path = $"api/v1/devices/{sn}/commands";
        using var response = await SendAsync(() => _http.PostAsJsonAsync(Relative(path), body, stop), "POST " + path);
        using var accepted = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
        return accepted.RootElement.GetProperty("id").GetString()!;
    }

    public void Dispose() => _http.Dispose();

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send, string what)
    {
        HttpResponseMessage response;
        try
        {
            response = await send();
        }
        catch (HttpRequestException e)
        {
            throw new PlatformException($"{what}: {e.Message}", e);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) throw new PlatformException($"{what}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>One object.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<JsonDocument> GetAsync(string path, CancellationToken stop)
    {
        using var response = await SendAsync(() => _http.GetAsync(Relative(path), stop), "GET " + path);
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
    }
}
