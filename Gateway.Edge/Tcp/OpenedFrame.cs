using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>A message of a terminal that has proved its key, decrypted: what it says is still to be read.</summary>
/// <param name="Inbound">Its frame, of several the last.</param>
/// <param name="Status">Of its first frame.</param>
/// <param name="Plain">Good until the frame has been taken.</param>
internal readonly record struct OpenedFrame(InboundFrame Inbound, Device Device, byte Status, ReadOnlyMemory<byte> Plain)
{
    public TerminalConnection Connection => Inbound.Connection;

    public TerminalState Terminal => Inbound.Connection.Terminal;

    public SerialNumber WireSn => Inbound.Frame.Sn;

    public Session Session => Inbound.Connection.Terminal.Session!;
}
