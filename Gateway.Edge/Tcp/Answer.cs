using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>An answer to one frame, on its way to the lane that writes it.</summary>
/// <param name="Command">The command word of the frame that is answered.</param>
/// <param name="Sn">The very 16 bytes that came in (D5).</param>
/// <param name="Code">Result code of the body; null = header only.</param>
/// <param name="Close">Close after the answer, and why; null = stay.</param>
internal sealed record Answer(TerminalConnection Connection, byte Command, SerialNumber Sn, byte Status, string? Code, string Description, CloseReason? Close)
{
    /// <summary>
    /// Status 0x02 with a code and a description that names the fault; <see cref="Bare"/> while the key is not proved: known text under the terminal's key would be a gift (D38).
    /// Called by the lane's stream.
    /// </summary>
    public static Answer Refusal(in InboundFrame inbound, string code, string description, CloseReason? close = null) =>
        inbound.Connection.Terminal.Session is null
            ? Bare(inbound, close)
            : new(inbound.Connection, inbound.Frame.Command, inbound.Frame.Sn, FrameStatus.Failure, code, description, close);

    /// <summary>Status 0x02 without a body: there is no key to encrypt with (D8), none is proved (D38), or there is nothing more to say (D2).</summary>
    public static Answer Bare(in InboundFrame inbound, CloseReason? close) =>
        new(inbound.Connection, inbound.Frame.Command, inbound.Frame.Sn, FrameStatus.Failure, null, "", close);
}
