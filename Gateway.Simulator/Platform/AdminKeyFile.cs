namespace Gateway.Simulator.Platform;

/// <summary>Finds the API key that a gateway made at its first start (contract: data/admin.key).</summary>
internal static class AdminKeyFile
{
    private static readonly string[] Places =
    [
        Path.Combine("data", "admin.key"),
        Path.Combine("Gateway.Host", "data", "admin.key"),
        Path.Combine("..", "Gateway.Host", "data", "admin.key")
    ];

    /// <summary>The places that are looked at, in order, for people.</summary>
    public static string Description => string.Join(", ", Places);

    /// <summary>The first key found beside <paramref name="workingDirectory"/>; null if there is none.</summary>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file is there and may not be read.</exception>
    public static string? Find(string workingDirectory)
    {
        var path = Places.Select(place => Path.Combine(workingDirectory, place)).FirstOrDefault(File.Exists);
        return path is null ? null : Read(path);
    }

    /// <summary>The key in a file.</summary>
    public static string Read(string path) => File.ReadAllText(path).Trim();
}
