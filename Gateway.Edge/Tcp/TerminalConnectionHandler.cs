using System.Runtime.InteropServices;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp.Admission;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Edge.Tcp;

/// <summary>Takes device connections from Kestrel: limits first, then a lane, then the read loop until the end.</summary>
internal sealed class TerminalConnectionHandler(TcpEdge edge, SessionNumbers numbers, DeviceDirectory directory, TcpOptions options, TimeProvider time)
    : ConnectionHandler
{
    /// <summary>Frames that were read before the peer closed, or before a drain, are answered within this.</summary>
    private static readonly TimeSpan LastAnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>TCP_USER_TIMEOUT of Linux, milliseconds: bytes that the peer does not take for so long end the connection.</summary>
    private const int UnsentMillisecondsMax = 60_000;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (!edge.TryEnter(connection, out var place)) return;
        LimitUnsent(connection);
        using (place)
        {
            var number = numbers.Next(); // Before the waiting: of two connections of one terminal the one that came later is the newer.
            if (await edge.AdmitAsync(connection) is not { } pass) return; // It has gone, or this node is stopping.
            if (edge.NextRun(out var lane) is not { } run)
            {
                pass.Release();
                return; // All lanes have failed at once and start again: the terminal comes back.
            }

            var reader = new FrameReader(FrameSide.Request, options.ByteOrder);
            var terminal = new TerminalConnection(connection, number, lane, reader, directory, new FramePace(options.FramesPerSecond, time), time) { Pass = pass };
            if (await AttachAsync(run, terminal)) await ServeAsync(run, terminal);
            pass.Release();

            if (terminal.Reason == CloseReason.SlowReader)
            {
                connection.Abort(new ConnectionAbortedException("slow reader")); // What it does not read would hold the socket for ever.
                return;
            }

            await terminal.LingerAsync();
        }
    }

    private async Task ServeAsync(LaneActor.Run run, TerminalConnection terminal)
    {
        try
        {
            await terminal.RunAsync();
            await terminal.Allowance.WhenIdleAsync().WaitAsync(LastAnswersWithin, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await DetachAsync(run, terminal);
        }
    }

    /// <summary>False: the lane died before it knew of the connection.</summary>
    private static async Task<bool> AttachAsync(LaneActor.Run run, TerminalConnection terminal)
    {
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Actor.Tell(new LaneMessages.Attach(terminal, attached));
        await Task.WhenAny(attached.Task, run.Ended);
        return attached.Task.IsCompleted;
    }

    /// <summary>From here on the lane writes to the connection no more; a lane that died meanwhile does not either.</summary>
    private async Task DetachAsync(LaneActor.Run run, TerminalConnection terminal)
    {
        var detached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Actor.Tell(new LaneMessages.Detach(terminal, detached));
        Task either = Task.WhenAny(detached.Task, run.Ended);
        await either.WaitAsync(LastAnswersWithin, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!either.IsCompleted) terminal.Mute(); // The lane is too busy to hear of it: what it still has for this connection meets pipes that are Kestrel's again.
    }

    /// <summary>
    /// A close is a FIN behind the last answer. A peer whose window stays shut would never let it come to that and hold the socket for ever, long after it was counted out: so the
    /// kernel gives up on it.
    /// </summary>
    private static void LimitUnsent(ConnectionContext connection)
    {
        const int Tcp = 6;
        const int UserTimeout = 18;
        if (OperatingSystem.IsLinux() && connection.Features.Get<IConnectionSocketFeature>() is { Socket: { } socket })
        {
            var limit = UnsentMillisecondsMax;
            socket.SetRawSocketOption(Tcp, UserTimeout, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(ref limit)));
        }
    }
}
