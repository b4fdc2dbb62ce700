using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Inside a project, too, every arrow points one way (docs/architecture.md): a picture of the folders is the picture of the house.</summary>
public partial class FolderGraphTests
{
    public static TheoryData<string> Projects =>
    [
        "Gateway.Codec", "Gateway.Actors", "Gateway.Storage", "Gateway.Edge", "Gateway.Platform", "Gateway.WebConsole", "Gateway.Host", "Gateway.Simulator", "Gateway.Benchmarks",
        "Gateway.Fuzz", "Gateway.Peers",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_HaveNoCircle(string project)
    {
        var graph = new FolderGraph(project, SourcesOf(project));

        Assert.Empty(graph.Circles());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_OfAProjectsRoot_AreUsedByNoFolder(string project)
    {
        var graph = new FolderGraph(project, SourcesOf(project));

        Assert.Empty(graph.Arrows.Where(static arrow => arrow.Key.To == FolderGraph.Root).Select(static arrow => $"{arrow.Key.From} ({arrow.Value})"));
    }

    [Fact]
    public void Host_IsThin_AndComposesOnly()
    {
        string[] production = ["Codec", "Actors", "Storage", "Edge", "Platform", "WebConsole", "Host"];
        var lines = production.ToDictionary(static name => name, static name => SourcesOf("Gateway." + name).Sum(static source => source.Text.Count(static c => c == '\n')));

        Assert.True(lines["Host"] <= 0.15 * lines.Values.Sum(), $"{lines["Host"]} of {lines.Values.Sum()} lines");
    }

    [Fact]
    public void Constructors_OutsideOfTheStart_AskForNoServiceProvider()
    {
        // A locator hides what a part needs; Host/Start joins the parts, and may ask.
        var offenders = from file in Repository.FilesEndingIn(".cs", ".razor")
                        where file.StartsWith("Gateway.", StringComparison.Ordinal) && !file.StartsWith("Gateway.Tests/", StringComparison.Ordinal)
                        where !file.StartsWith("Gateway.Host/Start/", StringComparison.Ordinal) && TakesProvider().IsMatch(Repository.Read(file))
                        select file;

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("using Gateway.Sample.High;\nnamespace Gateway.Sample.Low;\nclass B;", "by a using line")]
    [InlineData("namespace Gateway.Sample.Low;\nclass B { High.A? a; }", "by a partly qualified name")]
    [InlineData("using A = Gateway.Sample.High.A;\nnamespace Gateway.Sample.Low;\nclass B;", "by an alias")]
    public void Circles_ArrowBack_IsFound(string back, string how)
    {
        var graph = new FolderGraph("Gateway.Sample", [("High/A.cs", "using Gateway.Sample.Low;\nnamespace Gateway.Sample.High;\nclass A { B? b; }"), ("Low/B.cs", back)]);

        Assert.True(graph.Circles().Count == 2, how);
    }

    [Fact]
    public void Circles_ViewThatUsesWhatIsImported_IsFound()
    {
        var graph = new FolderGraph("Gateway.Sample", [("Pages/Page.razor", "<Part />"), ("Parts/Part.razor", "@using Gateway.Sample.Pages\n<Page />")]);

        Assert.Equal(["Gateway.Sample: Pages -> Parts (Pages/Page.razor)", "Gateway.Sample: Parts -> Pages (Parts/Part.razor)"], graph.Circles());
    }

    [Fact]
    public void Arrows_TypeOfTheRoot_IsSeenWithoutAUsingLine()
    {
        var graph = new FolderGraph(
            "Gateway.Sample",
            [("Top.cs", "namespace Gateway.Sample;\ninternal sealed class Top;"), ("Low/B.cs", "namespace Gateway.Sample.Low;\nclass B { Top? top; }")]);

        Assert.Equal([("Low", FolderGraph.Root)], graph.Arrows.Keys);
    }

    private static IReadOnlyList<(string Path, string Text)> SourcesOf(string project) =>
    [
        .. from file in Repository.FilesEndingIn(".cs", ".razor")
           where file.StartsWith(project + "/", StringComparison.Ordinal)
           select (file[(project.Length + 1)..], Repository.Read(file)),
    ];

    [GeneratedRegex(@"\bIServiceProvider \w+[,)]")]
    private static partial Regex TakesProvider();
}
