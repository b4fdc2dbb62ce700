using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;

namespace Gateway.Edge.DeviceHttp;

/// <summary>What the device listeners need of the running node.</summary>
/// <param name="NodeUid">Uid of this node's actor system, for <see cref="SessionId"/>.</param>
/// <param name="Node">Address of this node, for people.</param>
/// <param name="NextSession">Numbers the sessions of this process, shared with the socket.</param>
/// <param name="OutboxWritten">Called after a commit that wrote into the outbox; must not block or throw.</param>
internal sealed record DeviceHttpNode(DeviceRegion Region, AttendanceLog Attendance, long NodeUid, string Node, Func<long> NextSession, Action OutboxWritten);
