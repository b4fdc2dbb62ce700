using System.Net;
using System.Net.Http.Json;
using Gateway.Benchmarks.Feed;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Commands;

/// <summary>Person pushes through the platform API of a complete node on PostgreSQL, one after another by each client, spread over terminals that are offline.</summary>
internal static class CommandRate
{
    private const int Clients = 32;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        await using var database = await BenchDatabase.CreateAsync();
        await using var server = await GatewayServer.StartAsync(options, cancellation, database.Settings);
        using var http = FeedConsumers.Client(server);
        var count = new Numbers(options.Connections);
        await RoundAsync(http, count, WarmUp, cancellation);
        var rounds = new List<(double Rate, Latencies Latencies)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(await RoundAsync(http, count, options.Duration, cancellation));
            Console.WriteLine(
                $"commands  {rounds[^1].Rate,6:N0} accepted/s  p50 {rounds[^1].Latencies.Percentile(0.5):F1} ms  p99 {rounds[^1].Latencies.Percentile(0.99):F1} ms");
        }

        var (rate, p50, p99) = (
            Median.Of(rounds, r => r.Rate), Median.Of(rounds, r => r.Latencies.Percentile(0.5)), Median.Of(rounds, r => r.Latencies.Percentile(0.99)));
        return [new Finding($"commands through REST, {Clients} clients", $"{rate:N0} accepted/s, p50 {p50:F1} ms", "", $"p99 {p99:F1} ms", "", null)];
    }

    private static async Task<(double Rate, Latencies Latencies)> RoundAsync(HttpClient http, Numbers count, TimeSpan duration, CancellationToken cancellation)
    {
        var (latencies, elapsed) = await ClosedLoop.RunAsync(Clients, duration, _ => PushAsync(http, count, cancellation));
        return (latencies.Count / elapsed.TotalSeconds, latencies);
    }

    private static async Task PushAsync(HttpClient http, Numbers count, CancellationToken cancellation)
    {
        var (sn, user) = count.Next();
        using var answer = await http.PostAsJsonAsync(
            new Uri($"/api/v1/devices/{sn}/commands", UriKind.Relative), new { type = "person.push", person = new { user_id = user, name = "bench" } }, cancellation);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"a command was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    /// <summary>The terminals in turn, and a worker of its own for each command: none supersedes another.</summary>
    private sealed class Numbers(int terminals)
    {
        private int _last;

        public (string Sn, string User) Next()
        {
            var number = Interlocked.Increment(ref _last);
            return (BenchTerminal.Sn(number % terminals), number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
