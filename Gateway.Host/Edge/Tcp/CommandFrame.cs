using Gateway.Codec.Framing;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>A command frame ready to be written, of one packet or several, and what became of each candidate.</summary>
/// <param name="Command">0x25 or 0x14.</param>
/// <param name="Packets">Empty when nothing can be sent.</param>
/// <param name="Sent">Ids that are in the frame; the rest of the candidates stays queued.</param>
/// <param name="Unsendable">Ids that can never be sent to this terminal.</param>
internal sealed record CommandFrame(byte Command, IReadOnlyList<Packet> Packets, IReadOnlyList<string> Sent, IReadOnlyList<UnsendableCommand> Unsendable)
{
    /// <summary>The JSON of the first packet in clear, for the recorder, which masks it.</summary>
    public ReadOnlyMemory<byte> Plain { get; init; }

    /// <summary>No content: it has persons.</summary>
    public override string ToString() => $"CommandFrame {{ {CommandWord.Name(Command)}, {Packets.Count} packets }}";
}
