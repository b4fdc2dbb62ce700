using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Somebody who reaches the port between nodes, and has an Akka.NET of his own, but not the secret.</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class OutsiderTests
{
    /// <summary>In clear, as nodes spoke before, and in TLS with a certificate of his own.</summary>
    [PostgresProcessFact]
    public async Task Outsider_WithoutTheSecret_NeitherJoinsNorReachesAnActor()
    {
        await using var cluster = await GatewayCluster.StartAsync(1);
        foreach (var setups in new Setup[][] { [], [new DotNettySslSetup(Certificate(), suppressValidation: true, requireMutualAuthentication: true)] })
        {
            var protocol = setups.Length == 0 ? "akka.tcp" : "akka.ssl.tcp";
            var refusals = Refusals(cluster[0]);
            var config = ConfigurationFactory.ParseString($$"""
                akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = cluster }
                akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0, enable-ssl = {{(setups.Length > 0 ? "on" : "off")}} }
                """);
            using var outsider = ActorSystem.Create("gateway", ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. setups]));
            var node = Address.Parse($"{protocol}://gateway@127.0.0.1:{IPEndPoint.Parse(cluster.Address(0)).Port}");
            var asked = outsider.ActorSelection(new RootActorPath(node) / "user" / "*").ResolveOne(TimeSpan.FromSeconds(10));
            Cluster.Get(outsider).Join(node);

            await Patience.UntilAsync(() => Refusals(cluster[0]) > refusals, "refused");
            await Assert.ThrowsAnyAsync<Exception>(() => asked);
            Assert.Equal(cluster.Address(0), Assert.Single(await cluster.MembersAsync(0))["node"]!.GetValue<string>());
            Assert.DoesNotContain(Cluster.Get(outsider).State.Members, static member => member.Status == MemberStatus.Up);
        }

        await Patience.UntilAsync(async () => await AuditedAsync(cluster[0], "cluster.refused") is ["127.0.0.1", ..], "in the audit");
        Assert.Equal([cluster.Address(0)], await AuditedAsync(cluster[0], "cluster.join"));
        await Patience.UntilAsync(
            async () => (await cluster[0].GetAsync("/api/v1/alarms"))["items"]!.AsArray().Any(static alarm => alarm!["code"]!.GetValue<string>() == "node-refused"), "an alarm");
    }

    /// <summary>Where from.</summary>
    private static async Task<List<string>> AuditedAsync(GatewayProcess node, string action) =>
        [.. (await node.GetAsync($"/api/v1/audit?action={action}"))["items"]!.AsArray().Select(static row => row!["remote"]!.GetValue<string>())];

    private static int Refusals(GatewayProcess node) => node.Out.Split(" 1340 ").Length;

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=gateway-node", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
