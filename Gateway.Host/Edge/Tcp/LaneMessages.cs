using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;

namespace Gateway.Edge.Tcp;

/// <summary>What goes to a <see cref="LaneActor"/> inside this process, beside <see cref="DeviceMessages.ILaneMessage"/> and <see cref="Answer"/>.</summary>
internal static class LaneMessages
{
    /// <summary>A connection has come. The lane answers by completing <paramref name="Attached"/>; none of its frames is read before that.</summary>
    internal sealed record Attach(TerminalConnection Connection, TaskCompletionSource Attached);

    /// <summary>A connection's read loop has ended. The lane answers by completing <paramref name="Detached"/>: from then on it writes to it no more.</summary>
    internal sealed record Detach(TerminalConnection Connection, TaskCompletionSource Detached);

    /// <summary>Close a connection without an answer.</summary>
    internal sealed record Close(TerminalConnection Connection, CloseReason Reason);

    /// <summary>A flush that had to wait for the terminal is done.</summary>
    internal sealed record Flushed(TerminalConnection Connection, bool Failed);

    /// <summary>Close all connections, spread evenly over <paramref name="Spread"/>.</summary>
    internal sealed record CloseAll(TimeSpan Spread);

    /// <summary>A node has left the cluster: tell the actors of all sessions that they are there, a part at each tick.</summary>
    internal sealed class AnnounceAll
    {
        public static readonly AnnounceAll Instance = new();
    }

    /// <summary>The frame for a <see cref="DeviceMessages.Deliver"/>; null: it could not be made now, and <paramref name="Frame"/>'s commands are offered again later.</summary>
    internal sealed record FrameMade(TerminalConnection Connection, DeviceMessages.Deliver Deliver, CommandFrame? Frame)
    {
        public Exception? Fault { get; init; }
    }

    /// <summary>Twice a second: time-outs.</summary>
    internal sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>The lane's stream has ended, which it never should.</summary>
    internal sealed record StreamEnded(Exception? Failure);
}
