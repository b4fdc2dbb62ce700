using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>What may and may not stand in the repository.</summary>
public partial class RepositoryTests
{
    private static readonly string[] Binaries = [".bin", ".jpg", ".jpeg", ".png", ".ico", ".pfx", ".woff2", ".db"];

    [Fact]
    public void TextFiles_Lines_HaveNoTabsAndNoCarriageReturns() =>
        // Vectors are bytes of others; the solution file has tabs by its format.
        Assert.Empty(Texts().Where(file => !file.Path.StartsWith("Gateway.Tests/Vectors/", StringComparison.Ordinal) && !file.Path.EndsWith(".sln", StringComparison.Ordinal))
            .Where(file => file.Text.AsSpan().ContainsAny('\t', '\r'))
            .Select(file => file.Path));

    /// <summary>Also where git is told to make them CRLF: scripts run, and vectors and golden files are compared by their bytes.</summary>
    [Fact]
    public void TextFiles_Checkouts_KeepTheirLineEnds() => Assert.StartsWith("* text=auto eol=lf\n", Repository.Read(".gitattributes"), StringComparison.Ordinal);

    [Fact]
    public void TextFiles_Secrets_AreNotAmongThem() => Assert.Empty(Offenders(SecretLike()));

    [Fact]
    public void TextFiles_PathsOfOneMachine_AreNotAmongThem() => Assert.Empty(Offenders(MachinePath()));

    [Fact]
    public void Decisions_Index_LinksEveryPage()
    {
        var index = Repository.Read("docs/decisions/README.md");
        var pages = Repository.FilesEndingIn(".md")
            .Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal) && !file.EndsWith("/README.md", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file));

        Assert.All(pages, page => Assert.Contains($"]({page})", index));
    }

    [Fact]
    public void Documents_LinksWithinTheRepository_LeadSomewhere()
    {
        var broken =
            from document in Repository.FilesEndingIn(".md")
            from Match link in RelativeLink().Matches(Repository.Read(document))
            let path = Path.Combine(Path.GetDirectoryName(Repository.PathOf(document))!, link.Groups["path"].Value)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{document}: {link.Groups["path"].Value}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Readme_ItsFirstTwoCommands_AreThoseThatRunAndTest()
    {
        var commands = CodeBlock().Matches(Repository.Read("README.md"))
            .SelectMany(block => block.Groups["code"].Value.Split('\n'))
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0)
            .Take(2);

        Assert.Equal(["dotnet run --project Gateway.Host", "./build.sh test"], commands);
        Assert.True(Directory.Exists(Repository.PathOf("Gateway.Host")));
    }

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    [InlineData(".ci/run")]
    public void Scripts_OnUnix_CanBeExecuted(string script)
    {
        Assert.True(File.Exists(Repository.PathOf(script)));
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute));
    }

    private static IEnumerable<string> Offenders(Regex pattern) =>
        from file in Texts()
        where !file.Path.EndsWith("packages.lock.json", StringComparison.Ordinal) // hashes in Base64, by chance anything
        from Match match in pattern.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    private static IEnumerable<(string Path, string Text)> Texts() =>
        Repository.Files.Where(file => !Binaries.Contains(Path.GetExtension(file))).Select(file => (file, Repository.Read(file)));

    // The brackets keep these patterns from finding themselves.
    [GeneratedRegex(@"-----BEGI[N] [A-Z ]*PRIVATE KEY|\bAKI[A][0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36}|\bxox[baprs]-[0-9A-Za-z-]{10,}|\bsk-[0-9A-Za-z]{20,}")]
    private static partial Regex SecretLike();

    [GeneratedRegex(@"(?<![\w.])(/wor[k]/|/wor[k]\b(?![-\w])|/tmp/w[t]\b|/roo[t]/|/hom[e]/\w+/|[A-Z]:\\User[s]\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\]\((?!\w+:|#)(?<path>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex(@"^```\w*\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
