using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Soak.Load;

/// <summary>The requests of a platform that keeps rosters, each repeated until it is answered, and written down.</summary>
internal sealed class RosterRequests(SoakApi api, SoakSettings settings, JsonLineFile history, TimeProvider time)
{
    private const int Unconfirmed = 409;
    private const string NewLines = "application/x-ndjson";

    private readonly HashSet<string> _unclear = [];

    /// <summary>Whether every request about this site was answered at its first try: else one of them may have been carried out again, late.</summary>
    public bool IsClear(string site)
    {
        lock (_unclear) return !_unclear.Contains(site);
    }

    public async Task<bool> MakeSiteAsync(string site, CancellationToken stop)
    {
        var (status, _) = await AskAsync(site, HttpMethod.Put, $"api/v1/sites/{site}", "{}", stop);
        return status is 200 or 201;
    }

    /// <summary>True: it was answered as it must be.</summary>
    public async Task<bool> PutAsync(string site, RosterEntry entry, CancellationToken stop)
    {
        var (status, _) = await AskAsync(site, HttpMethod.Put, $"api/v1/sites/{site}/roster/{entry.UserId}", Body(entry, withId: false), stop);
        return status is 200 or 201;
    }

    public async Task<bool> DeleteAsync(string site, string userId, CancellationToken stop)
    {
        var (status, _) = await AskAsync(site, HttpMethod.Delete, $"api/v1/sites/{site}/roster/{userId}", null, stop);
        return status is 200 or 204 || (status == 404 && !IsClear(site)); // the first of two requests may have done it
    }

    /// <summary>A whole list; whoever would go is confirmed.</summary>
    public async Task<JsonElement?> ListAsync(string site, string mode, IEnumerable<RosterEntry> entries, CancellationToken stop, bool isDry = false)
    {
        var body = string.Concat(entries.Select(static entry => Body(entry, withId: true) + "\n"));
        var path = $"api/v1/sites/{site}/roster?mode={mode}" + (isDry ? "&dry_run=true" : "");
        var (status, answer) = await AskAsync(site, HttpMethod.Put, path, body, stop, NewLines);
        for (var tries = 0; status == Unconfirmed && tries < 3; tries++)
            (status, answer) = await AskAsync(site, HttpMethod.Put, $"{path}&confirm_removals={answer.GetProperty("removed").GetInt64()}", body, stop, NewLines);

        return status == 200 ? answer : null;
    }

    /// <summary>Makes a terminal known at a site, or moves it there.</summary>
    /// <param name="replaces">Whose place it takes; null for nobody's.</param>
    public async Task<bool> StandAsync(string sn, string? site, CancellationToken stop, string? replaces = null)
    {
        string Body(long? removals) => Json(json =>
        {
            json.WriteString("key", settings.KeyOf(sn));
            json.WriteString("kind", "attendance");
            if (site is not null) json.WriteString("site", site);
            if (replaces is not null) json.WriteString("replaces", replaces);
            if (SoakSettings.TagOf(sn) is { } tag)
            {
                json.WriteStartArray("tags");
                json.WriteStringValue(tag);
                json.WriteEndArray();
            }

            if (removals is { } number) json.WriteNumber("confirm_removals", number);
        });
        var (status, answer) = await AskAsync(sn, HttpMethod.Put, $"api/v1/devices/{sn}", Body(null), stop);
        for (var tries = 0; status == Unconfirmed && answer.TryGetProperty("removed", out var removed) && tries < 5; tries++)
            (status, answer) = await AskAsync(sn, HttpMethod.Put, $"api/v1/devices/{sn}", Body(removed.GetInt64()), stop);

        return status is 200 or 201;
    }

    public async Task<bool> ResyncAsync(string sn, CancellationToken stop)
    {
        var (status, _) = await AskAsync(sn, HttpMethod.Post, $"api/v1/devices/{sn}/roster/resync", """{"reason":"reset"}""", stop);
        return status == 202;
    }

    /// <summary>An explicit command.</summary>
    /// <param name="entry">Null: a deletion.</param>
    public async Task<bool> CommandAsync(string sn, string id, string userId, RosterEntry? entry, CancellationToken stop)
    {
        var photo = entry?.Photo is null ? null : Convert.ToBase64String(entry.Photo);
        var command = new SoakCommand(sn, id, entry is null ? "person.delete" : "person.push", userId, photo) { Name = entry?.Name ?? "" };
        var (status, _) = await AskAsync(sn, HttpMethod.Post, $"api/v1/devices/{sn}/commands", command.ToJson(), stop);
        return status == 202;
    }

    private async Task<(int Status, JsonElement Body)> AskAsync(
        string about, HttpMethod method, string path, string? body, CancellationToken stop, string type = "application/json")
    {
        var tries = 0;
        while (true)
        {
            var answer = await api.SendAsync(method, path, body, stop, type);
            tries++;
            if (answer.Status is not 0 and not 429 and < 500)
            {
                Write(method, path, answer.Status, tries, answer.Body);
                return answer;
            }

            lock (_unclear) _unclear.Add(about);
            await api.PauseAsync(stop);
        }
    }

    private void Write(HttpMethod method, string path, int status, int tries, JsonElement body) =>
        history.Append((method, path, status, tries, body, at: time.GetUtcNow().ToUnixTimeMilliseconds()), static (json, line) =>
        {
            json.WriteNumber("at", line.at);
            json.WriteString("request", $"{line.method} {line.path}");
            json.WriteNumber("status", line.status);
            json.WriteNumber("tries", line.tries);
            if (line.body.ValueKind != JsonValueKind.Object) return;
            json.WritePropertyName("answer");
            line.body.WriteTo(json);
        });

    private static string Body(RosterEntry entry, bool withId) => Json(json =>
    {
        if (withId) json.WriteString("user_id", entry.UserId);
        json.WriteString("name", entry.Name);
        if (entry.Photo is { } photo) json.WriteBase64String("face_template", photo);
        if (entry.ValidFrom is { } from) json.WriteString("valid_from", from);
        if (entry.ValidUntil is { } until) json.WriteString("valid_until", until);
        if (entry.Tag is { } tag) json.WriteString("device_tag", tag);
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
