using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Memory;

/// <summary>
/// Resident memory of one idle terminal: a fresh process of the program, its memory before any terminal came and after all of them have connected, had one heartbeat answered and
/// been silent for a while; the difference, shared out. Nothing asks the collector to run: what garbage it leaves counts.
/// </summary>
internal static class IdleMemory
{
    private const double GoalKiB = 18;

    /// <summary>Connects and first heartbeats at once: they come as a city's do after a power cut, not all in one moment.</summary>
    private const int AtOnce = 100;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>After the start, and after the last heartbeat.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    /// <param name="program">Gateway.Host.dll of another build, measured in turn with this one; null: this build alone.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, string? program, CancellationToken cancellation)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            if (program is not null) theirs.Add(await RoundAsync("other build", program, options, cancellation));
            ours.Add(await RoundAsync("this build", null, options, cancellation));
        }

        var each = Median.Of(ours, static one => one);
        var baseline = program is null ? "" : string.Create(CultureInfo.InvariantCulture, $"other build {Median.Of(theirs, static one => one):F1} KiB");
        return [new Finding($"resident memory of an idle terminal, {options.Connections}", $"{each:F1} KiB", baseline, $"{each:F1}", $"≤ {GoalKiB:F0}", each <= GoalKiB)];
    }

    private static async Task<double> RoundAsync(string name, string? program, BenchmarkOptions options, CancellationToken cancellation)
    {
        var numbers = Enumerable.Range(0, options.Connections).ToArray();
        using var directory = new WorkDirectory(options.Directory);
        var devices = numbers.Select(
            static number => JsonSerializer.Serialize(new { sn = BenchTerminal.Sn(number), key = BenchTerminal.ToChange(number).Key, kind = "attendance" }));
        await using (var first = await GatewayProgram.StartAsync(program, directory.Path, cancellation))
            await first.ImportAsync(devices, cancellation);
        await using var gateway = await GatewayProgram.StartAsync(program, directory.Path, cancellation); // Nothing is left in its memory of how they were made.
        await Task.Delay(Settle, cancellation);
        var before = gateway.ResidentKiB;
        var terminals = Array.ConvertAll(numbers, static number => new LoadConnection(number));
        foreach (var some in terminals.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(async terminal =>
            {
                await terminal.ConnectAsync(gateway.Socket, cancellation);
                await terminal.BeatAsync();
            }));
            await Task.Delay(Between, cancellation);
        }

        await Task.Delay(Settle, cancellation);
        var after = gateway.ResidentKiB;
        foreach (var terminal in terminals) terminal.Dispose();
        var each = (double)(after - before) / terminals.Length;
        Console.WriteLine($"memory, {name,-12} {before / 1024,5} → {after / 1024,5} MiB with {terminals.Length} terminals  {each,6:F1} KiB each");
        return each;
    }
}
