using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Package versions stand in one place, once, exactly.</summary>
public partial class PackageVersionTests
{
    [Fact]
    public void CentralVersions_Packages_AreListedOnce()
    {
        var twice = CentralVersions().GroupBy(version => version.Id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void CentralVersions_Versions_AreExact() => Assert.All(CentralVersions(), package => Assert.Matches(ExactVersion(), package.Version));

    [Fact]
    public void ProjectFiles_PackageReferences_NameNoVersion()
    {
        var versions = Repository.FilesEndingIn(".csproj")
            .SelectMany(file => XDocument.Parse(Repository.Read(file)).Descendants("PackageReference"))
            .Where(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null);

        Assert.Empty(versions);
    }

    [Fact]
    public void ProjectFiles_EachOne_HasALockFile() =>
        Assert.All(Repository.FilesEndingIn(".csproj"), file => Assert.Contains($"{file[..file.LastIndexOf('/')]}/packages.lock.json", Repository.Files));

    private static List<(string Id, string Version)> CentralVersions() =>
    [
        .. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(element => (element.Attribute("Include")!.Value, element.Attribute("Version")!.Value)),
    ];

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
