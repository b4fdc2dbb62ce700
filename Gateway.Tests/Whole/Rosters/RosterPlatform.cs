using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>The platform's requests about rosters, repeated while a node that dies gives no answer.</summary>
internal sealed class RosterPlatform : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly RosterTarget _target;
    private readonly HttpClient _http;

    public RosterPlatform(RosterTarget target)
    {
        _target = target;
        _http = new HttpClient { Timeout = Patience.Max };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", target.ApiKey);
    }

    /// <summary>A line of a list, or the body of a single person.</summary>
    public static JsonObject Person(string? userId, string name, byte[]? photo = null)
    {
        var person = new JsonObject { ["name"] = name };
        if (userId is not null) person["user_id"] = userId;
        if (photo is not null) person["face_template"] = Convert.ToBase64String(photo);
        return person;
    }

    public Task MakeSiteAsync(string site) => AskAsync(HttpMethod.Put, $"api/v1/sites/{site}", "{}");

    public Task PutAsync(string site, string userId, string name, byte[]? photo = null) =>
        AskAsync(HttpMethod.Put, $"api/v1/sites/{site}/roster/{userId}", Person(null, name, photo).ToJsonString());

    public Task DeleteAsync(string site, string userId) => AskAsync(HttpMethod.Delete, $"api/v1/sites/{site}/roster/{userId}", null);

    public async Task<JsonNode> ListAsync(string site, IEnumerable<JsonObject> persons, string query = "mode=replace") => (await AskAsync(
        HttpMethod.Put, $"api/v1/sites/{site}/roster?{query}", string.Join('\n', persons.Select(static person => person.ToJsonString())), "application/x-ndjson"))!;

    public Task ImportAsync(IEnumerable<JsonObject> devices) => AskAsync(
        HttpMethod.Post, "api/v1/devices/import", string.Join('\n', devices.Select(static device => device.ToJsonString())), "application/x-ndjson");

    public async Task<JsonNode> GetAsync(string path) => (await AskAsync(HttpMethod.Get, path, null))!;

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, string? body, string type = "application/json")
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(_target.Api(), path));
                if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
                using var answer = await _http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode is not 429 and < 500)
                {
                    Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
                    return text.Length == 0 ? null : JsonNode.Parse(text);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // its node has died: the request is asked again
            }

            await Task.Delay(Pause);
        }
    }
}
