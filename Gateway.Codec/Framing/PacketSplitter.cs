namespace Gateway.Codec.Framing;

/// <summary>Divides a message that is too long for one frame into packets (§5.1 item 5, D7).</summary>
public static class PacketSplitter
{
    /// <summary>
    /// The packets in the order in which they must be sent: first the encrypted JSON, then the raw bytes, cut to <see cref="FrameReader.BodyLengthMax"/>.
    /// They are numbered from <paramref name="first"/>; without raw bytes there is a single packet, 0 of 0. The bodies are slices, nothing is copied.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The JSON does not fit into one packet, or there would be more than 65 535 packets.</exception>
    public static IReadOnlyList<Packet> Split(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> raw, ushort first = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, FrameReader.BodyLengthMax, nameof(json));
        if (raw.IsEmpty) return [new Packet(0, 0, json)];

        var total = 1 + ((raw.Length + FrameReader.BodyLengthMax - 1) / FrameReader.BodyLengthMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, ushort.MaxValue, nameof(raw));
        var packets = new Packet[total];
        packets[0] = new Packet(first, (ushort)total, json);
        for (var i = 1; i < total; i++)
        {
            var start = (i - 1) * FrameReader.BodyLengthMax;
            var body = raw.Slice(start, Math.Min(FrameReader.BodyLengthMax, raw.Length - start));
            packets[i] = new Packet((ushort)(i + first), (ushort)total, body);
        }

        return packets;
    }
}
