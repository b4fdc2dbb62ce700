using System.Diagnostics;

namespace Gateway.Benchmarks.Measuring;

/// <summary>Clients that each send the next when the last is answered.</summary>
internal static class ClosedLoop
{
    /// <param name="send">Sends one and waits for its answer; gets the number of the client.</param>
    public static async Task<(Latencies Latencies, TimeSpan Elapsed)> RunAsync(int clients, TimeSpan duration, Func<int, Task> send)
    {
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => RunAsync(started, duration, () => send(client)))));
        return (new Latencies(each), Stopwatch.GetElapsedTime(started));
    }

    private static async Task<Latencies> RunAsync(long started, TimeSpan duration, Func<Task> send)
    {
        var latencies = new Latencies();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var begun = Stopwatch.GetTimestamp();
            await send();
            latencies.Add(Stopwatch.GetTimestamp() - begun);
        }

        return latencies;
    }
}
