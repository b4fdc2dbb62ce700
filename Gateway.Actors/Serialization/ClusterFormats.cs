using Gateway.Actors.Feed;
using Gateway.Actors.Trials;
using Gateway.Actors.Wire;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Actors.Serialization;

/// <summary>The wire form of what nodes tell each other beside device messages.</summary>
internal static class ClusterFormats
{
    public static readonly WireFormat[] All =
    [
        WireFormat.Of<FeedSequencer.OutboxWritten>("ow1", static (_, _) => { }, static (ref _) => FeedSequencer.OutboxWritten.Instance),
        WireFormat.Of<DeviceChanged>("dv1", static (w, m) => w.Text(m.Sn), static (ref r) => new DeviceChanged(r.Text())),
        WireFormat.Of<GetNodeStatus>("gn1", static (_, _) => { }, static (ref _) => GetNodeStatus.Instance),
        WireFormat.Of<NodeStatus>(
            "ns1",
            static (w, m) => { w.Text(m.Version); w.Signed(m.Connections); w.Bool(m.Draining); w.Signed(m.Shards); w.Signed(m.DeviceActors); w.Texts(m.Singletons); },
            static (ref r) => new NodeStatus(r.Text(), r.Int(), r.Bool(), r.Int(), r.Int(), r.Texts())),
        WireFormat.Of<GetClusterIdentity>("gi1", static (_, _) => { }, static (ref _) => GetClusterIdentity.Instance),
        WireFormat.Of<ClusterIdentity>(
            "ci1",
            static (w, m) => { w.Text(m.Name); w.Text(m.Store); w.Signed(m.WireVersion); w.Signed(m.JournalVersion); },
            static (ref r) => new ClusterIdentity(r.Text(), r.Text(), r.Int(), r.Int())),
        WireFormat.Of<TrialOrder>(
            "to1",
            static (w, m) => { w.Text(m.Sn); w.Byte((byte)m.Kind); w.Signed(m.Argument); },
            static (ref r) => new TrialOrder(r.Text(), r.Enum<TrialKind>(), r.Int())),
        WireFormat.Of<TrialSeen>("ts1", static (w, m) => { w.Text(m.Sn); w.Text(m.Kind); w.Text(m.Json); }, static (ref r) => new TrialSeen(r.Text(), r.Text(), r.Text())),
    ];
}
