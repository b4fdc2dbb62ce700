using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>A message whose sender is served and whose body is decrypted: what it says is still to be read.</summary>
/// <param name="Inbound">Its frame, of several the last.</param>
/// <param name="Status">Of its first frame.</param>
/// <param name="Plain">Good until the frame has been taken.</param>
internal readonly record struct OpenedFrame(FrameDecoder Decoder, InboundFrame Inbound, Device Device, byte Status, ReadOnlyMemory<byte> Plain)
{
    public TerminalConnection Connection => Inbound.Connection;

    public TerminalState Terminal => Inbound.Connection.Terminal;

    public SerialNumber WireSn => Inbound.Frame.Sn;

    /// <summary>Called once the body has been read: the connection is this terminal's session.</summary>
    public Session Prove() => Decoder.Prove(this);
}
