using Gateway.Edge.DeviceHttp.Connections;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>The bytes of an HTTP connection, whose request lines are repaired: whole and in pieces it must give the same.</summary>
internal sealed class RequestTarget : IFuzzTarget
{
    private const int LineMax = 8192;

    private static readonly string[] Texts =
    [
        "", "\r\n", "GET /a/FeedBack?sn=smz-a03&desc=成 功 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /UploadAttendance HTTP/1.1\r\nContent-Length: 5\r\n\r\nab cdGET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\nGET /b c HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabcGET /b c HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 99999999999999999999\r\nContent-Length: 3\r\n\r\nabc"
    ];

    public string Name => "requests";

    public IEnumerable<byte[]> Seeds => Texts.Select(Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "GET /", " HTTP/1.1\r\n", "\r\n\r\n", "Content-Length: ", "Transfer-Encoding: chunked\r\n", "Connection: Upgrade\r\n", "0\r\n\r\n",
            "ffffffffffffffff\r\n", "7fffffffffffffff\r\n", "7ffffffffffffffd;x\r\n", "Content-Length: 9223372036854775807\r\n",
            "5\r\nhello\r\n", " ", "成" }.Select(Encoding.UTF8.GetBytes)
    ];

    public int Run(byte[] input)
    {
        var whole = Copy(input, Math.Max(1, input.Length), out var wholeTooLong);
        var piece = 1 + (input.Length == 0 ? 0 : input[^1] % 61);
        var pieces = Copy(input, piece, out var piecesTooLong);
        if (wholeTooLong != piecesTooLong || (!wholeTooLong && !whole.AsSpan().SequenceEqual(pieces)))
            throw new PropertyBrokenException($"in pieces of {piece} bytes it gives something else");
        return HashCode.Combine(wholeTooLong, whole.Length - input.Length, whole.AsSpan().IndexOf("%"u8), whole.AsSpan().Count((byte)'\n'));
    }

    private static byte[] Copy(byte[] input, int piece, out bool isTooLong)
    {
        var (framing, output) = (new RequestFraming(LineMax), new ArrayBufferWriter<byte>());
        var (from, to) = (0, 0);
        while (to < input.Length && !framing.IsTooLong)
        {
            to = Math.Min(to + piece, input.Length);
            var bytes = new ReadOnlySequence<byte>(input, from, to - from);
            from += (int)bytes.Slice(0, framing.Copy(bytes, output)).Length;
        }

        isTooLong = framing.IsTooLong;
        return output.WrittenSpan.ToArray();
    }
}
