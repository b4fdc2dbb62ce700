namespace Gateway.Build;

/// <summary>Where the repository is. The current directory does not matter to any target.</summary>
internal static class Repository
{
    /// <summary>The directory of <c>Gateway.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What the targets produce goes here; git ignores it.</summary>
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Gateway.sln"))) return directory.FullName;

        throw new BuildFailedException($"Gateway.sln is in no directory above {AppContext.BaseDirectory}");
    }
}
