namespace Gateway.Tests.Edge.Tcp;

/// <summary>A frame as §5.2 draws it, built and cut by the tests' own hand: nothing in here is the gateway's code.</summary>
internal sealed record WireFrame(byte Command, int Number, int Total, byte Status, byte[] Sn, byte[] Body)
{
    public const int HeaderLength = 26;

    /// <summary>The SN field: the text, filled up to 16 bytes.</summary>
    public static byte[] SnField(string sn, byte padding = 0)
    {
        var field = new byte[16];
        field.AsSpan().Fill(padding);
        Encoding.ASCII.GetBytes(sn).CopyTo(field, 0);
        return field;
    }

    /// <summary>A request: DD CC, length, command word, packet number and total, status, SN, body, XOR.</summary>
    public byte[] ToRequest(bool little = false)
    {
        var bytes = new byte[HeaderLength + Body.Length + 1];
        Put(bytes, 0, 0xDDCC, little);
        Put(bytes, 2, bytes.Length, little);
        bytes[4] = Command;
        Put(bytes, 5, Number, little);
        Put(bytes, 7, Total, little);
        bytes[9] = Status;
        Sn.CopyTo(bytes, 10);
        Body.CopyTo(bytes, HeaderLength);
        bytes[^1] = Xor(bytes.AsSpan(0, bytes.Length - 1));
        return bytes;
    }

    /// <summary>Reads a whole reply; throws when anything in it is not as §5.2 says.</summary>
    public static WireFrame FromReply(ReadOnlySpan<byte> bytes, bool little)
    {
        if (Get(bytes, 0, little) != 0xCCDD) throw new InvalidDataException("a reply begins with CC DD");
        if (Get(bytes, 2, little) != bytes.Length) throw new InvalidDataException("the length is not that of the frame");
        if (Xor(bytes) != 0) throw new InvalidDataException("the checksum is wrong");
        return new WireFrame(bytes[4], Get(bytes, 5, little), Get(bytes, 7, little), bytes[9], bytes[10..26].ToArray(), bytes[HeaderLength..^1].ToArray());
    }

    /// <summary>The length field of a header.</summary>
    public static int LengthOf(ReadOnlySpan<byte> header, bool little) => Get(header, 2, little);

    private static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte xor = 0;
        foreach (var next in bytes) xor ^= next;
        return xor;
    }

    private static void Put(byte[] bytes, int at, int value, bool little)
    {
        bytes[at] = (byte)(little ? value : value >> 8);
        bytes[at + 1] = (byte)(little ? value >> 8 : value);
    }

    private static int Get(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? bytes[at] | bytes[at + 1] << 8 : bytes[at] << 8 | bytes[at + 1];
}
