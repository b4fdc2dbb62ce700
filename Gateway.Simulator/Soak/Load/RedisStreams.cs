using System.Net.Sockets;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Load;

/// <summary>
/// Reads the streams <c>gateway:feed:&lt;kind&gt;</c> (contract). Its own few lines of RESP2 instead of the client that the gateway uses: what that one gets wrong must not be
/// wrong here too.
/// </summary>
internal sealed class RedisStreams : IDisposable
{
    private const int PageSize = 500;

    private readonly TcpClient _client = new();
    private readonly BufferedStream _stream;

    private RedisStreams(string host, int port)
    {
        _client.Connect(host, port);
        _stream = new BufferedStream(_client.GetStream());
    }

    /// <summary>Writes every entry of every kind down.</summary>
    /// <param name="server"><c>host:port</c>, without a password.</param>
    /// <exception cref="SoakFailedException">Redis cannot be read.</exception>
    public static async Task ReadAsync(string server, JsonLineFile history, TimeProvider time)
    {
        try
        {
            var colon = server.LastIndexOf(':');
            using var redis = new RedisStreams(server[..colon], int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture));
            foreach (var kind in (string[])["attendance", "registration", "command", "device"]) await redis.ReadKindAsync(kind, history, time.GetUtcNow());
        }
        catch (Exception e) when (e is SocketException or IOException or FormatException)
        {
            throw new SoakFailedException($"Redis {server}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task ReadKindAsync(string kind, JsonLineFile history, DateTimeOffset seenAt)
    {
        for (var after = "-"; ;)
        {
            await SendAsync("XRANGE", "gateway:feed:" + kind, after, "+", "COUNT", PageSize.ToString(CultureInfo.InvariantCulture));
            if (Reply() is not List<object?> { Count: > 0 } entries) return;
            foreach (var entry in entries.Cast<List<object?>>())
            {
                var fields = (List<object?>)entry[1]!;
                if (!fields.Contains("generation")) throw new FormatException($"entry {entry[0]} of {kind} says no generation");
                using var item = JsonDocument.Parse((string)fields[fields.IndexOf("data") + 1]!);
                FeedLine.Append(history, item.RootElement, seenAt, (string)entry[0]!);
                after = "(" + entry[0];
            }
        }
    }

    private async Task SendAsync(params string[] command)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (var part in command) text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private object? Reply()
    {
        var line = Line();
        var rest = line[1..];
        switch (line[0])
        {
            case '*':
                return Enumerable.Range(0, int.Parse(rest, CultureInfo.InvariantCulture)).Select(_ => Reply()).ToList();
            case '$':
                var length = int.Parse(rest, CultureInfo.InvariantCulture);
                if (length < 0) return null;
                var bytes = new byte[length + 2]; // with the CR LF behind it
                _stream.ReadExactly(bytes);
                return Encoding.UTF8.GetString(bytes, 0, length);
            case '-':
                throw new FormatException(rest);
            default:
                return rest;
        }
    }

    private string Line()
    {
        var text = new StringBuilder();
        for (var next = _stream.ReadByte(); next != '\n'; next = _stream.ReadByte())
        {
            if (next < 0) throw new IOException("the connection ended");
            if (next != '\r') text.Append((char)next);
        }

        return text.Length > 0 ? text.ToString() : throw new FormatException("an empty line");
    }
}
