using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Codec.Framing;
using Gateway.Host.Configuration;
using Gateway.Host.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Host.Tcp;

/// <summary>Takes device connections from Kestrel: limits first, then a lane, then the read loop until the end.</summary>
internal sealed class TerminalConnectionHandler(TcpEdge edge, DeviceDirectory directory, GatewayOptions options, TimeProvider time) : ConnectionHandler
{
    /// <summary>Frames that were read before the peer closed, or before a drain, are answered within this.</summary>
    private static readonly TimeSpan LastAnswersWithin = TimeSpan.FromSeconds(10);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (!edge.TryEnter(connection, out var place))
        {
            return;
        }

        using (place)
        {
            var lane = edge.NextLane();
            var reader = new FrameReader(FrameSide.Request, options.Tcp.ByteOrder);
            var terminal = new TerminalConnection(connection, edge.NextNumber(), lane, reader, directory, time);
            var actor = lane.Actor;
            actor.Tell(new LaneMessages.Attach(terminal));
            EdgeMetrics.Opened();
            await terminal.RunAsync();
            await WhenAnsweredAsync(terminal);
            await DetachAsync(lane, terminal);
            await terminal.LingerAsync();
        }
    }

    private async Task WhenAnsweredAsync(TerminalConnection terminal)
    {
        if (!terminal.Muted)
        {
            await Task.WhenAny(terminal.Allowance.WhenIdleAsync(), Task.Delay(LastAnswersWithin, time));
        }
    }

    /// <summary>From here on the lane writes to the connection no more; a lane that died meanwhile does not either.</summary>
    private async Task DetachAsync(Lane lane, TerminalConnection terminal)
    {
        var detached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lane.Actor.Tell(new LaneMessages.Detach(terminal, detached));
        await Task.WhenAny(detached.Task, Task.Delay(LastAnswersWithin, time));
    }
}
