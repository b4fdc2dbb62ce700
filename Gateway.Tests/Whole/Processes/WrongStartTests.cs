using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Starts that cannot succeed: one line, and the exit code of the contract.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class WrongStartTests
{
    /// <summary>Never to be printed.</summary>
    private const string Canary = "canary-secret";

    /// <summary>What is given, and what the line must name.</summary>
    private static readonly (string[] Settings, string[] Named)[] Wrong =
    [
        (["Tcp:Endpoint=nonsense"], ["Gateway:Tcp:Endpoint", "\"nonsense\"", "address:port"]),
        (["Tcp:Endpoint=192.0.2.1:7000"], ["Gateway:Tcp:Endpoint", "192.0.2.1:7000"]),
        (["Tcp:ByteOrder=middle"], ["Gateway:Tcp:ByteOrder", "\"middle\"", "auto, big, little"]),
        (["Tcp:ProxyProtocol=true"], ["Gateway:Tcp:ProxyProtocolFrom", "172.16.0.0/12"]),
        (["Tcp:MaxConnections=0"], ["Gateway:Tcp:MaxConnections", "\"0\"", "from 1 to 1000000"]),
        (["Storage:Provider=Oracle"], ["Gateway:Storage:Provider", "\"Oracle\"", "Sqlite, PostgreSql"]),
        ([$"Redis:Configuration=127.0.0.1:6379,password={Canary},nonsense=1"], ["Gateway:Redis:Configuration", "StackExchange.Redis"]),
        (["Redis:FeedMaxLength=0"], ["Gateway:Redis:FeedMaxLength", "\"0\"", "from 1"]),
        (["Retention:FeedDays=-1"], ["Gateway:Retention:FeedDays", "\"-1\"", "from 0 to 36500"]),
        (["KeyRing:Certificate=/no/such.pfx"], ["Gateway:KeyRing:Certificate", "/no/such.pfx"]),
        (["Storage:Provider=PostgreSql", $"Storage:ConnectionString=Hoast=h;Password={Canary}"], ["Gateway:Storage:ConnectionString", "PostgreSQL"]),
        (["Storage:ConnectionString=Data Source=/no/such/directory/gateway.db"], ["Gateway:Storage", "/no/such/directory/gateway.db"]),
        (["DeviceHttp:Urls=http://example.com:1"], ["Gateway:DeviceHttp:Urls", "example.com"]),
        (["DeviceHttp:Urls=https://127.0.0.1:0", "DeviceHttp:Certificate=/no/such.pfx"], ["Gateway:DeviceHttp:Certificate", "/no/such.pfx"]),
        (["Platform:Urls=ftp://127.0.0.1"], ["Gateway:Platform:Urls", "ftp://127.0.0.1", "http://address:port"]),
        ([$"Platform:AdminKey={Canary}"], ["Gateway:Platform:AdminKey", "16 characters"]),
        (["TimeZone=Mars/Olympus"], ["Gateway:TimeZone", "\"Mars/Olympus\"", "Asia/Shanghai"]),
        (["Cluster:SeedNodes=127.0.0.1"], ["Gateway:Cluster:SeedNodes", "\"127.0.0.1\"", "host:port"]),
        (["Cluster:SeedNodes=127.0.0.1:4053"], ["Gateway:Storage:Provider", "\"Sqlite\"", "PostgreSql", "Gateway:Cluster:SeedNodes"]),
        (["Cluster:Hostname=192.0.2.1"], ["Gateway:Cluster:Hostname", "\"192.0.2.1\"", "Gateway:Cluster:Secret", "Certificate", "docs/cluster.md"]),
        (["Storage:Provider=PostgreSql", "Storage:ConnectionString=Host=h", "Cluster:SeedNodes=127.0.0.1:4053"], ["Gateway:Cluster:SeedNodes", "Gateway:Cluster:Secret"]),
        (["Cluster:Secret=" + Canary], ["Gateway:Cluster:Secret", "(hidden)", "32 characters"]),
        (["Cluster:SecretBefore=" + Canary + "-of-more-than-32-characters"], ["Gateway:Cluster:SecretBefore", "(hidden)"]),
        (["Cluster:Certificate=/no/such.pem"], ["Gateway:Cluster:Authority", "Certificate"]),
        (["Cluster:Certificate=/no/such.pem", "Cluster:Authority=/no/ca.pem"], ["Gateway:Cluster:Certificate", "/no/such.pem"]),
        (["Cluster:Port=70000"], ["Gateway:Cluster:Port", "\"70000\"", "from 0 to 65535"]),
        (["Cluster:Hostname=no-such-host.invalid"], ["Gateway:Cluster:Hostname", "no-such-host.invalid"]),
        (["Dialects:hainan:cipherMode=cfb"], ["Gateway:Dialects:hainan:cipherMode", "\"cfb\"", "cbc, ecb"]),
        (["Dialects:hainan:colour=red"], ["Gateway:Dialects:hainan:colour", "no such setting"]),
        (["Log:Format=xml"], ["Gateway:Log:Format", "\"xml\"", "text, json"]),
        (["/Serilog:MinimumLevel:Default=Loud"], ["Serilog:MinimumLevel:Default", "\"Loud\"", "Information"]),
    ];

    [Fact]
    public async Task Setting_Wrong_IsNamedInOneLine()
    {
        var failures = new List<string>();
        foreach (var some in Wrong.Chunk(3))
            failures.AddRange((await Task.WhenAll(some.Select(static wrong => TryAsync(wrong.Settings, wrong.Named)))).OfType<string>());

        Assert.Empty(failures);
    }

    [Fact]
    public async Task SettingsFile_Broken_IsNamedInOneLine()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory.Combine("data"));
        await File.WriteAllTextAsync(directory.Combine("data", "Gateway.local.json"), """{ "Gateway": { "Tcp": """);

        await AssertEndsAsync(directory, [], 2, "Gateway.local.json");
    }

    [Theory]
    [InlineData("Tcp:Endpoint=127.0.0.1:{0}", "Gateway:Tcp:Endpoint")]
    [InlineData("DeviceHttp:Urls=http://127.0.0.1:0;http://127.0.0.1:{0}", "Gateway:DeviceHttp:Urls")]
    [InlineData("Platform:Urls=http://127.0.0.1:{0}", "Gateway:Platform:Urls")]
    [InlineData("Platform:Urls=http://*:{0}", "Gateway:Platform:Urls")]
    [InlineData("Cluster:Port={0}", "Gateway:Cluster:Port")]
    public async Task Port_InUse_IsNamedWithItsSetting(string setting, string named)
    {
        using var directory = new TempDirectory();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

        await AssertEndsAsync(directory, [setting.Replace("{0}", port, StringComparison.Ordinal)], 3, named, port);
    }

    [Fact]
    public async Task Port_GivenTwice_IsNamedWithTheSecondSetting()
    {
        using var directory = new TempDirectory();
        using var lookedUp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lookedUp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)lookedUp.LocalEndPoint!).Port;
        lookedUp.Dispose();

        await AssertEndsAsync(directory, [$"Tcp:Endpoint=127.0.0.1:{port}", $"Platform:Urls=http://127.0.0.1:{port}"], 3, "Gateway:Platform:Urls", $"{port}");
    }

    [Fact]
    public async Task DataDirectory_OfAnotherProcess_IsRefused()
    {
        using var directory = new TempDirectory();
        await using var first = GatewayProcess.Start(directory);
        await first.ServesAsync();

        await AssertEndsAsync(directory, [], 2, "Gateway:DataDirectory", directory.Combine("data"), "another");

        await first.ProvisionAsync("smz-a03");
        using var terminal = await RawTerminal.ConnectAsync(first.Socket, "smz-a03");
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    [Theory]
    [InlineData("taken/data")] // Below a file.
    [InlineData("taken")] // The file itself.
    [InlineData("/proc/gateway")]
    public async Task DataDirectory_ThatCannotBe_IsRefused(string path)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.Combine("taken"), "");

        await AssertEndsAsync(directory, [$"DataDirectory={path}"], 2, "Gateway:DataDirectory", path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    public async Task AdminKey_FileWithoutAKey_IsRefused(string content)
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory.Combine("data"));
        await File.WriteAllTextAsync(directory.Combine("data", "admin.key"), content);

        await AssertEndsAsync(directory, [], 2, "admin.key", "16 characters");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Database_Damaged_IsNamedInOneLine(bool wholly)
    {
        using var directory = new TempDirectory();
        await using (var gateway = GatewayProcess.Start(directory))
        {
            await gateway.ServesAsync();
            for (var i = 0; i < 50; i++) await gateway.ProvisionAsync($"smz-{i}");
            await gateway.TerminateAsync();
            Assert.Equal(0, await gateway.EndedAsync());
        }

        var file = directory.Combine("data", "gateway.db");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(wholly ? 0 : 4096 * 2).Fill(0xA5);
        await File.WriteAllBytesAsync(file, bytes);
        File.Delete(file + "-wal");

        await AssertEndsAsync(directory, [], 2, "Gateway:Storage", file);
    }

    private static async Task AssertEndsAsync(string directory, string[] settings, int exitCode, params string[] named)
    {
        var wrong = await TryAsync(directory, settings, exitCode, named);
        Assert.True(wrong is null, wrong);
    }

    private static async Task<string?> TryAsync(string[] settings, string[] named)
    {
        using var directory = new TempDirectory();
        return await TryAsync(directory, settings, 2, named);
    }

    /// <summary>Null when it ended as it should, else what was wrong.</summary>
    private static async Task<string?> TryAsync(string directory, string[] settings, int exitCode, string[] named)
    {
        await using var gateway = GatewayProcess.Start(directory, settings);
        var code = await gateway.EndedAsync();
        var right = code == exitCode
            && gateway.Error.Count(static character => character == '\n') == 1
            && named.All(name => gateway.Error.Contains(name, StringComparison.Ordinal))
            && !(gateway.Error + gateway.Out).Contains(Canary, StringComparison.Ordinal)
            && !gateway.Out.Contains("serves", StringComparison.Ordinal);
        return right ? null : $"{string.Join(' ', settings)}: exit code {code}, {gateway.Error}{gateway.Out}";
    }
}
