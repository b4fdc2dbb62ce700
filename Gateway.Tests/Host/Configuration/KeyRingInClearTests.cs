using Gateway.Host.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

/// <summary>When whoever copies the database has its keys as well.</summary>
public sealed class KeyRingInClearTests
{
    [Theory]
    [InlineData("db.example", true)]
    [InlineData("10.0.0.5", true)]
    [InlineData("127.0.0.1,10.0.0.5:5433", true)]
    [InlineData("[fd00::1]:5432", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("localhost:5433", false)]
    [InlineData("::1", false)]
    [InlineData("/var/run/postgresql", false)]
    public void IsKeyRingInClear_PostgresWithoutACertificate_DependsOnWhereItIs(string host, bool isClear) => Assert.Equal(isClear, Read(host).IsKeyRingInClear);

    [Theory]
    [InlineData("KeyRing:Certificate", "ring.pfx")]
    [InlineData("KeyRing:Directory", "ring")]
    public void IsKeyRingInClear_ProtectedOrElsewhere_IsNot(string key, string value) => Assert.False(Read("db.example", ("Gateway:" + key, value)).IsKeyRingInClear);

    [Fact]
    public void IsKeyRingInClear_Sqlite_IsNot() => Assert.False(SettingsReader.Read(new ConfigurationBuilder().Build()).IsKeyRingInClear);

    private static GatewayOptions Read(string host, params (string Key, string Value)[] more) => SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Gateway:Storage:Provider", "PostgreSql"), new("Gateway:Storage:ConnectionString", $"Host={host};Database=d"),
            .. more.Select(static setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)),
        ]).Build());
}
