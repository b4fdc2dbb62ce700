using System.Diagnostics;
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

    /// <summary>NUGET_PACKAGES may be set to a folder without a slash at its end; MSBuild takes that as it is.</summary>
    [Fact]
    public async Task ProjectFiles_FilesOfPackages_AreFoundWithoutASlashAtTheEndOfTheRoot()
    {
        var projects = Repository.FilesEndingIn(".csproj").Where(file => Repository.Read(file).Contains("$(NuGetPackageRoot)", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-getItem:EmbeddedResource", "-p:NuGetPackageRoot=/some/packages"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var items = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.Equal(0, process.ExitCode);
            Assert.Contains("\"/some/packages/", items, StringComparison.Ordinal);
            Assert.DoesNotMatch("/some/packages[^/]", items);
        }
    }

    private static List<(string Id, string Version)> CentralVersions() =>
    [
        .. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(element => (element.Attribute("Include")!.Value, element.Attribute("Version")!.Value)),
    ];

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
