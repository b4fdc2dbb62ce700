using System.Net.Security;
using System.Net.Sockets;

namespace Gateway.Simulator.Http;

/// <summary>
/// A small HTTP/1.1 client over a bare socket, since clients of the field send what libraries refuse to send: raw UTF-8 and spaces in the request line, bodies
/// without a type, misspelled headers. One connection per request. An https:// address is taken with any certificate, as terminals do.
/// </summary>
internal sealed class RawHttpClient(Uri address, TimeSpan timeout, TimeProvider time)
{
    private const int AnswerLengthMax = 8 * 1024 * 1024;
    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>Sends a request and reads its answer; null when the connection could not be made, or ended or fell silent without one.</summary>
    /// <param name="target">Path and query, sent as they stand.</param>
    /// <param name="headers">Header lines without their ends.</param>
    /// <param name="body">Null for none, not even a length.</param>
    public async Task<HttpReply?> SendAsync(string method, string target, IReadOnlyList<string> headers, byte[]? body, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address.Host, address.Port, either.Token);
            await using var stream = await OpenAsync(socket, either.Token);
            await stream.WriteAsync(Request(method, target, headers, body), either.Token);
            return await ReadAsync(stream, either.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException or FormatException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Stream> OpenAsync(Socket socket, CancellationToken stop)
    {
        var plain = new NetworkStream(socket);
        if (address.Scheme != Uri.UriSchemeHttps) return plain;
#pragma warning disable CA5359 // Terminals take the gateway's self-signed certificate (field notes): a simulated one does the same.
        var secure = new SslStream(plain, leaveInnerStreamOpen: false, static (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, stop);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private byte[] Request(string method, string target, IReadOnlyList<string> headers, byte[]? body)
    {
        var head = new StringBuilder().Append(method).Append(' ').Append(target).Append(" HTTP/1.1\r\n");
        head.Append("Host: ").Append(address.Authority).Append("\r\nConnection: close\r\n");
        foreach (var header in headers) head.Append(header).Append("\r\n");
        if (body is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body ?? []];
    }

    /// <summary>An answer is whole by its length, or by the end of the connection when it tells none.</summary>
    private static async Task<HttpReply?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var all = new ArrayBufferWriter<byte>();
        var bodyStart = -1;
        var length = int.MaxValue;
        while (bodyStart < 0 || all.WrittenCount - bodyStart < length)
        {
            var count = await stream.ReadAsync(all.GetMemory(4096), stop);
            if (count == 0) break;
            all.Advance(count);
            if (all.WrittenCount > AnswerLengthMax) return null;
            if (bodyStart >= 0 || all.WrittenSpan.IndexOf(HeadersEnd) is not (>= 0 and var end)) continue;
            bodyStart = end + HeadersEnd.Length;
            if (Header(all.WrittenSpan[..end], "Content-Length") is { } told) length = int.Parse(told, CultureInfo.InvariantCulture);
        }

        if (bodyStart < 0 || (length != int.MaxValue && all.WrittenCount - bodyStart < length)) return null;
        var head = all.WrittenSpan[..bodyStart];
        var body = all.WrittenSpan[bodyStart..];
        var status = int.Parse(head.Slice(9, 3), CultureInfo.InvariantCulture);
        return new HttpReply(status, Header(head, "Content-Type") ?? "", body[..Math.Min(length, body.Length)].ToArray());
    }

    private static string? Header(ReadOnlySpan<byte> head, string name) => Encoding.Latin1.GetString(head).Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}

/// <summary>An HTTP answer as it came.</summary>
/// <param name="Status">Status code.</param>
/// <param name="ContentType">Media type with its parameters; empty when there is none.</param>
internal sealed record HttpReply(int Status, string ContentType, byte[] Body);
