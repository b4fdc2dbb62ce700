using System.Runtime.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>Finds fields in a protobuf message without reading it.</summary>
internal static class ProtobufFields
{
    /// <summary>The contents of every occurrence of a field of texts, bytes or messages.</summary>
    /// <exception cref="SerializationException">It is no protobuf message.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int field)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message.Span, ref at);
            var length = (tag & 7) switch
            {
                0 => Skipped(message.Span, at),
                1 => 8,
                2 => Length(message.Span, ref at),
                5 => 4,
                _ => throw new SerializationException("No protobuf message."),
            };
            if (length > message.Length - at) throw new SerializationException("Cut short.");
            if (tag == (((ulong)field << 3) | 2)) yield return message.Slice(at, length);
            at += length;
        }
    }

    private static int Skipped(ReadOnlySpan<byte> bytes, int at)
    {
        var begin = at;
        Number(bytes, ref at);
        return at - begin;
    }

    private static int Length(ReadOnlySpan<byte> bytes, ref int at) =>
        Number(bytes, ref at) is <= int.MaxValue and var length ? (int)length : throw new SerializationException("Cut short.");

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at == bytes.Length) throw new SerializationException("Cut short.");
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new SerializationException("Number of more than 64 bits.");
    }
}
