using System.Buffers.Binary;
using Gateway.Codec.Framing;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>Packets with a right checksum in any order: eight bytes each say command, number, total, status, length and pause.</summary>
internal sealed class PacketTarget : IFuzzTarget
{
    private const int Step = 8;
    private static readonly byte[] Body = new byte[FrameReader.BodyLengthMax];

    public string Name => "packets";

    public IEnumerable<byte[]> Seeds =>
    [
        [], Packet(0x25, 0, 0, 90, 0), [.. Packet(0x25, 1, 2, 90, 0), .. Packet(0x25, 2, 2, 90, 0)],
        [.. Packet(0x25, 0, 3, 255, 0), .. Packet(0x25, 1, 3, 255, 1), .. Packet(0x10, 0, 0, 9, 0), .. Packet(0x25, 2, 3, 255, 61)]
    ];

    public IReadOnlyList<byte[]> Words => [Packet(0x25, 1, 2, 90, 0), Packet(0x25, 2, 2, 90, 0), Packet(0x19, 1, 500, 255, 0), Packet(0x19, 2, 500, 255, 0)];

    public int Run(byte[] input)
    {
        var assembler = new PacketAssembler(keepsAttachment: input.Length % 2 == 0);
        var result = new HashCode();
        var now = 0L;
        for (var at = 0; at + Step <= input.Length; at += Step)
        {
            var packet = input.AsSpan(at, Step);
            now += packet[7] * 1000L;
            var body = Body.AsMemory(0, packet[6] * FrameReader.BodyLengthMax / 255);
            var frame = new Frame(
                packet[0], BinaryPrimitives.ReadUInt16BigEndian(packet[1..]), BinaryPrimitives.ReadUInt16BigEndian(packet[3..]), packet[5], KnownTerminal.Sn, body);
            var taken = assembler.Add(frame, now, out var message, out var reason);
            if ((taken == AssembleResult.Refused) != (reason is not null)) throw new PropertyBrokenException("a refusal without a reason, or the other way round");
            if (assembler.PendingLength > PacketAssembler.MessageLengthMax) throw new PropertyBrokenException("more is held than the limit");
            if (assembler.HeldLength > assembler.PendingLength) throw new PropertyBrokenException("more is held than came");
            if (!assembler.IsPending && assembler.PendingLength != 0) throw new PropertyBrokenException("bytes are held for no message");
            if (taken == AssembleResult.Complete && message.Command != frame.Command) throw new PropertyBrokenException("a message of another command");
            if (at < 6 * Step) result.Add(taken);
            if (reason is not null) result.Add(reason.Length);
        }

        return result.ToHashCode();
    }

    private static byte[] Packet(byte command, ushort number, ushort total, byte length, byte pause)
    {
        var packet = new byte[Step];
        packet[0] = command;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(1), number);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(3), total);
        (packet[5], packet[6], packet[7]) = (1, length, pause);
        return packet;
    }
}
