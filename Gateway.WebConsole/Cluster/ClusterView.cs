using Gateway.Platform.Nodes;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;

namespace Gateway.WebConsole.Cluster;

/// <summary>What the cluster's page shows of one moment.</summary>
/// <param name="Devices">Null: the database did not answer.</param>
/// <param name="Node">Lag and queues.</param>
/// <param name="Nodes">The cluster's members as of a few seconds ago.</param>
/// <param name="Counts">Of the range, oldest first; null: the database did not answer.</param>
/// <param name="From">Where the range begins: with a whole step.</param>
/// <param name="To">Where it ends.</param>
internal sealed record ClusterView(
    DateTimeOffset At, DeviceCounts? Devices, NodeSample Node, IReadOnlyList<NodeResponse> Nodes, IReadOnlyList<CountBucket>? Counts, DateTimeOffset From, DateTimeOffset To);
