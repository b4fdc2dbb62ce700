using Gateway.Actors.Devices;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>What a read loop hands to its lane: a frame or a framing fault, with the device that its SN names.</summary>
/// <param name="Frame">With a fault: the header alone, as far as it was read.</param>
/// <param name="Entry">Null: the SN is no known device's.</param>
internal readonly record struct InboundFrame(TerminalConnection Connection, Frame Frame, FrameFault Fault, DeviceEntry? Entry)
{
    /// <summary>The SN that the connection has proved, else the one that the frame claims; null when that is none.</summary>
    public string? Sn => Connection.Terminal.Sn ?? Entry?.Device.Sn ?? (Frame.Sn.TryGetText(out var claimed) ? claimed : null);
}
