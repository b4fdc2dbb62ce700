namespace Gateway.Tests.House;

/// <summary>The files of the repository that the tests run in, without what builds and runs leave behind.</summary>
internal static class Repository
{
    private static readonly string[] LeftBehind =
        [".git", "bin", "obj", "artifacts", "data", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".vscode", ".idea", "node_modules"];

    /// <summary>The directory of Gateway.sln, found by walking up from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path relative to <see cref="Root"/> with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>The full path of a path relative to the root.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The text of a file.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>The files whose name ends so.</summary>
    public static IEnumerable<string> FilesEndingIn(params string[] suffixes) =>
        Files.Where(file => suffixes.Any(suffix => file.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Gateway.sln"))) return directory.FullName;

        throw new DirectoryNotFoundException($"no Gateway.sln above {AppContext.BaseDirectory}");
    }

    private static IEnumerable<string> Walk(DirectoryInfo directory) =>
        directory.EnumerateFiles()
            .Where(file => file.Name != ".git") // a worktree has a file of that name
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'))
            .Concat(directory.EnumerateDirectories().Where(child => !LeftBehind.Contains(child.Name)).SelectMany(Walk));
}
