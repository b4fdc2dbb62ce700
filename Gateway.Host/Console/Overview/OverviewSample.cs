using Gateway.Host.Diagnostics;
using Gateway.Storage.Devices;

namespace Gateway.Host.Console.Overview;

/// <summary>What the overview shows of one moment.</summary>
/// <param name="Devices">Null: the database did not answer.</param>
/// <param name="Heartbeats">Of this node, per second since the sample before.</param>
/// <param name="Uploads">As <paramref name="Heartbeats"/>.</param>
/// <param name="Node">Lag, queues and shards.</param>
internal sealed record OverviewSample(DateTimeOffset At, DeviceCounts? Devices, double Heartbeats, double Uploads, NodeSample Node);
