using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>A client that sends whatever bytes it is given.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request and reads one answer; null when the connection ends without one.</summary>
    public static async Task<RawAnswer?> SendAsync(int port, byte[] request)
    {
        using var client = await ConnectAsync(port);
        await client.GetStream().WriteAsync(request);
        return await ReadAsync(client.GetStream());
    }

    public static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>Reads one answer; null when the connection ends before its first byte, by FIN or reset.</summary>
    public static async Task<RawAnswer?> ReadAsync(Stream stream)
    {
        using var patience = new CancellationTokenSource(Patience.Max);
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        int end;
        while ((end = EndOfHeaders(bytes)) < 0)
        {
            if (await TryReadAsync(stream, buffer, bytes, patience.Token)) continue;
            return bytes.Count == 0 ? null : throw new IOException("half an answer: " + Encoding.UTF8.GetString([.. bytes]));
        }

        var headers = Encoding.Latin1.GetString(bytes.GetRange(0, end).ToArray());
        var length = headers.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line[15..], CultureInfo.InvariantCulture)).FirstOrDefault();
        while (bytes.Count < end + length)
            if (!await TryReadAsync(stream, buffer, bytes, patience.Token)) throw new IOException("half a body");

        return new RawAnswer(int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture), headers, [.. bytes.GetRange(end, length)]);
    }

    private static async Task<bool> TryReadAsync(Stream stream, byte[] buffer, List<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            var count = await stream.ReadAsync(buffer, cancellation);
            bytes.AddRange(buffer[..count]);
            return count > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int EndOfHeaders(List<byte> bytes)
    {
        for (var i = 3; i < bytes.Count; i++)
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') return i + 1;

        return -1;
    }
}
