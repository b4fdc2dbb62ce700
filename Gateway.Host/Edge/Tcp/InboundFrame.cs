using Gateway.Actors.Devices;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>What a read loop hands to its lane: a frame or a framing fault, with the device that its SN names.</summary>
/// <param name="Frame">With a fault: the header alone, as far as it was read.</param>
/// <param name="Entry">Null: the SN is no known device's.</param>
internal readonly record struct InboundFrame(TerminalConnection Connection, Frame Frame, FrameFault Fault, DeviceEntry? Entry);
