using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

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

    /// <summary>The frame for a <see cref="DeviceMessages.Deliver"/>, of one packet or several, and what became of each command.</summary>
    internal sealed record FrameMade(TerminalConnection Connection, DeviceMessages.Deliver Deliver)
    {
        /// <summary>0x25 or 0x14.</summary>
        public byte Command { get; init; }

        /// <summary>Empty when nothing can be sent.</summary>
        public IReadOnlyList<Packet> Packets { get; init; } = [];

        /// <summary>Ids that are in the frame.</summary>
        public IReadOnlyList<string> Sent { get; init; } = [];

        /// <summary>Those that can never be sent to this terminal.</summary>
        public IReadOnlyList<DeviceMessages.UnsendableCommand> Unsendable { get; init; } = [];

        /// <summary>The JSON of the first packet in clear, to be observed, which masks it.</summary>
        public ReadOnlyMemory<byte> Plain { get; init; }

        /// <summary>The frame is itself the answer to the heartbeat, if it answers one (D13).</summary>
        public bool Direct { get; init; }

        /// <summary>What of its form matters and is not said by the dialect.</summary>
        public FormParts Parts { get; init; }

        /// <summary>Bytes of its body, if a photo stands in it; else 0.</summary>
        public int InlineLength { get; init; }

        /// <summary>Why none could be made now; the same frame is the answer to the next heartbeat.</summary>
        public Exception? Fault { get; init; }

        /// <summary>No content: it has persons.</summary>
        public override string ToString() => $"FrameMade {{ {CommandWord.Name(Command)}, {Packets.Count} packets }}";
    }

    /// <summary>Twice a second: time-outs.</summary>
    internal sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>The lane's stream has ended, which it never should.</summary>
    internal sealed record StreamEnded(Exception? Failure);
}
