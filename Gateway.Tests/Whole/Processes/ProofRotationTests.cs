using Gateway.Tests.Host.NodeLinks;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>What nodes prove themselves with is changed node by node, while terminals upload and the platform orders.</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class ProofRotationTests
{
    [PostgresProcessFact]
    public async Task Secret_ChangedNodeByNode_LosesNothingAndTheOldOneOpensNothing()
    {
        const string Changed = "the-secret-of-test-nodes-after-its-change";
        await using var cluster = await GatewayCluster.StartAsync(3);
        await using (var load = await LoadAsync(cluster))
        {
            await RestartEachAsync(cluster, 3, load, [$"Cluster:Secret={Changed}", $"Cluster:SecretBefore={GatewayCluster.Secret}"]);
            await RestartEachAsync(cluster, 3, load, [$"Cluster:Secret={Changed}"]);
            await EndAsync(cluster, load);
        }

        await using var old = cluster.StartStranger($"Cluster:Secret={GatewayCluster.Secret}");
        await Patience.UntilAsync(() => old.Out.Contains(" 1341 ", StringComparison.Ordinal), "refused");
        await cluster.UntilUpAsync(3);
    }

    [PostgresProcessFact(provesOnly: true)]
    public async Task Authority_ChangedNodeByNode_LosesNothing()
    {
        using var directory = new TempDirectory();
        using var before = new TestAuthority("before");
        using var after = new TestAuthority("after");
        var (certificate, authority) = (directory.Combine("node.pem"), directory.Combine("authority.pem"));
        string[] proof = [$"Cluster:Certificate={certificate}", $"Cluster:Authority={authority}"];
        await File.WriteAllTextAsync(certificate, before.Sign(["127.0.0.1"]));
        await File.WriteAllTextAsync(authority, before.Pem);
        await using var cluster = await GatewayCluster.StartAsync(2, proof: proof);
        await using var load = await LoadAsync(cluster);

        await File.WriteAllTextAsync(authority, before.Pem + after.Pem); // Those that run read it by themselves.
        await File.WriteAllTextAsync(certificate, after.Sign(["127.0.0.1"]));
        await RestartEachAsync(cluster, 2, load, proof);
        await File.WriteAllTextAsync(authority, after.Pem);
        await RestartEachAsync(cluster, 2, load, proof);

        await EndAsync(cluster, load);
    }

    private static async Task<AcknowledgedLoad> LoadAsync(GatewayCluster cluster)
    {
        await AcknowledgedLoad.ProvisionAsync(cluster[0]);
        var load = new AcknowledgedLoad();
        load.SpeakTo(cluster[0], orders: true);
        return load;
    }

    private static async Task RestartEachAsync(GatewayCluster cluster, int nodes, AcknowledgedLoad load, IReadOnlyList<string> proof)
    {
        cluster.Proof = proof;
        for (var node = 0; node < nodes; node++)
        {
            load.SpeakTo(cluster[(node + 1) % nodes]);
            await cluster[node].TerminateAsync();
            Assert.Equal(0, await cluster[node].EndedAsync());
            await cluster.StartNodeAsync(node);
            await cluster.UntilUpAsync(nodes);
        }
    }

    /// <summary>Goes on for a while after the last change; then everything that was acknowledged is there.</summary>
    private static async Task EndAsync(GatewayCluster cluster, AcknowledgedLoad load)
    {
        var records = load.Records;
        await Patience.UntilAsync(() => load.Records > records, "uploads go on");
        load.SpeakTo(null);
        await load.VerifyAsync(cluster[0]);
    }
}
