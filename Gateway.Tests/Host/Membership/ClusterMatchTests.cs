using Gateway.Host.Membership;
using Xunit;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Tests.Host.Membership;

public sealed class ClusterMatchTests
{
    private static readonly ClusterIdentity Own = new("gateway", "store-1", 1, 1);

    [Fact]
    public void Refusal_Same_IsNone() => Assert.Null(ClusterMatch.Refusal(Own, new ClusterIdentity("gateway", "store-1", 1, 1), "node"));

    [Theory]
    [InlineData("other", "store-1", 1, 1, "Gateway:Cluster:Name: the cluster's name is \"gateway\", that of the cluster at node is \"other\"; the node does not join")]
    [InlineData("gateway", "store-2", 1, 1, "Gateway:Storage:ConnectionString: the data store is \"store-1\", that of the cluster at node is \"store-2\"; the node does not join")]
    [InlineData("gateway", "store-1", 2, 1, "Gateway:Cluster:SeedNodes: the version of the wire format is \"1\", that of the cluster at node is \"2\"; the node does not join")]
    [InlineData("gateway", "store-1", 1, 2, "Gateway:Cluster:SeedNodes: the version of the journal format is \"1\", that of the cluster at node is \"2\"; the node does not join")]
    public void Refusal_Other_NamesWhatDiffers(string name, string store, int wire, int journal, string line) =>
        Assert.Equal(line, ClusterMatch.Refusal(Own, new ClusterIdentity(name, store, wire, journal), "node"));
}
