using System.Net;
using FsCheck.Xunit;
using Gateway.Edge.Tcp.Proxy;
using Xunit;

namespace Gateway.Tests.Edge.Tcp.Proxy;

/// <summary>PROXY headers, worked by hand from haproxy's proxy-protocol.txt.</summary>
public sealed class ProxyHeaderTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    /// <summary>Whole headers and whom they name; empty: nobody.</summary>
    public static TheoryData<string, string> Headers => new()
    {
        { Text("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n"), "192.168.0.1:56324" },
        { Text("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n"), "255.255.255.255:65535" },
        { Text("PROXY TCP6 2001:db8::7 ::1 4711 6960\r\n"), "[2001:db8::7]:4711" },
        { Text("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n"), "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535" },
        { Text("PROXY UNKNOWN\r\n"), "" },
        { Text("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"), "" },
        { Signature + "2111000C" + "0A000007" + "0A000001" + "1267" + "1B30", "10.0.0.7:4711" },
        { Signature + "21110013" + "0A000007" + "0A000001" + "1267" + "1B30" + "04000401020304", "10.0.0.7:4711" },
        { Signature + "21210024" + "20010DB8000000000000000000000007" + "00000000000000000000000000000001" + "1267" + "1B30", "[2001:db8::7]:4711" },
        { Signature + "20000000", "" },
        { Signature + "2000000401020304", "" },
        { Signature + "2011000C" + "0A000007" + "0A000001" + "1267" + "1B30", "" },
        { Signature + "21000000", "" },
        { Signature + "2131000400000000", "" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Header_SplitAtEveryByte_IsReadWhenItIsWholeAndNotBefore(string hex, string expected)
    {
        var header = Convert.FromHexString(hex);
        for (var cut = 0; cut < header.Length; cut++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, ProxyHeader.Read(header.AsSpan(0, cut), out var none, out _));
            Assert.Equal(0, none);
        }

        foreach (var behind in new[] { Array.Empty<byte>(), [0xDD], new byte[3000] })
        {
            Assert.Equal(OperationStatus.Done, ProxyHeader.Read([.. header, .. behind], out var length, out var source));
            Assert.Equal(header.Length, length);
            Assert.Equal(expected.Length == 0 ? null : IPEndPoint.Parse(expected), source);
        }
    }

    public static TheoryData<string> Malformed =>
    [
        "DDCC", "00", Text("GET / HTTP/1.1\r\n"), Text("PROXY\r\n"), Text("PROXY TCP4\r\n"), Text("proxy TCP4 1.2.3.4 1.2.3.4 1 1\r\n"),
        Text("PROXY TCP4 1.2.3.4 1.2.3.4 1 1\n"), Text("PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n"), Text("PROXY TCP4 1.2.3.4 1.2.3.4 1 1 1\r\n"),
        Text("PROXY TCP4  1.2.3.4 1.2.3.4 1 1\r\n"), Text("PROXY TCP4 1.2.3 1.2.3.4 1 1\r\n"), Text("PROXY TCP4 01.2.3.4 1.2.3.4 1 1\r\n"),
        Text("PROXY TCP4 0x7f000001 1.2.3.4 1 1\r\n"), Text("PROXY TCP4 1.2.3.4 1.2.3.4 65536 1\r\n"), Text("PROXY TCP4 1.2.3.4 1.2.3.4 -1 1\r\n"),
        Text("PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n"), Text("PROXY TCP4 ::1 ::1 1 1\r\n"), Text("PROXY TCP6 1.2.3.4 1.2.3.4 1 1\r\n"),
        Text("PROXY TCP6 [::1] ::1 1 1\r\n"), Text("PROXY TCP6 fe80::1%1 ::1 1 1\r\n"), Text("PROXY UNKNOWNS\r\n"), Text("PROXY TCP5 1 1 1 1\r\n"),
        Text("PROXY UNKNOWN " + new string('x', 94)), Text("PROXY TCP4 1.2.3.4 1.2.3.4 1 \u00e9\r\n"),
        Signature + "10", Signature + "22000000", Signature + "2111000B" + "0A0000070A000001126700", Signature + "21210023", Signature + "20000801",
        "0D0A0D0A000D0A515549540B",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Header_Malformed_IsRefusedAndStaysSo(string hex)
    {
        var header = Convert.FromHexString(hex);

        Assert.Equal(OperationStatus.InvalidData, ProxyHeader.Read(header, out _, out var source));
        Assert.Null(source);
        Assert.Equal(OperationStatus.InvalidData, ProxyHeader.Read([.. header, .. new byte[200]], out _, out _));
    }

    [Property(MaxTest = 2000)]
    public void AnyBytes_InAnyPieces_NeverThrowAndAreJudgedOnce(int seed)
    {
        var random = new Random(seed);
        var whole = Convert.FromHexString(((IEnumerable<object[]>)Headers).ElementAt(random.Next(14))[0].ToString()!);
        byte[] bytes = [.. whole, .. Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(256))];
        for (var changes = random.Next(4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        var judged = OperationStatus.NeedMoreData;
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var status = ProxyHeader.Read(bytes.AsSpan(0, cut), out var length, out _);
            Assert.InRange(length, 0, cut);
            if (judged != OperationStatus.NeedMoreData) Assert.Equal(judged, status); // More bytes never change the verdict.
            judged = status;
        }
    }

    [Property(MaxTest = 1000)]
    public void AnyAddress_WrittenAsTheSpecificationSays_IsReadBack(byte[] random, ushort port, bool six)
    {
        var address = new byte[six ? 16 : 4];
        random.AsSpan(0, Math.Min(random.Length, address.Length)).CopyTo(address);
        var ip = new IPAddress(address);
        byte[] ports = [(byte)(port >> 8), (byte)port, 0, 1];
        byte[] two = [.. Convert.FromHexString(Signature), 0x21, (byte)(six ? 0x21 : 0x11), 0, (byte)(2 * address.Length + 4), .. address, .. address, .. ports];

        Assert.Equal(OperationStatus.Done, ProxyHeader.Read(two, out _, out var source));
        Assert.Equal(new IPEndPoint(ip, port), source);
        if (six && ip.IsIPv4MappedToIPv6) return; // Text with dots: read, and the same address.
        Assert.Equal(OperationStatus.Done, ProxyHeader.Read(Encoding.ASCII.GetBytes($"PROXY TCP{(six ? 6 : 4)} {ip} {ip} {port} 1\r\n"), out _, out source));
        Assert.Equal(new IPEndPoint(ip, port), source);
    }

    private static string Text(string line) => Convert.ToHexString(Encoding.Latin1.GetBytes(line));
}
