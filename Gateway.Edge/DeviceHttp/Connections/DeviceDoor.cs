using System.Net;
using Gateway.Edge.Budgets;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>What all connections of the device listeners share: how many there may be, and the room for their request lines, before any of them has said who it is.</summary>
internal sealed class DeviceDoor(DeviceHttpLimits limits, TimeProvider time)
{
    /// <summary>One address holds at most a quarter of the room for request lines.</summary>
    private const int Quarter = 4;

    private readonly FairRoom _lines = new(limits.LinesLengthMax, limits.LinesLengthMax / Quarter, limits.LinesLengthMax / Quarter);

    public DeviceHttpLimits Limits => limits;

    public TimeProvider Time => time;

    /// <summary>Connections, over all device listeners.</summary>
    public ConnectionLimit Connections { get; } = new(limits.ConnectionsMax, limits.ConnectionsPerAddressMax);

    /// <summary>Bytes of the room for request lines that are free now.</summary>
    public long LinesFree => _lines.Free;

    /// <summary>Connection middleware, the first: counts, and closes what is too much before anything is read.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (!Connections.TryEnter(address))
        {
            DeviceHttpMetrics.Refused("connections");
            connection.Abort(new ConnectionAbortedException("Too many connections."));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Connections.Leave(address);
        }
    }

    /// <summary>The account of one connection's request lines.</summary>
    public LineHold HoldLines(ConnectionContext connection) => new(_lines, Claimant.Of((connection.RemoteEndPoint as IPEndPoint)?.Address));
}
