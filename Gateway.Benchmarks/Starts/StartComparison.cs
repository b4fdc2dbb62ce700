using System.CommandLine;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Starts;

/// <summary>Programs are started in turn, on a new database and on one that knows their terminals; then these come, in one second or in one moment.</summary>
internal static class StartComparison
{
    public static readonly Option<string[]> Programs = new("--programs")
    {
        Description = "Gateway.Host.dll of several builds, the first of them the baseline; without it this one.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option<bool> OnPostgres = new("--on-postgres") { Description = "On the PostgreSQL server that GATEWAY_TEST_POSTGRES names." };

    private const double ReadyGoalMs = 2500;
    private const double HeartbeatGoalMs = 100;

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, string[] programs, bool onPostgres, CancellationToken cancellation)
    {
        string?[] all = programs.Length == 0 ? new string?[1] : programs;
        var fresh = all.Select(static _ => new List<StartRound>()).ToArray();
        var again = all.Select(static _ => new List<StartRound>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
            for (var i = 0; i < all.Length; i++) await RoundAsync(all[i], fresh[i], again[i]);

        return [.. all.Index().SelectMany(program => Findings(
            program.Item is null ? "this build" : Path.GetDirectoryName(program.Item)!, fresh[program.Index], again[program.Index], fresh[0], again[0]))];

        async Task RoundAsync(string? program, List<StartRound> first, List<StartRound> later)
        {
            using var directory = new WorkDirectory(options.Directory);
            await using var database = onPostgres ? await BenchDatabase.CreateAsync() : null;
            await using (var gateway = await GatewayProgram.StartAsync(program, directory.Path, cancellation, database?.Settings))
            {
                first.Add(new StartRound(gateway.ReadyAfter.TotalMilliseconds, gateway.CpuWhenReady.TotalMilliseconds));
                await gateway.ImportAsync(Enumerable.Range(0, options.Connections).Select(Line), cancellation);
            }

            var paced = await AgainAsync(program, directory.Path, database, OneMillisecond);
            var herd = await AgainAsync(program, directory.Path, database, TimeSpan.Zero);
            later.Add(paced.Start with { PacedMs = paced.P99, HerdMs = herd.P99 });
        }

        async Task<(StartRound Start, double P99)> AgainAsync(string? program, string directory, BenchDatabase? database, TimeSpan apart)
        {
            await using var gateway = await GatewayProgram.StartAsync(program, directory, cancellation, database?.Settings);
            var p99 = await FirstHeartbeats.RunAsync(options.Connections, gateway.Socket, apart, cancellation);
            return (new StartRound(gateway.ReadyAfter.TotalMilliseconds, gateway.CpuWhenReady.TotalMilliseconds), p99);
        }
    }

    private static string Line(int number) => JsonSerializer.Serialize(new { sn = BenchTerminal.Sn(number), key = BenchTerminal.ToChange(number).Key, kind = "attendance" });

    private static IEnumerable<Finding> Findings(string program, List<StartRound> fresh, List<StartRound> again, List<StartRound> freshBase, List<StartRound> againBase)
    {
        yield return Of("ready, new database", fresh, freshBase, static round => round.ReadyMs, ReadyGoalMs);
        yield return Of("its CPU", fresh, freshBase, static round => round.CpuMs, null);
        yield return Of("ready, database of before", again, againBase, static round => round.ReadyMs, ReadyGoalMs);
        yield return Of("its CPU", again, againBase, static round => round.CpuMs, null);
        yield return Of("first heartbeats in a second, p99", again, againBase, static round => round.PacedMs, HeartbeatGoalMs);
        yield return Of("first heartbeats at once, p99", again, againBase, static round => round.HerdMs, null);

        Finding Of(string what, List<StartRound> ours, List<StartRound> theirs, Func<StartRound, double> value, double? goal)
        {
            var (figure, other) = (Median.Of(ours, value), Median.Of(theirs, value));
            return new Finding(
                $"{what}: {program}", $"{figure:0} ms ({ours.Min(value):0}–{ours.Max(value):0})", $"{other:0} ms", $"{figure / other:0.00}", goal is null ? "" : $"≤ {goal:0} ms",
                goal is null ? null : figure <= goal);
        }
    }
}
