using System.IO.Pipelines;
using Gateway.Peers.Protocol;

namespace Gateway.Peers.ProtoActor;

/// <summary>A heartbeat on its way to the actor of its SN.</summary>
/// <param name="Heartbeat">What came.</param>
/// <param name="Output">Of its connection; only the actor writes to it.</param>
internal sealed record ProtoBeat(Heartbeat Heartbeat, PipeWriter Output);
