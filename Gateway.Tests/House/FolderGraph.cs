using System.Text.RegularExpressions;

namespace Gateway.Tests.House;

/// <summary>
/// Which first-level folder of a project refers to which, read from its sources: <c>using</c> lines, partly qualified names (<c>Folder.Type</c>), and names of types that a root or
/// an
/// import of all views makes visible without either. The root counts as a folder.
/// </summary>
internal sealed partial class FolderGraph
{
    public const string Root = "(root)";

    private readonly string _project;
    private readonly Dictionary<(string From, string To), string> _arrows = [];

    /// <param name="project">Such as <c>Gateway.Edge</c>: name, directory and namespace.</param>
    /// <param name="sources">Paths relative to the project's directory, with forward slashes, and texts.</param>
    public FolderGraph(string project, IReadOnlyList<(string Path, string Text)> sources)
    {
        _project = project;
        var folders = sources.Select(static source => FolderOf(source.Path)).ToHashSet(StringComparer.Ordinal);
        var types = sources.ToLookup(static source => FolderOf(source.Path), static source => TypesOf(source.Path, source.Text));
        foreach (var (path, text) in sources)
        {
            var from = FolderOf(path);
            foreach (Match match in UsingLine().Matches(text))
                if (FolderNamed(match.Groups["name"].Value) is { } to) Add(from, to, path);
            var code = Comment().Replace(UsingLine().Replace(text, ""), "");
            var words = Word().Matches(code).Select(static match => match.Value).ToHashSet(StringComparer.Ordinal);
            foreach (var to in folders)
            {
                // What an import of all views brings in is in no using line of the view; what stands in the root is visible everywhere.
                var seen = to == Root || path.EndsWith(".razor", StringComparison.Ordinal);
                if (seen && types[to].SelectMany(static names => names).Any(words.Contains)) Add(from, to, path);
                if (to != Root
                    && Regex.Matches(code, $@"(?<![\w.@""/]){to}\.(?:\w+\.)*(?<type>[A-Z]\w*)").Any(match => types[to].Any(names => names.Contains(match.Groups["type"].Value))))
                {
                    Add(from, to, path);
                }
            }
        }
    }

    /// <summary>Each arrow with one file that makes it.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Arrows => _arrows;

    /// <summary>The arrows that lie on a circle, as lines for people; none in a sound house.</summary>
    public IReadOnlyList<string> Circles() =>
        [.. _arrows.Where(arrow => Reaches(arrow.Key.To, arrow.Key.From, []))
            .Select(arrow => $"{_project}: {arrow.Key.From} -> {arrow.Key.To} ({arrow.Value})").Order(StringComparer.Ordinal)];

    private bool Reaches(string from, string to, HashSet<string> visited) =>
        from == to || (visited.Add(from) && _arrows.Keys.Any(arrow => arrow.From == from && Reaches(arrow.To, to, visited)));

    private void Add(string from, string to, string path)
    {
        if (from != to) _arrows.TryAdd((from, to), path);
    }

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : Root;

    /// <summary>The folder of ours that a namespace, or a type in it, belongs to; null: not of this project.</summary>
    private string? FolderNamed(string name) =>
        name == _project ? Root : name.StartsWith(_project + ".", StringComparison.Ordinal) ? name[(_project.Length + 1)..].Split('.')[0] : null;

    private static IReadOnlyList<string> TypesOf(string path, string text) =>
        path.EndsWith(".razor", StringComparison.Ordinal)
            ? [path[(path.LastIndexOf('/') + 1)..^".razor".Length]]
            : [.. Declaration().Matches(text).Select(static match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?<name>[\w.]+);?[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^\s*//.*$|(?<!:)//.*$|^namespace .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
