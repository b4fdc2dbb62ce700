namespace Gateway.Simulator.Soak.Servers;

/// <summary>Finds the gateway's program when nobody says where it is.</summary>
internal static class GatewayProgram
{
    private const string Project = "Gateway.Host";
    private const string Assembly = "Gateway.Host.dll";

    /// <summary>For people.</summary>
    public const string Description = "Gateway.Host.dll beside the simulator, else the output of the project Gateway.Host that was built with the same configuration";

    /// <summary>The program; null when it is not there.</summary>
    /// <param name="simulator">The directory of the simulator's own program.</param>
    public static string? Find(string simulator)
    {
        var beside = Path.Combine(simulator, Assembly);
        if (File.Exists(beside) && File.Exists(Path.ChangeExtension(beside, ".runtimeconfig.json"))) return beside;
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(simulator)); // <root>/Gateway.Simulator/bin/<configuration>/<framework>
        if (output.Parent?.Parent?.Parent?.Parent is not { } root) return null;
        var built = Path.Combine(root.FullName, Project, "bin", output.Parent.Name, output.Name, Assembly);
        return File.Exists(built) ? built : null;
    }
}
