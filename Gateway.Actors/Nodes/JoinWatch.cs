using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Nodes;

/// <summary>Who joins the cluster, with address and version: in the log of every node, and told by the oldest for the audit.</summary>
public sealed partial class JoinWatch : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);

    /// <param name="audit">Takes address and version of a node that has joined; called on one node of the cluster.</param>
    public JoinWatch(Action<string, string> audit, ILogger log)
    {
        Receive<ClusterEvent.MemberUp>(up =>
        {
            var (address, version) = (up.Member.Address.ToString(), up.Member.AppVersion.ToString());
            LogJoined(log, address, version);
            if (!_cluster.State.Members.Any(other => !other.UniqueAddress.Equals(_cluster.SelfUniqueAddress) && other.IsOlderThan(_cluster.SelfMember))) audit(address, version);
        });
        Receive<ClusterEvent.CurrentClusterState>(static _ => { }); // Those who were there before.
    }

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.MemberUp));
        base.PreStart();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        base.PostStop();
    }

    [LoggerMessage(1343, LogLevel.Information, "Node {Node} of version {Version} has joined")]
    private static partial void LogJoined(ILogger log, string node, string version);
}
