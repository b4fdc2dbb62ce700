namespace Gateway.Build;

/// <summary>The target <c>mutate</c>.</summary>
internal static class MutateTarget
{
    public const string Details =
        """
        Changes the code in many small ways, one at a time (Stryker.NET), and tells which changes no test noticed. Takes an hour or more.

          --only codec | domain   one of the two: Gateway.Codec; DeviceState, CommandQueue with its hand-outs, SessionLedger of Gateway.Actors

        Further arguments go to `dotnet stryker`, for example: ./build.sh mutate --only codec --mutate '**/FrameReader.cs'
        The reports are in artifacts/mutation. Not part of the gate.
        """;

    private const string Only = "--only";

    private static readonly string[] Parts = ["codec", "domain"];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var passedOn = arguments.ToList();
        var parts = Parts;
        if (passedOn.IndexOf(Only) is >= 0 and var at)
        {
            parts = [.. Parts.Where(part => part == passedOn.ElementAtOrDefault(at + 1))];
            if (parts.Length == 0) throw new BuildFailedException($"{Only} takes one of: {string.Join(", ", Parts)}");
            passedOn.RemoveRange(at, 2);
        }

        var worst = await Command.RunAsync("dotnet", ["tool", "restore"], cancellation);
        foreach (var part in worst == 0 ? parts : [])
        {
            string[] stryker = ["stryker", "--config-file", $"../.config/stryker-{part}.json", "--output", Path.Combine(Repository.Artifacts, "mutation", part)];
            worst = Math.Max(worst, await Command.RunAsync("dotnet", [.. stryker, .. passedOn], cancellation, directory: "Gateway.Tests"));
        }

        return worst;
    }
}
