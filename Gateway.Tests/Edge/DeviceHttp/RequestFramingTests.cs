using Gateway.Edge.DeviceHttp.Connections;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>What goes through to the HTTP server, byte for byte, whole and cut at every place.</summary>
public sealed class RequestFramingTests
{
    public static TheoryData<string, string> Connections { get; } = new()
    {
        { "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "GET /a?b=成 HTTP/1.1\r\n\r\n", "GET /a?b=%E6%88%90 HTTP/1.1\r\n\r\n" },
        { "GET /a?b=1 2  HTTP/1.1\r\n\r\n", "GET /a?b=1%202 HTTP/1.1\r\n\r\n" },
        { "GET  /a HTTP/1.1\n\n", "GET /a HTTP/1.1\n\n" },
        { "GET /a?m=uses HTTP/1.1 here HTTP/1.0\r\n\r\n", "GET /a?m=uses%20HTTP/1.1%20here HTTP/1.0\r\n\r\n" },
        { "\r\nGET /a b HTTP/1.1\r\n\r\n", "\r\nGET /a%20b HTTP/1.1\r\n\r\n" },
        { "GET /\u007f\t HTTP/1.1\r\n\r\n", "GET /%7F%09 HTTP/1.1\r\n\r\n" },
        { "no request at all 成\r\n\r\nGET /b c HTTP/1.1\r\n\r\n", "no request at all 成\r\n\r\nGET /b%20c HTTP/1.1\r\n\r\n" },

        // Bodies stay as they are, whatever they look like, and the request behind them is found.
        {
            "POST /a HTTP/1.1\r\ncontent-length: 24\r\n\r\nGET /x y HTTP/1.1\r\n\r\n成GET /z w HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\ncontent-length: 24\r\n\r\nGET /x y HTTP/1.1\r\n\r\n成GET /z%20w HTTP/1.1\r\n\r\n"
        },
        {
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;q=1\r\na b\r\nA\r\nGET / HTTP\r\n0\r\nT: 1\r\n\r\nGET /z w HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;q=1\r\na b\r\nA\r\nGET / HTTP\r\n0\r\nT: 1\r\n\r\nGET /z%20w HTTP/1.1\r\n\r\n"
        },

        // Where the framing is not clear, nothing more is touched: the server refuses it.
        { "POST /a HTTP/1.1\r\nContent-Length: 1x\r\n\r\nGET /a b HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nContent-Length: 1x\r\n\r\nGET /a b HTTP/1.1\r\n\r\n" },
        {
            "POST /a HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /a b HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /a b HTTP/1.1\r\n\r\n"
        },
        { "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nGET /a b HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nGET /a b HTTP/1.1\r\n\r\n" },
        { "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\nGET /a b HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\nGET /a b HTTP/1.1\r\n\r\n" },
        { "GET /a HTTP/1.1\r\nUpgrade: h2c\r\n\r\nGET /a b HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nUpgrade: h2c\r\n\r\nGET /a b HTTP/1.1\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public void Copy_WholeAndCutAtEveryOffset_IsTheSame(string sent, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);

        for (var cut = 0; cut <= bytes.Length; cut++) Assert.Equal(expected, Copy(bytes[..cut], bytes[cut..]));
        Assert.Equal(expected, Copy([.. bytes.Select(one => new[] { one })]));
    }

    [Fact]
    public void Copy_LineOfTheGreatestLength_Passes() => Assert.False(CopyLine(100));

    [Fact]
    public void Copy_LineLongerThanAllowed_IsTooLong() => Assert.True(CopyLine(101));

    [Fact]
    public void Copy_LineThatBecomesLongerThanAllowed_IsTooLong()
    {
        var framing = new RequestFraming(100);
        var output = new ArrayBufferWriter<byte>();

        framing.Copy(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"GET /{new string(' ', 40)}x{new string(' ', 30)}y HTTP/1.1\r\n")), output);

        Assert.True(framing.IsTooLong);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Copy_EndlessLine_IsTooLong()
    {
        var framing = new RequestFraming(100);

        framing.Copy(new ReadOnlySequence<byte>(new byte[101]), new ArrayBufferWriter<byte>());

        Assert.True(framing.IsTooLong);
    }

    private static bool CopyLine(int length)
    {
        var framing = new RequestFraming(100);
        framing.Copy(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"GET /{new string('a', length - 16)} HTTP/1.1\r\n"[..length])),
            new ArrayBufferWriter<byte>());
        return framing.IsTooLong;
    }

    private static string Copy(params byte[][] pieces)
    {
        var framing = new RequestFraming(10_000);
        var output = new ArrayBufferWriter<byte>();
        byte[] left = [];
        foreach (var piece in pieces)
        {
            byte[] given = [.. left, .. piece];
            var bytes = new ReadOnlySequence<byte>(given);
            left = bytes.Slice(framing.Copy(bytes, output)).ToArray();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan) + Encoding.UTF8.GetString(left);
    }
}
