using Gateway.Host.Configuration;
using Gateway.Host.NodeLinks;
using Gateway.Platform.Alarms;

namespace Gateway.Host.Membership;

/// <summary>What is wrong with this node as one of a cluster, and as one that others could take things from.</summary>
internal static class NodeTroubles
{
    public static IEnumerable<NodeTrouble> Of(LinkWatch links, GatewayOptions options, TimeProvider time)
    {
        if (links.Last is { } last && time.GetUtcNow() - last.At < AlarmRules.NodeRefusedFor)
            yield return new NodeTrouble(AlarmCodes.NodeRefused, $"{last.Remote} was refused at the port between nodes: {last.Reason}");
        if (options.IsKeyRingInClear)
            yield return new NodeTrouble(AlarmCodes.KeyRingClear, "the key ring stands in clear in the database that it protects; give Gateway:KeyRing:Certificate");
    }
}
