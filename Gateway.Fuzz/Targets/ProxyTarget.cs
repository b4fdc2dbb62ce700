using Gateway.Edge.Tcp.Proxy;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>What a load balancer may put in front of a connection. A prefix never gives more than the whole.</summary>
internal sealed class ProxyTarget : IFuzzTarget
{
    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    public string Name => "proxy";

    public IEnumerable<byte[]> Seeds =>
    [
        [], .. Texts.Select(Encoding.ASCII.GetBytes),
        [.. Signature, 0x21, 0x11, 0, 12, 10, 0, 0, 7, 10, 0, 0, 1, 0x1B, 0x30, 0x12, 0x67, 0x7E],
        [.. Signature, 0x21, 0x21, 0, 36, .. new byte[36]], [.. Signature, 0x20, 0x00, 0, 0], [.. Signature, 0x21, 0x11, 0, 19, .. new byte[19]]
    ];

    public IReadOnlyList<byte[]> Words =>
    [
        Signature, "PROXY "u8.ToArray(), "TCP4 "u8.ToArray(), "TCP6 "u8.ToArray(), "UNKNOWN"u8.ToArray(), "\r\n"u8.ToArray(),
        "255.255.255.255"u8.ToArray(), "::ffff:1.2.3.4"u8.ToArray()
    ];

    private static string[] Texts => ["PROXY TCP4 10.0.0.7 10.0.0.1 4711 6960\r\n", "PROXY TCP6 ::1 ::1 4711 6960\r\n\u007E", "PROXY UNKNOWN\r\n", "PROXY UNKNOWN ff:: 1 2 3\r\n"];

    public int Run(byte[] input)
    {
        var status = ProxyHeader.Read(input, out var length, out var source);
        if (length < 0 || length > input.Length) throw new PropertyBrokenException("a header longer than what came");
        if (status == OperationStatus.Done)
        {
            if (ProxyHeader.Read(input.AsSpan(0, length), out var same, out _) != OperationStatus.Done || same != length)
                throw new PropertyBrokenException("the header alone is none");
            if (length > 0 && ProxyHeader.Read(input.AsSpan(0, length - 1), out _, out _) == OperationStatus.Done) throw new PropertyBrokenException("less than the header is one");
        }
        else if (status == OperationStatus.NeedMoreData && input.Length > 16 + ProxyHeader.DataLengthMax)
        {
            throw new PropertyBrokenException("it waits for more than its limit");
        }

        return HashCode.Combine(status, length, source?.AddressFamily);
    }
}
