using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gateway.Host.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>What stands in deploy/ keeps the doors closed.</summary>
public partial class DeploymentTests
{
    /// <summary>A security fix of the runtime comes as a patch: the image must not stay behind what the build itself uses.</summary>
    [Fact]
    public void Image_Runtime_IsTheNewestPatchThatTheBuildUses()
    {
        var image = Version.Parse(ImageTag().Match(Repository.Read("deploy/docker/Dockerfile")).Groups[1].Value);
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value is "Microsoft.Data.Sqlite" or "Microsoft.AspNetCore.OpenApi" or "Microsoft.Extensions.Logging.Abstractions")
            .Select(package => Version.Parse(package.Attribute("Version")!.Value)).ToList();

        Assert.Equal(3, packages.Count);
        Assert.All(packages.Append(Environment.Version), used => Assert.True(image >= used, $"{image} < {used}"));
        Assert.Equal((Environment.Version.Major, Environment.Version.Minor), (image.Major, image.Minor));
    }

    /// <summary>A strict restore takes the lock file as it is: what may be published for must stand in it.</summary>
    [Fact]
    public void Publish_Machines_AreInTheLockFileAndInTheBuildProgram()
    {
        var machines = XDocument.Parse(Repository.Read("Gateway.Host/Gateway.Host.csproj")).Descendants("RuntimeIdentifiers").Single().Value.Split(';');

        Assert.All(machines, static machine => Assert.Contains($"\"net10.0/{machine}\"", Repository.Read("Gateway.Host/packages.lock.json"), StringComparison.Ordinal));
        Assert.Contains(string.Join(", ", machines.Select(static machine => $"\"{machine}\"")), Repository.Read("build/Targets.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy/docker/.env.example")]
    [InlineData("deploy/kubernetes/overlays/city/secrets.env.example")]
    public void Examples_Secrets_AreEmptyOrRefused(string file)
    {
        var lines = Repository.Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#');
        var values = lines.Where(line => !line.Contains("_FILE=", StringComparison.Ordinal)) // Paths are no secrets.
            .Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());

        Assert.All(values, value => Assert.True(value.Length == 0 || Placeholder.IsIn(value), value));
    }

    [Theory]
    [InlineData("Platform:AdminKey", "replace-me-with-64-random-characters")]
    [InlineData("Platform:AdminKey", "CHANGEME-changeme-changeme")]
    [InlineData("Redis:Configuration", "redis:6379,password=replace-me")]
    [InlineData("Storage:ConnectionString", "Data Source=a.db;Password=replace-me")]
    public void Start_WithAPlaceholder_IsRefused(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:" + key] = value }).Build();

        var refused = Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration));

        Assert.Contains("Gateway:" + key, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://127.0.0.1:8080;https://*:8443", false)]
    public void Start_WithTheKeyOfTheLaunchProfiles_ServesThisMachineOnly(string urls, bool isTaken)
    {
        var settings = new Dictionary<string, string?> { ["Gateway:Platform:AdminKey"] = "for-development-only", ["Gateway:Platform:Urls"] = urls };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        var refused = Record.Exception(() => SettingsReader.Read(configuration));

        Assert.Equal(isTaken, refused is not SettingsException);
    }

    [Fact]
    public void AdminKeyFile_WithAPlaceholder_IsRefused()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-placeholder-");
        using var data = DataDirectory.Open(directory.FullName);
        File.WriteAllText(data.AdminKeyPath, "replace-me-with-64-random-characters");

        Assert.Throws<SettingsException>(data.AdminKey);
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("deploy/kubernetes/overlays/city/kustomization.yaml", "envs: [secrets.env]")]
    [InlineData("deploy/kubernetes/base/statefulset.yaml", "automountServiceAccountToken: false")]
    [InlineData("deploy/kubernetes/base/network.yaml", "policyTypes: [Ingress, Egress]")]
    [InlineData("deploy/docker/Dockerfile", "-p:For=linux-$(echo $TARGETARCH | sed s/amd64/x64/)")]
    [InlineData("deploy/systemd/gateway.service", "Type=notify")]
    [InlineData("deploy/systemd/gateway.service", "SystemCallFilter=@system-service")]
    [InlineData("deploy/systemd/gateway.service", "ProtectKernelLogs=true")]
    public void Deployment_Lines_AreThere(string file, string line) => Assert.Contains(line, Repository.Read(file), StringComparison.Ordinal);

    [GeneratedRegex(@"dotnet/aspnet:(\d+\.\d+\.\d+)-")]
    private static partial Regex ImageTag();
}
