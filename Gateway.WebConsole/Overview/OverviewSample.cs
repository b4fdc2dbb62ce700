using Gateway.Platform.Nodes;
using Gateway.Storage.Devices;

namespace Gateway.WebConsole.Overview;

/// <summary>What the overview shows of one moment.</summary>
/// <param name="Devices">Null: the database did not answer.</param>
/// <param name="Heartbeats">Of this node, per second since the sample before.</param>
/// <param name="Uploads">As <paramref name="Heartbeats"/>.</param>
/// <param name="Node">Lag and queues.</param>
/// <param name="Nodes">The cluster's members as of a few seconds ago.</param>
internal sealed record OverviewSample(DateTimeOffset At, DeviceCounts? Devices, double Heartbeats, double Uploads, NodeSample Node, IReadOnlyList<NodeResponse> Nodes);
