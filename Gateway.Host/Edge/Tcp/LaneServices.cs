using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Edge.Dialects;
using Gateway.Edge.Traffic;
using Gateway.Host.Configuration;

namespace Gateway.Edge.Tcp;

/// <summary>What the lanes need of the node.</summary>
/// <param name="NodeUid">Uid of this node's actor system, for <see cref="SessionId"/>.</param>
/// <param name="Node">Address of this node, for people.</param>
internal sealed record LaneServices(
    DeviceRegion Region,
    AttendanceLog Attendance,
    CommandFrames Frames,
    IReadOnlyDictionary<string, Dialect> Dialects,
    TcpOptions Options,
    TimeProvider Time,
    long NodeUid,
    string Node,
    ILogger Log,
    FrameTrace Trace)
{
    /// <summary>Where refusals are noted for operators; null: nowhere.</summary>
    public TerminalSightings? Sightings { get; init; }

    /// <summary>Keeps the last frames of each terminal; null: nobody does.</summary>
    public FrameRecorder? Recorder { get; init; }

    /// <summary>Null but in tests.</summary>
    public LaneProbes? Probes { get; init; }
}
