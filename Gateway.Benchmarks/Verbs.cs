using System.Collections.Frozen;
using System.CommandLine;
using Gateway.Benchmarks.Attendance;
using Gateway.Benchmarks.Commands;
using Gateway.Benchmarks.Feed;
using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Hostile;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Memory;
using Gateway.Benchmarks.Parsing;
using Gateway.Benchmarks.Peers;
using Gateway.Benchmarks.Servers;
using Gateway.Benchmarks.Starts;
using Gateway.Codec.Crypto;
using Gateway.Peers;

namespace Gateway.Benchmarks;

/// <summary>What the verbs of the program do.</summary>
internal static class Verbs
{
    /// <summary>Items of the backlog when all is measured briefly: a sixth of ten minutes at the live rate.</summary>
    private const int BacklogOfAll = 200_000;

    public static async Task AllAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        List<Finding> findings =
        [
            .. CodecBenchmarks.Run(),
            .. await HeartbeatComparison.RunAsync(options, cancellation),
            .. await AttendanceComparison.RunAsync(options, cancellation),
            .. await FeedFanOut.RunAsync(options, cancellation),
        ];
        if (BenchServers.Postgres is not null)
        {
            findings.AddRange(await PostgresComparison.RunAsync(options, cancellation));
            findings.AddRange(await CommandRate.RunAsync(options, cancellation));
            if (BenchServers.Redis is not null) findings.AddRange(await FeedDelay.RunAsync(options, BacklogOfAll, cancellation));
        }

        FindingTable.Print(findings);
    }

    public static async Task HeartbeatsAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await HeartbeatComparison.RunAsync(options, cancellation));

    public static async Task MemoryAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) =>
        FindingTable.Print(await IdleMemory.RunAsync(options, parsed.GetValue(AttackOptions.Program), cancellation));

    public static Task CodecAsync()
    {
        FindingTable.Print(CodecBenchmarks.Run());
        return Task.CompletedTask;
    }

    public static async Task AttendanceAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await AttendanceComparison.RunAsync(options, cancellation));

    public static async Task PostgresAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await PostgresComparison.RunAsync(options, cancellation));

    public static async Task FeedAsync(BenchmarkOptions options, int backlog, CancellationToken cancellation) =>
        FindingTable.Print(await FeedDelay.RunAsync(options, backlog, cancellation));

    public static async Task FeedConsumersAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await FeedFanOut.RunAsync(options, cancellation));

    public static async Task FollowFeedAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) =>
        Console.WriteLine((await FeedFollowers.RunAsync(parsed.GetValue(ChildOptions.Port), options.Connections, options.Duration, cancellation)).ToLine());

    public static async Task CommandsAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await CommandRate.RunAsync(options, cancellation));

    public static async Task ServeGatewayAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        await using var server = await GatewayServer.StartAsync(options, cancellation);
        await ServerProcess.AnnounceAndWaitAsync(server.Port, cancellation, static () => Task.FromResult(Allocation.Now().ToLine()));
    }

    public static async Task ServePeerAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var ciphers = Enumerable.Range(0, options.Connections).ToFrozenDictionary(BenchTerminal.Sn, number => new DesCipher(BenchTerminal.Key(number), CipherOptions.Standard));
        await using var server = await PeerServers.StartAsync(parsed.GetRequiredValue(ChildOptions.Peer), ciphers, cancellation);
        await ServerProcess.AnnounceAndWaitAsync(server.Port, cancellation);
    }

    public static async Task PeersAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) =>
        FindingTable.Print(await PeerComparison.RunAsync(options, PeerOptions.Read(parsed), cancellation));

    public static async Task LoadAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var terminals = parsed.GetValue(ChildOptions.Numbers) is { } given ? Numbers(given) : Enumerable.Range(0, options.Connections);
        var servers = Numbers(parsed.GetRequiredValue(ChildOptions.Servers));
        var result = await HeartbeatLoad.RunAsync(
            options, terminals, parsed.GetValue(ChildOptions.Port), servers, parsed.GetValue(ChildOptions.PerSecond), cancellation);
        Console.WriteLine(result.ToLine());
    }

    public static async Task HopsAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print([.. await HopCost.LinksAsync(options, cancellation), .. await HopCost.RunAsync(options, cancellation)]);

    public static Task ServeNodeAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) => HopNode.ServeAsync(
        options, parsed.GetRequiredValue(ChildOptions.Database), parsed.GetValue(ChildOptions.ClusterPort), parsed.GetValue(ChildOptions.SeedPort),
        parsed.GetValue(ChildOptions.ClearLinks), cancellation);

    public static async Task HostileAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) => FindingTable.Print(
        await HostileComparison.RunAsync(options, parsed.GetValue(AttackOptions.Program), parsed.GetValue(AttackOptions.Only) ?? [], cancellation));

    public static async Task StartAsync(BenchmarkOptions options, ParseResult parsed, CancellationToken cancellation) => FindingTable.Print(
        await StartComparison.RunAsync(options, parsed.GetValue(StartComparison.Programs) ?? [], parsed.GetValue(StartComparison.OnPostgres), cancellation));

    public static Task AttackAsync(ParseResult parsed, CancellationToken cancellation) => HostileComparison.AttackAsync(
        parsed.GetRequiredValue(AttackOptions.Name),
        new AttackTarget(
            parsed.GetValue(ChildOptions.Port), parsed.GetValue(AttackOptions.Http), parsed.GetValue(AttackOptions.Platform), parsed.GetRequiredValue(AttackOptions.ViewerKey)),
        cancellation);

    private static int[] Numbers(string text) => Array.ConvertAll(text.Split(','), number => int.Parse(number, CultureInfo.InvariantCulture));
}
