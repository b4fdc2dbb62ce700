using System.CommandLine;

namespace Gateway.Benchmarks.Hostile;

/// <summary>Options of the hostile load and of the children that it starts.</summary>
internal static class AttackOptions
{
    public static readonly Option<string?> Program = new("--program") { Description = "Gateway.Host.dll of another build; without it this one." };

    public static readonly Option<string[]> Only = new("--only") { Description = "Names of attacks; without it all.", AllowMultipleArgumentsPerToken = true };

    public static readonly Option<string> Name = new("--name") { Description = "The attack.", Required = true };

    public static readonly Option<int> Http = new("--http-port") { Description = "Port of the device listener for HTTP.", Required = true };

    public static readonly Option<int> Platform = new("--platform-port") { Description = "Port of the platform API.", Required = true };

    public static readonly Option<string> ViewerKey = new("--viewer-key") { Description = "An API key of the role viewer.", Required = true };

    public static readonly Option<double> Cores = new("--cores") { Description = "Cores to burn, e.g. 0.5.", Required = true };
}
