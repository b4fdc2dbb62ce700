using System.CommandLine;
using Gateway.Peers;

namespace Gateway.Benchmarks.Peers;

/// <summary>What is measured beside what.</summary>
/// <param name="Sides">Names of the sides, in order.</param>
/// <param name="Points">The loads.</param>
/// <param name="Rounds">Rounds of each side under each load; the sides take turns.</param>
/// <param name="WarmUp">Load of each side before anything counts.</param>
/// <param name="Runtime">Runtime settings that differ from those of Gateway.Host, by their names in a runtimeconfig.</param>
/// <param name="Before">Gateway.Benchmarks.dll of an older build, whose gateway is one more side.</param>
internal sealed record PeerOptions(
    IReadOnlyList<string> Sides, IReadOnlyList<LoadPoint> Points, int Rounds, TimeSpan WarmUp, IReadOnlyDictionary<string, string> Runtime, string? Before)
{
    public const string Gateway = "gateway";

    /// <summary>The gateway of the older build.</summary>
    public const string GatewayBefore = "before";

    private static readonly string[] AllSides = [.. PeerServers.Names, Gateway];

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = $"Sides: {string.Join(", ", AllSides)}. Without it all.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => AllSides,
    };

    private static readonly Option<string[]> AtPoints = new("--points")
    {
        Description = "Loads: connections of a closed loop, or connections@heartbeats a second by the clock.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["1000", "10000", "1000@1000", "1000@5000", "10000@20000"],
    };

    private static readonly Option<int> RoundsOfEach = new("--rounds") { Description = "Rounds of each side under each load; the sides take turns.", DefaultValueFactory = _ => 5 };

    private static readonly Option<int> WarmUpSeconds = new("--warm-up") { Description = "Seconds of load for each side before anything counts.", DefaultValueFactory = _ => 40 };

    private static readonly Option<string[]> RuntimeSettings = new("--runtime")
    {
        Description = "Runtime settings of all servers that differ from those of Gateway.Host: name=value as in a runtimeconfig, e.g. System.GC.Server=false.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> BeforeProgram = new("--before")
    {
        Description = "Gateway.Benchmarks.dll of an older build: its gateway, with the runtime settings of its Gateway.Host, is one more side.",
    };

    static PeerOptions()
    {
        Only.Validators.Add(given =>
        {
            foreach (var side in given.GetValueOrDefault<string[]>() ?? [])
                if (!AllSides.Contains(side)) given.AddError($"--only: {side} is none of {string.Join(", ", AllSides)}");
        });
        AtPoints.Validators.Add(given =>
        {
            foreach (var text in given.GetValueOrDefault<string[]>() ?? [])
                if (!LoadPoint.TryParse(text, out _)) given.AddError($"--points: {text} is neither connections (1 to 50000) nor connections@rate");
        });
        RuntimeSettings.Validators.Add(given =>
        {
            foreach (var text in given.GetValueOrDefault<string[]>() ?? [])
                if (text.IndexOf('=', StringComparison.Ordinal) < 1) given.AddError($"--runtime: {text} is not name=value");
        });
        RoundsOfEach.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 100) given.AddError("--rounds must be from 1 to 100");
        });
        WarmUpSeconds.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > 600) given.AddError("--warm-up must be from 0 to 600");
        });
    }

    public static Option[] All => [Only, AtPoints, RoundsOfEach, WarmUpSeconds, RuntimeSettings, BeforeProgram];

    public static PeerOptions Read(ParseResult parsed)
    {
        var before = parsed.GetValue(BeforeProgram);
        var runtime = parsed.GetRequiredValue(RuntimeSettings).Select(static text => text.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        return new PeerOptions(
            [.. parsed.GetRequiredValue(Only).Distinct(), .. before is null ? Array.Empty<string>() : [GatewayBefore]],
            [.. parsed.GetRequiredValue(AtPoints).Select(static text => LoadPoint.TryParse(text, out var point) ? point : throw new ArgumentException(text))],
            parsed.GetValue(RoundsOfEach), TimeSpan.FromSeconds(parsed.GetValue(WarmUpSeconds)), runtime, before);
    }
}
