using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Edge.Tcp.Proxy;

/// <summary>
/// Reads the header that a load balancer puts in front of a connection (haproxy's proxy-protocol.txt). Version 1 is one line of text; version 2:
/// <code>
/// +-----------------------------------+---------+--------+-----------+----------------------+
/// | signature (12)                    | ver|cmd | family | length BE | addresses, then TLVs |
/// +-----------------------------------+---------+--------+-----------+----------------------+
/// 0                                   12        13       14          16              16+length
/// </code>
/// </summary>
internal static class ProxyHeader
{
    /// <summary>Bytes of a line of version 1, its end included.</summary>
    public const int LineLengthMax = 107;

    /// <summary>Bytes behind the first 16 of version 2 that are taken; addresses need 36, the rest are TLVs nobody here reads.</summary>
    public const int DataLengthMax = 2048;

    private const int FixedLength = 16;
    private const byte Local = 0x20;
    private const byte Proxied = 0x21;
    private const byte Tcp4 = 0x11;
    private const byte Tcp6 = 0x21;

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    private static ReadOnlySpan<byte> Line => "PROXY "u8;

    /// <summary>Reads a header at the beginning of <paramref name="bytes"/>.</summary>
    /// <param name="length">Bytes of the header, when it is whole.</param>
    /// <param name="source">Who is behind the load balancer; null: the load balancer speaks for itself (health check), or does not know.</param>
    /// <returns><see cref="OperationStatus.Done"/>, <see cref="OperationStatus.NeedMoreData"/> or <see cref="OperationStatus.InvalidData"/>, as soon as it is certain.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> bytes, out int length, out IPEndPoint? source)
    {
        (length, source) = (0, null);
        if (Begins(bytes, Signature)) return bytes.Length < FixedLength ? Early(bytes) : ReadBinary(bytes, out length, out source);
        return Begins(bytes, Line) ? ReadLine(bytes, out length, out source) : OperationStatus.InvalidData;
    }

    /// <summary>Of a whole header that names no source: whether the load balancer does not know who is behind it; false: it speaks for itself (health check).</summary>
    public static bool IsUnknown(ReadOnlySpan<byte> header) => header[0] == Line[0] || header[12] == Proxied;

    /// <summary>Whether the bytes begin as <paramref name="expected"/> does, as far as they go.</summary>
    private static bool Begins(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var common = Math.Min(bytes.Length, expected.Length);
        return bytes[..common].SequenceEqual(expected[..common]);
    }

    private static OperationStatus Early(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 12 && bytes[12] is not (Local or Proxied) ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;

    private static OperationStatus ReadBinary(ReadOnlySpan<byte> bytes, out int length, out IPEndPoint? source)
    {
        (length, source) = (0, null);
        var (command, family) = (bytes[12], bytes[13]);
        var data = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        var needed = (command, family) switch
        {
            (Proxied, Tcp4) => 12,
            (Proxied, Tcp6) => 36,
            _ => 0,
        };
        if (command is not (Local or Proxied) || data > DataLengthMax || data < needed) return OperationStatus.InvalidData;
        if (bytes.Length < FixedLength + data) return OperationStatus.NeedMoreData;
        length = FixedLength + data;
        if (needed > 0)
        {
            // Source, destination, source port, destination port.
            var size = needed == 12 ? 4 : 16;
            var addresses = bytes[FixedLength..];
            source = new IPEndPoint(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * size)..]));
        }

        return OperationStatus.Done;
    }

    private static OperationStatus ReadLine(ReadOnlySpan<byte> bytes, out int length, out IPEndPoint? source)
    {
        (length, source) = (0, null);
        var end = bytes[..Math.Min(bytes.Length, LineLengthMax)].IndexOf((byte)'\n');
        if (end < 0) return bytes.Length >= LineLengthMax ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
        if (bytes[end - 1] != '\r' || !Ascii.IsValid(bytes[..end])) return OperationStatus.InvalidData;
        var words = Encoding.ASCII.GetString(bytes[..(end - 1)]).Split(' ');
        var known = words is ["PROXY", "TCP4" or "TCP6", _, _, _, _];
        if ((!known && words is not ["PROXY", "UNKNOWN", ..]) || (known && !TryReadSource(words, out source))) return OperationStatus.InvalidData;
        length = end + 1;
        return OperationStatus.Done;
    }

    private static bool TryReadSource(string[] words, out IPEndPoint? source)
    {
        source = null;
        var family = words[1] == "TCP4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (!TryReadAddress(words[2], family, out var from) || !TryReadAddress(words[3], family, out _) || !TryReadPort(words[4], out var port) || !TryReadPort(words[5], out _))
            return false;

        source = new IPEndPoint(from!, port);
        return true;
    }

    /// <summary>Four decimal numbers, or the hexadecimal form of IPv6; none of the other forms that .NET knows.</summary>
    private static bool TryReadAddress(string text, AddressFamily family, out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == family
        && (family == AddressFamily.InterNetwork ? address.ToString() == text : text.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.'));

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort && (text.Length == 1 || text[0] != '0');
}
