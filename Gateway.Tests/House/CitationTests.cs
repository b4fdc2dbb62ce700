using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Whoever cites the law can be followed: decisions and sections that are named stand in docs/spec, documents that are named exist.</summary>
public partial class CitationTests
{
    private const string Decisions = "docs/spec/decisions.md";
    private const string Protocol = "docs/spec/protocol.md";

    /// <summary>Those that may cite; vectors are bytes of others.</summary>
    private static readonly IReadOnlyList<string> Files =
        [.. Repository.FilesEndingIn(".cs", ".razor", ".conf", ".csproj", ".editorconfig", ".md")
            .Where(file => !file.StartsWith("Gateway.Tests/Vectors/", StringComparison.Ordinal))];

    [Fact]
    public void Decisions_Cited_AreThere() => AssertNone(Unknown(Decision(), Prose, Headings(DecisionHeading(), Decisions)));

    [Fact]
    public void Sections_Cited_AreThere() => AssertNone(Unknown(Section(), static (_, text) => text, Headings(SectionHeading(), Protocol)));

    [Fact]
    public void Documents_NamedInCode_AreThere() => AssertNone(
        from file in Files
        where !file.EndsWith(".md", StringComparison.Ordinal) // there they are links, which RepositoryTests follows
        from hit in Hits(Document(), file, Prose)
        where !IsThere(hit.Cited.TrimEnd('.', '/'))
        select $"{file}:{hit.Line}: {hit.Cited} is no path from the root");

    [Fact]
    public void Architecture_FilesNamed_AreThere() => AssertNone(
        from hit in Hits(FileNamed(), "docs/architecture.md", Prose)
        where !Repository.Files.Contains(hit.Cited)
        select $"docs/architecture.md:{hit.Line}: there is no {hit.Cited}");

    [Fact]
    public void NotYetNotes_Lines_NameThePartThatBringsIt() => AssertNone(
        from file in Files
        where file.StartsWith("docs/spec/", StringComparison.Ordinal) && !file.EndsWith("/README.md", StringComparison.Ordinal)
        from line in Repository.Read(file).Split('\n')
        where line.Contains("Not yet", StringComparison.Ordinal) && !NotYet().IsMatch(line)
        select $"{file}: {line}");

    [Theory]
    [InlineData("Read(3); // D7", "D7")]
    [InlineData("number.ToString(\"D12\"); /* D9–D11, D18. */", "D9 D11 D18")]
    [InlineData("/// <summary>56F6-A92A-D7071, D3D, 0xD8, D804 (D20)</summary>", "D20")]
    [InlineData("var sn = \"D4\"; var url = \"http://D1\"; var c = '\"'; // D3", "D3")]
    [InlineData("$\"{number:D6} // D1\" + @\"\\\" + \"\"\"\n // D2\n\"\"\"", "")]
    public void Decision_InCode_IsWhatACommentNames(string code, string cited) => Assert.Equal(cited, Join(Hits(Decision(), "a.cs", code, Prose)));

    [Theory]
    [InlineData("a.md", "of D8\n```text\nD6 47 D9\n```\nD2", "D8 D2")]
    [InlineData("a.conf", "key = D1 # as D22 says", "D22")]
    [InlineData("a.razor", "<p title=\"D1\">it's D1</p> @* D5 *@ <!-- D6 -->", "D5 D6")]
    public void Decision_InOtherFiles_IsWhatTheirProseNames(string file, string text, string cited) =>
        Assert.Equal(cited, Join(Hits(Decision(), file, text, Prose)));

    private static string Join(IEnumerable<(string Cited, int Line)> hits) => string.Join(' ', hits.Select(static hit => hit.Cited));

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var found = offenders.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static IEnumerable<string> Unknown(Regex citation, Func<string, string, string> reads, HashSet<string> known) =>
        from file in Files
        from hit in Hits(citation, file, reads)
        where !known.Contains(hit.Cited)
        select $"{file}:{hit.Line}: {hit.Cited} has no heading in docs/spec";

    private static HashSet<string> Headings(Regex heading, string file)
    {
        var numbers = heading.Matches(Repository.Read(file)).Select(static match => match.Groups["cited"].Value).ToHashSet();
        Assert.NotEmpty(numbers);
        return numbers;
    }

    private static IEnumerable<(string Cited, int Line)> Hits(Regex citation, string file, Func<string, string, string> reads) =>
        Hits(citation, file, Repository.Read(file), reads);

    private static IEnumerable<(string Cited, int Line)> Hits(Regex citation, string file, string text, Func<string, string, string> reads)
    {
        var read = reads(file, text);
        return citation.Matches(read).Select(match => (match.Groups["cited"].Value, read.AsSpan(0, match.Index).Count('\n') + 1));
    }

    /// <summary>Comments of code, documents without their blocks of code: what else looks like a citation is a format, a key or bytes. Lines stay where they are.</summary>
    private static string Prose(string file, string text) => Path.GetExtension(file) switch
    {
        ".md" => Fence().Replace(text, OnlyLines),
        ".cs" or ".razor" => Code().Replace(text, static match => match.Groups["comment"].Success ? match.Value : OnlyLines(match)),
        _ => NoComment().Replace(text, OnlyLines),
    };

    private static string OnlyLines(Match match) => new('\n', match.ValueSpan.Count('\n'));

    /// <summary>A file, a folder, or the number of a decision without its title.</summary>
    private static bool IsThere(string path) => Repository.Files.Any(file =>
        file.StartsWith(path, StringComparison.Ordinal) && (file.Length == path.Length || file[path.Length] is '/' or '-'));

    [GeneratedRegex(@"(?<![\w-])(?<cited>D\d{1,2})(?![\w-])")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^### (?<cited>D\d+) \w", RegexOptions.Multiline)]
    private static partial Regex DecisionHeading();

    [GeneratedRegex(@"(?<cited>§ ?\d+(\.\d+)*)")]
    private static partial Regex Section();

    [GeneratedRegex(@"^#+ (?<cited>§\d+(\.\d+)*) \w", RegexOptions.Multiline)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"(?<![\w./-])(?<cited>docs/[\w./-]+|[\w./-]+\.md)\b")]
    private static partial Regex Document();

    [GeneratedRegex(@"`(?<cited>[\w.]+/[\w./-]+\.\w+)`")]
    private static partial Regex FileNamed();

    [GeneratedRegex(@"^> Not yet: .+ \(part [1-7]\)$")]
    private static partial Regex NotYet();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    // Strings are taken as wholes, so that what is in them is no comment.
    [GeneratedRegex(
        """(?<comment>//[^\n]*|/\*.*?\*/|@\*.*?\*@|<!--.*?-->)|(?<raw>"{3,}).*?\k<raw>|(@\$?|\$@)"([^"]|"")*"|"(\\.|[^"\\\n])*"|'(\\.[^'\n]*|[^'\\\n])'|[^"'/@<$]+|.""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[^#\n]*", RegexOptions.Multiline)]
    private static partial Regex NoComment();
}
