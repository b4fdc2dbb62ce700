using System.Diagnostics;
using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Hostile;

/// <summary>
/// Honest terminals beside an attacker, and beside somebody who only burns the same CPU: what an attack does beyond what any load on these cores does. A fresh
/// gateway for each attack.
/// </summary>
internal static class HostileComparison
{
    private const double GoalRatio = 3;
    private const long GoalMiB = 1024;
    private const double Part = 0.99;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, string? program, IReadOnlyCollection<string> only, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var attack in Attack.All.Where(attack => only.Count == 0 || only.Contains(attack.Name)))
            findings.AddRange(await RunAsync(attack, options, program, cancellation));
        return findings;
    }

    /// <summary>A child's side: attacks until its input ends; then says what that took.</summary>
    public static async Task AttackAsync(string name, AttackTarget target, CancellationToken cancellation)
    {
        var attack = Attack.All.Single(attack => attack.Name == name);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var cost = new AttackCost();
        var running = attack.RunAsync(target, cost, stop.Token);
        Console.WriteLine("1");
        await Console.In.ReadLineAsync(cancellation);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalSeconds} {cost.Bytes} {cost.Connections} {cost.Refused}"));
        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>A child's side: burns so many cores until its input ends.</summary>
    public static async Task BurnAsync(double cores, CancellationToken cancellation)
    {
        const int SliceMilliseconds = 10;
        Console.WriteLine("1");
        var threads = (int)Math.Ceiling(cores);
        for (var i = 0; i < threads; i++)
        {
            var busy = TimeSpan.FromMilliseconds(SliceMilliseconds * cores / threads);
            new Thread(() =>
            {
                while (true)
                {
                    for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < busy;) Thread.SpinWait(50);
                    Thread.Sleep(TimeSpan.FromMilliseconds(SliceMilliseconds) - busy);
                }
            })
            { IsBackground = true }.Start();
        }

        await Console.In.ReadLineAsync(cancellation);
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(Attack attack, BenchmarkOptions options, string? program, CancellationToken cancellation)
    {
        await using var gateway = await HostileGateway.StartAsync(program, options.Directory, cancellation);
        var honest = new HonestLoad(gateway.Socket, gateway.Http);
        await honest.RunAsync(WarmUp, cancellation);
        gateway.ForgetPeak();
        HonestResult attacked;
        string[] said;
        var begun = Stopwatch.GetTimestamp();
        await using (var attacker = await ServerProcess.StartAsync(
            cancellation, "attack", "--name", attack.Name, "--port", Text(gateway.Socket), "--http-port", Text(gateway.Http.Port), "--platform-port", Text(gateway.PlatformPort),
            "--viewer-key", gateway.ViewerKey))
        {
            attacked = await honest.RunAsync(options.Duration, cancellation);
            said = (await attacker.AskAsync("", cancellation)).Split(' ');
        }

        var cores = Math.Min(Environment.ProcessorCount, double.Parse(said[0], CultureInfo.InvariantCulture) / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        var (peak, alive) = (gateway.PeakMiB, gateway.IsAlive);
        await using var quiet = await HostileGateway.StartAsync(program, options.Directory, cancellation);
        var beside = new HonestLoad(quiet.Socket, quiet.Http);
        await beside.RunAsync(WarmUp, cancellation);
        HonestResult burned;
        await using (await ServerProcess.StartAsync(cancellation, "burn", "--cores", cores.ToString(CultureInfo.InvariantCulture)))
            burned = await beside.RunAsync(options.Duration, cancellation);

        var (megabytes, rest) = (long.Parse(said[1], CultureInfo.InvariantCulture) / 1_000_000, $"{said[2]} connections, {said[3]} refused, {cores:F2} cores");
        var name = $"{attack.Name} ({attack.Knows})";
        return
        [
            Latency(name + ", socket uploads", attacked.Socket, burned.Socket),
            Latency(name + ", HTTP uploads", attacked.Http, burned.Http),
            new Finding(name + ", honest uploads not stored", Text(attacked.Refused), Text(burned.Refused), Text(attacked.Refused), "0", attacked.Refused == 0),
            new Finding(
                name + ", memory", alive ? $"{peak} MiB" : "the gateway has ended", $"attacker: {megabytes} MB, {rest}", Text(peak), $"≤ {GoalMiB}", alive && peak <= GoalMiB),
        ];
    }

    private static Finding Latency(string what, Latencies attacked, Latencies burned)
    {
        var ratio = burned.Percentile(Part) > 0 && attacked.Count > 0 ? attacked.Percentile(Part) / burned.Percentile(Part) : double.PositiveInfinity;
        return new Finding(what, Text(attacked), Text(burned), $"{ratio:F2}", $"≤ {GoalRatio:F0}", ratio <= GoalRatio);
    }

    private static string Text(Latencies latencies) => $"p50 {latencies.Percentile(0.5):F1} p99 {latencies.Percentile(Part):F1} ms ({latencies.Count})";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
