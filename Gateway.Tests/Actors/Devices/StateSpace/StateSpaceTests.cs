using System.Diagnostics;
using Gateway.Actors.Commands;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>
/// Every state that the small world of one device can reach, breadth first, to a bound: an acknowledged command never vanishes and always has a way to its end; a result
/// settles only what was in its hand-out; nothing that has ended is sent; any part of the journal, and any snapshot and the rest, give the same state.
/// </summary>
public sealed class StateSpaceTests(ITestOutputHelper output)
{
    /// <summary>States of the gate's search, and of that of <c>./build.sh prove</c>.</summary>
    private static readonly int StatesMax = Tests.Prove.Runs ? 1_000_000 : 1_000;

    public static TheoryData<string> Worlds => [.. All.Keys];

    private static Dictionary<string, WorldBounds> All => new()
    {
        ["socket"] = new WorldBounds(Socket: true, Https: false),
        ["https, a feedback per pull"] = new WorldBounds(Socket: false, Https: true),
        ["https, a feedback per person"] = new WorldBounds(Socket: false, Https: true, FeedbackRule.Person),
        ["auto, a feedback per pull"] = Auto(Reports.PerPull) with { Fails = "b" },
        ["auto, known to report per pull"] = Auto(Reports.PerPull) with { Fails = "c", Habits = new ReportHabits { Pushes = new FeedbackCounts(3, 0) } },
        ["auto, a feedback per person"] = Auto(Reports.PerPerson) with { Fails = "b" },
        ["auto, a feedback for an empty list"] = Auto(Reports.EmptyToo) with { Fails = "d" },
        ["auto, deletions swapped with words"] = Auto(Reports.PerPull) with { Fails = "d", Swapped = true },
        ["auto, never a feedback"] = Auto(Reports.Never) with { Commands = 2, Cancels = 0, Pulls = 9, Faults = 0, Restarts = 1, WaitSeconds = [31, 1801] },
        ["socket, with a roster"] = new WorldBounds(Socket: true, Https: false, Commands: 2, Cancels: 0, Waits: 1) { Roster = true },
        ["https, with a roster"] = new WorldBounds(Socket: false, Https: true, FeedbackRule.Person, Commands: 2, Cancels: 0, Pulls: 5, Waits: 1) { Roster = true },
        ["both"] = new WorldBounds(Socket: true, Https: true, Commands: 3, Pulls: 2),
    };

    private static WorldBounds Auto(Reports reports) => new(Socket: false, Https: true, FeedbackRule.Auto) { Reports = reports, Most = 3 };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void EveryReachableState_KeepsEveryPromise(string name)
    {
        var started = Stopwatch.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Step[]>([[]]);
        var depth = 0;
        while (seen.Count < StatesMax && waiting.TryDequeue(out var path))
        {
            depth = path.Length;
            foreach (var step in Run(name, path).Steps().ToList())
            {
                Step[] longer = [.. path, step];
                if (seen.Add(Prove(name, longer))) waiting.Enqueue(longer);
            }
        }

        output.WriteLine($"{name}: {seen.Count} states, all to depth {depth}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.True(seen.Count > 100);
    }

    /// <summary>Goes the way, checks where it leads to, and that from there everything comes to its end.</summary>
    private static string Prove(string name, Step[] path)
    {
        try
        {
            var world = Run(name, path);
            world.Check();
            var text = world.Canonical();
            world.DrainAll();
            return text;
        }
        catch (Exception broken) when (broken is Xunit.Sdk.XunitException or InvalidOperationException)
        {
            throw new Xunit.Sdk.XunitException($"{name}: {broken.Message}\nafter {string.Join(' ', path)}\n{broken.StackTrace}");
        }
    }

    private static World Run(string name, Step[] path)
    {
        var world = new World(All[name]);
        foreach (var step in path) world.Do(step);
        return world;
    }
}
