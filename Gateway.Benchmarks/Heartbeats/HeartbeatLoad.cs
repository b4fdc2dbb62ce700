using System.Diagnostics;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>The load: a closed loop over every connection, or so many a second by the clock, in a process of its own.</summary>
internal static class HeartbeatLoad
{
    /// <summary>The first rounds compile; later ones only have to bring their connections to speed.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="options">How long.</param>
    /// <param name="terminals">Numbers of the terminals.</param>
    /// <param name="port">Where all of them connect.</param>
    /// <param name="serverProcesses">Those whose CPU time is counted, together.</param>
    /// <param name="perSecond">Heartbeats a second, of all terminals together; 0: each as soon as the one before is answered.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<LoadResult> RunAsync(
        BenchmarkOptions options, IEnumerable<int> terminals, int port, int[] serverProcesses, int perSecond, CancellationToken cancellation)
    {
        var servers = Array.ConvertAll(serverProcesses, Process.GetProcessById);
        var connections = terminals.Select(static number => new LoadConnection(number)).ToArray();
        using var phase = new LoadPhase();
        foreach (var connection in connections) await connection.ConnectAsync(port, cancellation);
        var clock = perSecond == 0 ? null : new LoadClock(connections.Length, perSecond);
        var running = Task.WhenAll(connections.Select((connection, place) => connection.RunAsync(phase, clock, place)));
        await Task.WhenAny(running, Task.Delay(WarmUp, cancellation));

        phase.IsMeasured = true;
        var (count, cpu, started) = (Answered(connections), Cpu(servers), Stopwatch.GetTimestamp());
        await Task.WhenAny(running, Task.Delay(options.Duration, cancellation));
        phase.IsMeasured = false;
        var (answered, used, elapsed) = (Answered(connections) - count, Cpu(servers) - cpu, Stopwatch.GetElapsedTime(started));

        await phase.EndAsync();
        await running;
        var all = Answered(connections);
        var latencies = new Latencies(connections.Select(connection => connection.Latencies));
        foreach (var connection in connections) connection.Dispose();
        return new LoadResult(answered / elapsed.TotalSeconds, used.TotalMicroseconds / answered, latencies.Percentile(0.5), latencies.Percentile(0.99)) { Answered = all };
    }

    /// <summary>The same in a process of its own, against the first of the servers; the CPU time of all is counted.</summary>
    /// <param name="options">Options of the load that say which terminals, and how fast.</param>
    public static async Task<LoadResult> RunApartAsync(TimeSpan duration, IReadOnlyList<ServerProcess> servers, CancellationToken cancellation, params string[] options) =>
        LoadResult.FromLine(await ServerProcess.RunAsync(
            cancellation,
            [
                "load", .. options, "--seconds", ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                "--port", servers[0].Port.ToString(CultureInfo.InvariantCulture),
                "--server-pid", string.Join(',', servers.Select(server => server.Id.ToString(CultureInfo.InvariantCulture)))
            ]));

    private static long Answered(LoadConnection[] connections) => connections.Sum(connection => connection.Answered);

    private static TimeSpan Cpu(Process[] servers)
    {
        foreach (var server in servers) server.Refresh();
        return TimeSpan.FromTicks(servers.Sum(server => server.TotalProcessorTime.Ticks));
    }
}
