using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Peers;

/// <summary>
/// A build of this program with the runtime settings of its Gateway.Host: every server of a comparison runs with the same ones, and they are those of a real
/// gateway. DOTNET_… variables of the environment win over them, for all sides alike.
/// </summary>
internal static class ServerProgram
{
    private const string Host = "Gateway.Host.runtimeconfig.json";

    /// <summary>The command line up to the verb.</summary>
    /// <param name="assembly">Gateway.Benchmarks.dll of the build.</param>
    /// <param name="changes">Settings that differ.</param>
    /// <param name="directory">Where the file with the settings is made.</param>
    public static string[] Of(string assembly, IReadOnlyDictionary<string, string> changes, string directory)
    {
        var config = Config(Path.GetDirectoryName(Path.GetFullPath(assembly))!, changes);
        var file = Path.Combine(directory, $"{Guid.NewGuid():N}.runtimeconfig.json");
        File.WriteAllText(file, config.ToJsonString());
        return ["dotnet", "exec", "--runtimeconfig", file, assembly];
    }

    /// <summary>The settings of this build's, for people.</summary>
    public static string Settings(IReadOnlyDictionary<string, string> changes) => Properties(Config(AppContext.BaseDirectory, changes)).ToJsonString();

    private static JsonNode Config(string directory, IReadOnlyDictionary<string, string> changes)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, Host)))!;
        foreach (var (name, value) in changes) Properties(config)[name] = Value(value);
        return config;
    }

    private static JsonObject Properties(JsonNode config) => config["runtimeOptions"]!["configProperties"]!.AsObject();

    private static JsonNode Value(string text) => bool.TryParse(text, out var flag) ? flag
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : text;
}
