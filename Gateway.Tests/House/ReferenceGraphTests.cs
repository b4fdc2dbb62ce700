using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Dependencies point one way (docs/decisions): the codec and the domain know nothing of ours, the host joins them.</summary>
public class ReferenceGraphTests
{
    /// <summary>What each project names in its project file; its assembly may use that and what it brings along.</summary>
    private static readonly Dictionary<string, string[]> Graph = new()
    {
        ["Gateway.Codec"] = [],
        ["Gateway.Actors"] = [],
        ["Gateway.Storage"] = ["Gateway.Actors"],
        ["Gateway.Edge"] = ["Gateway.Codec", "Gateway.Storage"],
        ["Gateway.Platform"] = ["Gateway.Codec", "Gateway.Storage"],
        ["Gateway.WebConsole"] = ["Gateway.Platform"],
        ["Gateway.Host"] = ["Gateway.Edge", "Gateway.WebConsole"],
        ["Gateway.Fuzz"] = ["Gateway.Edge", "Gateway.Host", "Gateway.Platform"],
        ["Gateway.Servers"] = [],
        ["Gateway.Peers"] = ["Gateway.Codec", "Gateway.Servers"],
        ["Gateway.Simulator"] = ["Gateway.Codec", "Gateway.Servers"],
        ["Gateway.Build"] = ["Gateway.Servers"],
    };

    public static TheoryData<string> Projects => [.. Graph.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_ReferencesOfOurs_AreTheOnesOfTheDesign(string project)
    {
        var references = ItemsOf(project, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

        Assert.Equal(Graph[project], references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_ReferencesOfOurs_AreAmongThoseOfTheDesign(string project)
    {
        var ours = ReferencesOf(project).Where(name => name.StartsWith("Gateway.", StringComparison.Ordinal));

        Assert.Empty(ours.Except(Reachable(project)));
    }

    /// <summary>The build program and what it is made of start with nothing but the SDK.</summary>
    [Theory]
    [InlineData("Gateway.Codec")]
    [InlineData("Gateway.Servers")]
    [InlineData("Gateway.Build")]
    public void ProjectFile_OfTheBottom_HasNoPackagesAndNoFrameworks(string project)
    {
        Assert.Empty(ItemsOf(project, "PackageReference"));
        Assert.Empty(ItemsOf(project, "FrameworkReference"));
    }

    /// <summary>What the gateway is measured beside is in nothing that anybody runs.</summary>
    [Fact]
    public void Peers_TheirPackagesAndTheirProject_AreForTheBenchmarksOnly()
    {
        string[] peers = ["DotNetty", "Microsoft.Orleans", "Proto."];
        var projects = Repository.FilesEndingIn(".csproj").Select(static file => Path.GetFileNameWithoutExtension(file)).ToList();

        Assert.Equal(
            ["Gateway.Peers"],
            projects.Where(project => ItemsOf(project, "PackageReference").Any(package => peers.Any(peer => package.StartsWith(peer, StringComparison.Ordinal)))));
        Assert.Equal(
            ["Gateway.Benchmarks", "Gateway.Tests"],
            projects.Where(static project => ItemsOf(project, "ProjectReference").Contains("../Gateway.Peers/Gateway.Peers.csproj")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codec_Assembly_UsesTheBaseClassLibraryOnly() => Assert.All(ReferencesOf("Gateway.Codec"), name => Assert.True(IsBaseClassLibrary(name), name));

    [Fact]
    public void Actors_ProjectFile_HasAkkaPackagesOnly()
    {
        Assert.All(ItemsOf("Gateway.Actors", "PackageReference"), package => Assert.True(MayServeTheDomain(package), package));
        Assert.Empty(ItemsOf("Gateway.Actors", "FrameworkReference"));
    }

    [Fact]
    public void Actors_Assembly_UsesAkkaAndTheBaseClassLibraryOnly() =>
        Assert.All(ReferencesOf("Gateway.Actors"), name => Assert.True(IsBaseClassLibrary(name) || MayServeTheDomain(name), name));

    /// <summary>Akka, and the logging interface that Akka itself is built on.</summary>
    private static bool MayServeTheDomain(string name) =>
        name is "Akka" or "Microsoft.Extensions.Logging.Abstractions" || name.StartsWith("Akka.", StringComparison.Ordinal);

    private static IEnumerable<string> Reachable(string project) => Graph[project].SelectMany(static direct => Reachable(direct).Append(direct));

    private static IEnumerable<string> ItemsOf(string project, string item) =>
        XDocument.Parse(Repository.Read(Repository.FilesEndingIn($"/{project}.csproj").Single())).Descendants(item).Select(element => element.Attribute("Include")!.Value);

    private static List<string> ReferencesOf(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>Microsoft.NETCore.App, and not the ASP.NET Core framework that stands beside it.</summary>
    private static bool IsBaseClassLibrary(string name) => File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));
}
