using Akka.Actor;

namespace Gateway.Actors.Nodes;

/// <summary>Who this node is in the cluster.</summary>
/// <param name="address">Address of its actor system, as people and the other nodes write it.</param>
/// <param name="uid">Tells this run of the process from earlier ones at the same address.</param>
/// <param name="isUp">Whether the cluster has taken it in.</param>
public sealed class NodeIdentity(string address, long uid, Func<bool> isUp)
{
    public string Address => address;

    /// <summary>What people and the API call it.</summary>
    public string Name { get; } = NodeName.Of(address);

    public long Uid => uid;

    public bool IsUp => isUp();

    /// <summary>The node that runs <paramref name="system"/>.</summary>
    public static NodeIdentity Of(ActorSystem system)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        return new NodeIdentity(
            cluster.SelfAddress.ToString(), cluster.SelfUniqueAddress.Uid, () => cluster.SelfMember.Status == Akka.Cluster.MemberStatus.Up);
    }
}
