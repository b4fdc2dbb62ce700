using System.Diagnostics;
using Gateway.Tests.House;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// Another build of the program, for clusters of two versions: the one that GATEWAY_TEST_OTHER_BUILD names (a directory with an older release's Gateway.Host.dll), or this source
/// built once more under another version number.
/// </summary>
internal static class OtherBuild
{
    private const string Version = "0.0.9";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Gives the directory of its Gateway.Host.dll.</summary>
    /// <param name="work">Where it may be built.</param>
    public static async Task<string> ProgramAsync(string work)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_OTHER_BUILD") is { Length: > 0 } given) return given;
        var output = Path.Combine(work, "program");
        // All of it aside: nothing that it writes may touch the build under test.
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "Gateway.Host", "Gateway.Host.csproj"), "--nologo", "--verbosity", "quiet", "--configuration", "Debug", "--output", output,
            "--artifacts-path", Path.Combine(work, "artifacts"), "-p:VersionPrefix=" + Version, "-p:RunAnalyzers=false", "-nodeReuse:false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        // What the test runner was started with (MSBuild's own variables) is not for this one.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var build = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        var said = await build.StandardOutput.ReadToEndAsync(late.Token);
        await build.WaitForExitAsync(late.Token);
        return build.ExitCode == 0 ? output : throw new InvalidOperationException(said);
    }
}
