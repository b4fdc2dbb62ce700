#:property ManagePackageVersionsCentrally=false
#:property RestoreLockedMode=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Follows the gateway's feed and deals with every item at least once, in order.
//
// The place in the feed is written down after an item was dealt with: nothing is missed, whatever dies.
// An item that was dealt with just before a crash comes again; its seq tells it.
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

if (args.Contains("--help"))
{
    Console.WriteLine("dotnet run samples/csharp/FeedConsumer.cs -- [--state <file>] [--once]   (GATEWAY_API, GATEWAY_KEY: address and API key)");
    return 0;
}

var api = Environment.GetEnvironmentVariable("GATEWAY_API") ?? "http://127.0.0.1:8080/api/v1";
if (Environment.GetEnvironmentVariable("GATEWAY_KEY") is not { Length: > 0 } key)
{
    Console.Error.WriteLine("GATEWAY_KEY is needed: an API key of any role");
    return 2;
}

var once = args.Contains("--once");
var stateAt = Array.IndexOf(args, "--state");
var state = stateAt >= 0 && stateAt + 1 < args.Length ? args[stateAt + 1] : "feed.state";
var stored = File.Exists(state) ? File.ReadAllText(state).Trim().Split(':') : ["0"];
var (generation, place) = (stored.Length > 1 ? stored[0] : "", long.Parse(stored[^1], CultureInfo.InvariantCulture));
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

for (var pause = TimeSpan.FromSeconds(1); ;)
{
    try
    {
        using var response = await http.GetAsync(new Uri($"{api}/feed?after={place}&generation={generation}&limit=500&wait={(once ? 0 : 30)}"));
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5));
            continue;
        }

        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Gone)
        {
            // The database was restored, or we were away for longer than items are kept. Somebody must decide what becomes of what was read: the text says from where to go on.
            Console.Error.WriteLine(await response.Content.ReadAsStringAsync());
            return 1;
        }

        response.EnsureSuccessStatusCode();
        pause = TimeSpan.FromSeconds(1);
        using var page = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        var before = (generation, place);
        generation = page.RootElement.GetProperty("generation").GetString()!;
        foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
        {
            DealWith(item);
            place = item.GetProperty("seq").GetInt64();
        }

        if ((generation, place) != before) WritePlace(state, $"{generation}:{place}");
        if (place == before.place && once) return 0;
    }
    catch (Exception away) when (away is HttpRequestException { StatusCode: null } or TaskCanceledException)
    {
        Console.Error.WriteLine($"the gateway does not answer: {away.Message}");
        await Task.Delay(pause);
        pause = TimeSpan.FromSeconds(Math.Min(2 * pause.TotalSeconds, 60));
    }
}

// Yours to write. Here: one line.
static void DealWith(JsonElement item) =>
    Console.WriteLine($"{item.GetProperty("seq")} {item.GetProperty("kind")} {item.GetProperty("sn")} {item.GetProperty("data").GetRawText()}");

// Whole or not at all: written beside, then renamed.
static void WritePlace(string path, string position)
{
    using (var file = new FileStream(path + ".new", FileMode.Create))
    {
        file.Write(System.Text.Encoding.ASCII.GetBytes(position));
        file.Flush(flushToDisk: true);
    }

    File.Move(path + ".new", path, overwrite: true);
}
