using System.Net;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Host.Configuration;
using Gateway.Storage.Sql;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

/// <summary>Settings (contract).</summary>
public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_OfNothing_GivesTheDefaultsOfTheContract()
    {
        var options = Read();

        Assert.Equal(Path.GetFullPath("data"), options.DataDirectory);
        Assert.Equal(StorageProvider.Sqlite, options.Storage.Provider);
        Assert.Contains(Path.Combine(Path.GetFullPath("data"), "gateway.db"), options.Storage.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(new IPEndPoint(IPAddress.Any, 6960), options.Tcp.Endpoint);
        Assert.Equal(ByteOrderPolicy.Auto, options.Tcp.ByteOrder);
        Assert.Equal((100_000, 0), (options.Tcp.MaxConnections, options.Tcp.MaxConnectionsPerAddress));
        Assert.Equal((15, 180, 60), (options.Tcp.FirstFrameWithin.TotalSeconds, options.Tcp.IdleTimeout.TotalSeconds, options.Tcp.ClockSkewAllowed.TotalSeconds));
        Assert.Equal(["http://0.0.0.0:6961", "http://0.0.0.0:6965"], options.DeviceHttp.Endpoints.Select(static endpoint => endpoint.ToString()));
        Assert.Equal(["http://127.0.0.1:8080"], options.Platform.Endpoints.Select(static endpoint => endpoint.ToString()));
        Assert.Null(options.Platform.AdminKey);
        Assert.Equal(200, options.Recorder.FramesPerDevice);
        Assert.Equal(("127.0.0.1", 4053), (options.Cluster.Hostname, options.Cluster.Port));
        Assert.Empty(options.Cluster.SeedNodes);
        Assert.Equal("Asia/Shanghai", options.TimeZone.Id);
        Assert.Equal([Dialect.Standard], options.Dialects.Keys);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("[::1]:65535", "[::1]:65535")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    public void TcpEndpoint_WithAPort_IsRead(string text, string expected) => Assert.Equal(IPEndPoint.Parse(expected), Read(("Tcp:Endpoint", text)).Tcp.Endpoint);

    [Theory]
    [InlineData("http://*:8080", null, 8080, false)]
    [InlineData("http://+:8080/", null, 8080, false)]
    [InlineData("https://[::1]:8443", "::1", 8443, true)]
    [InlineData("http://localhost", "127.0.0.1", 80, false)]
    public void Urls_InEveryForm_AreRead(string url, string? address, int port, bool tls)
    {
        var endpoint = Assert.Single(Read(("Platform:Urls", url)).Platform.Endpoints);

        Assert.Equal((address is null ? null : IPAddress.Parse(address), port, tls), (endpoint.Address, endpoint.Port, endpoint.Tls));
    }

    [Fact]
    public void SeedNodes_Several_AreRead() => Assert.Equal(["a:1", "b:2", "c:3"], Read(
        ("Cluster:SeedNodes", "a:1, b:2;c:3"),
        ("Cluster:Secret", "a-secret-that-nodes-have-in-common"), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", "Host=h")).Cluster.SeedNodes);

    [Fact]
    public void Lists_AsArrays_AreReadAsTheOneValueIs()
    {
        var options = Read(
            ("Cluster:SeedNodes:0", "a:1"), ("Cluster:SeedNodes:1", "b:2"), ("Cluster:Secret", "a-secret-that-nodes-have-in-common"),
            ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", "Host=h"),
            ("DeviceHttp:Urls:0", "http://127.0.0.1:1"), ("DeviceHttp:Urls:1", "https://127.0.0.1:2"), ("Platform:Urls:0", "http://127.0.0.1:3"),
            ("Tcp:ProxyProtocolFrom:0", "10.0.0.0/8"), ("Tcp:ProxyProtocolFrom:1", "::1"));

        Assert.Equal(["a:1", "b:2"], options.Cluster.SeedNodes);
        Assert.Equal(["http://127.0.0.1:1", "https://127.0.0.1:2"], options.DeviceHttp.Endpoints.Select(static endpoint => endpoint.ToString()));
        Assert.Equal(["http://127.0.0.1:3"], options.Platform.Endpoints.Select(static endpoint => endpoint.ToString()));
        Assert.Equal(["10.0.0.0/8", "::1/128"], options.Tcp.ProxyProtocolFrom.Select(static network => network.ToString()));
    }

    [Fact]
    public void ProxyProtocol_WithoutTrustedAddresses_IsRefusedAndNamesWhatWasTrusted()
    {
        var line = Wrong(("Tcp:ProxyProtocol", "true"));

        Assert.Contains("Gateway:Tcp:ProxyProtocolFrom", line, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", line, StringComparison.Ordinal);
        Assert.Empty(Read().Tcp.ProxyProtocolFrom);
    }

    [Fact]
    public void List_InBothForms_IsRefused() =>
        Assert.Contains("Gateway:Platform:Urls", Wrong(("Platform:Urls", "http://127.0.0.1:1"), ("Platform:Urls:0", "http://127.0.0.1:2")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Cluster:SeedNode", "Cluster:SeedNodes")]
    [InlineData("Clutser:SeedNodes:0", "Cluster:SeedNodes")]
    [InlineData("Cluster:Secrets", "Cluster:Secret")]
    [InlineData("SeedNodes", "Cluster:SeedNodes")]
    [InlineData("Tcp", "Tcp:Endpoint")]
    [InlineData("TimeZone:0", "TimeZone")]
    [InlineData("Cluster:SeedNodes:first", "Cluster:SeedNodes")]
    [InlineData("Dialects:hainan:cipherMod", "Dialects:hainan:cipherMode")]
    [InlineData("Dialects:hainan:drain:0", "Dialects:hainan:drain")]
    public void Key_Unknown_IsNamedWithTheNearestKnownOne(string key, string nearest)
    {
        var line = Wrong((key, "canary"));

        Assert.StartsWith($"Gateway:{key}: ", line, StringComparison.Ordinal);
        Assert.Contains($"Gateway:{nearest} ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal); // It may be a secret under a misspelt name.
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [InlineData("Tcp:Endpoint", "6960")]
    [InlineData("Tcp:Endpoint", "127.0.0.1")]
    [InlineData("Tcp:Endpoint", "::1")]
    [InlineData("Tcp:Endpoint", "[::1]")]
    [InlineData("Tcp:Endpoint", "127.0.0.1:65536")]
    [InlineData("Tcp:Endpoint", "localhost:6960")]
    [InlineData("Tcp:ByteOrder", "1")]
    [InlineData("Tcp:ByteOrder", "+1")]
    [InlineData("Tcp:ByteOrder", "big,little")]
    [InlineData("Recorder:FramesPerDevice", "1001")]
    [InlineData("Recorder:FramesPerDevice", "-1")]
    [InlineData("Tcp:MaxConnections", "1e3")]
    [InlineData("Tcp:MaxConnections", "1000001")]
    [InlineData("Tcp:MaxConnectionsPerAddress", "-1")]
    [InlineData("Tcp:Lanes", "65")]
    [InlineData("Tcp:FirstFrameSeconds", "0")]
    [InlineData("Tcp:IdleSeconds", "1.5")]
    [InlineData("Tcp:ClockSkewSeconds", "")]
    [InlineData("Tcp:DrainSeconds", "3601")]
    [InlineData("Storage:Provider", "0")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:")]
    [InlineData("Storage:ConnectionString", "Data Source=a.db;Mode=ReadOnly")]
    [InlineData("Storage:ConnectionString", "Colour=red")]
    [InlineData("DeviceHttp:Urls", ";")]
    [InlineData("DeviceHttp:Urls", "http://127.0.0.1:1;tcp://127.0.0.1:2")]
    [InlineData("Platform:Urls", "http://127.0.0.1:1/path")]
    [InlineData("Platform:Urls", "http://127.0.0.1:99999")]
    [InlineData("Platform:Urls", "127.0.0.1:8080")]
    [InlineData("Platform:AdminKey", "fifteen letters")]
    [InlineData("Cluster:Port", "-1")]
    [InlineData("Cluster:SeedNodes", "host")]
    [InlineData("Cluster:SeedNodes", "host:0")]
    [InlineData("Cluster:SeedNodes", "a:1,host:99999")]
    [InlineData("TimeZone", "CET+1")]
    [InlineData("Log:Format", "yaml")]
    public void Setting_OutOfRange_IsNamedWithWhatIsAllowed(string key, string value)
    {
        if (value.Length == 0)
        {
            Read((key, value)); // Empty is as not given.
            return;
        }

        var wrong = Assert.Throws<SettingsException>(() => Read((key, value)));

        Assert.StartsWith($"Gateway:{key} = \"", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
        Assert.Contains("must", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Platform:AdminKey", "canary")]
    [InlineData("Storage:ConnectionString", "Password=canary")]
    [InlineData("Storage:ConnectionString", "canary")]
    public void Setting_ThatIsASecret_IsNotPrinted(string key, string value)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read((key, value)));

        Assert.DoesNotContain("canary", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AsText_HideSecrets()
    {
        var options = Read(
            ("Platform:AdminKey", "canary-of-sixteen"), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", "Host=h;Password=canary"));

        Assert.DoesNotContain("canary", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Port=none")]
    [InlineData("Database=gateway")]
    [InlineData("=")]
    public void ConnectionString_OfPostgreSql_IsChecked(string text)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(("Storage:Provider", "postgresql"), ("Storage:ConnectionString", text)));

        Assert.StartsWith("Gateway:Storage:ConnectionString", wrong.Message, StringComparison.Ordinal);
    }

    private static string Wrong(params (string Key, string Value)[] settings) => Assert.Throws<SettingsException>(() => Read(settings)).Message;

    internal static GatewayOptions Read(params (string Key, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static setting => "Gateway:" + setting.Key, static string? (setting) => setting.Value)).Build());
}
