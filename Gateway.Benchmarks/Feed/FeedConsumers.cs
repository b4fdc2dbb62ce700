using System.Net.Http.Headers;
using Gateway.Benchmarks.Servers;
using StackExchange.Redis;

namespace Gateway.Benchmarks.Feed;

/// <summary>Consumers as a platform writes them: a long poll of the REST feed, and a reader of the Redis stream.</summary>
internal static class FeedConsumers
{
    public const string Stream = "gateway:feed:attendance";
    private const int ReadMax = 1000;

    /// <summary>The Redis client has no blocking read: it asks again after this.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(5);

    public static HttpClient Client(GatewayServer server)
    {
        var http = new HttpClient { BaseAddress = server.Platform };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayServer.AdminKey);
        return http;
    }

    /// <summary>Reads until it is stopped.</summary>
    public static async Task RestAsync(HttpClient http, Sightings sightings, CancellationToken stop)
    {
        for (long after = 0; !stop.IsCancellationRequested;)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"/api/v1/feed?after={after}&kinds=attendance&limit={ReadMax}&wait=20");
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), stop);
            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
            {
                after = item.GetProperty("seq").GetInt64();
                sightings.Saw(item.GetProperty("data").GetProperty("id").GetGuid());
            }
        }
    }

    /// <inheritdoc cref="RestAsync"/>
    public static async Task RedisAsync(IDatabase redis, Sightings sightings, CancellationToken stop)
    {
        for (RedisValue after = "0-0"; !stop.IsCancellationRequested;)
        {
            var entries = await redis.StreamReadAsync(Stream, after, ReadMax);
            foreach (var entry in entries)
            {
                using var item = JsonDocument.Parse((ReadOnlyMemory<byte>)entry["data"]);
                sightings.Saw(item.RootElement.GetProperty("data").GetProperty("id").GetGuid());
                after = entry.Id;
            }

            if (entries.Length == 0) await Task.Delay(AskAgain, stop);
        }
    }

    /// <summary>The seq with which the stream ends; 0 when there is none.</summary>
    public static async Task<long> LastAsync(IDatabase redis)
    {
        var last = await redis.StreamRangeAsync(Stream, count: 1, messageOrder: Order.Descending);
        return last.Length == 0 ? 0 : long.Parse(last[0].Id.ToString().Split('-')[0], CultureInfo.InvariantCulture);
    }
}
