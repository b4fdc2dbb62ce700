using System.Diagnostics;
using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Starts;

/// <summary>What terminals see that come back right after a start: each connects and beats once.</summary>
internal static class FirstHeartbeats
{
    /// <returns>Milliseconds, from the connect to the answer, that 99 % of them did not exceed.</returns>
    /// <param name="terminals">How many.</param>
    /// <param name="port">Of the socket.</param>
    /// <param name="apart">From one to the next; zero: all at once.</param>
    public static async Task<double> RunAsync(int terminals, int port, TimeSpan apart, CancellationToken cancellation)
    {
        var connections = Enumerable.Range(0, terminals).Select(static number => new LoadConnection(number)).ToList();
        var began = Stopwatch.GetTimestamp();
        var running = new List<Task<long>>();
        foreach (var connection in connections)
        {
            while (Stopwatch.GetElapsedTime(began) < apart * running.Count) await Task.Yield();
            running.Add(ComeAsync(connection, port, cancellation));
        }

        var latencies = new Latencies();
        foreach (var ticks in await Task.WhenAll(running)) latencies.Add(ticks);
        connections.ForEach(static connection => connection.Dispose());
        return latencies.Percentile(0.99);
    }

    private static async Task<long> ComeAsync(LoadConnection connection, int port, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await connection.ConnectAsync(port, cancellation);
        await connection.BeatAsync();
        return Stopwatch.GetTimestamp() - began;
    }
}
