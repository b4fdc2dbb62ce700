using System.Net;
using Gateway.Edge.Metrics;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.Tcp.Proxy;

/// <summary>
/// Reads the PROXY header before anything else of a connection, TLS too, and gives the connection the address that it names: limits and records then see the terminal, not the load
/// balancer. Whoever is not trusted to say so, or says it wrongly, is closed and counted.
/// </summary>
internal sealed class ProxyProtocol(TcpOptions options, TimeProvider time)
{
    /// <summary>A load balancer sends it with its first bytes.</summary>
    public static readonly TimeSpan HeaderWithin = TimeSpan.FromSeconds(5);

    /// <summary>Connections whose header is awaited: they are counted in nowhere else yet.</summary>
    private const int AwaitedMax = 10_000;

    private int _awaited;

    /// <summary>Headers that are awaited now.</summary>
    public int Awaited => Volatile.Read(ref _awaited);

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (!IsTrusted(connection.RemoteEndPoint))
        {
            EdgeMetrics.ConnectionRefused("proxy_untrusted");
            return;
        }

        string? refusal;
        try
        {
            refusal = Interlocked.Increment(ref _awaited) > AwaitedMax ? "proxy_awaited" : await ReadAsync(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _awaited);
        }

        if (refusal is null) await next(connection);
        else EdgeMetrics.ConnectionRefused(refusal);
    }

    /// <summary>Null: the header was read. Else why not.</summary>
    private async Task<string?> ReadAsync(ConnectionContext connection)
    {
        using var late = new CancellationTokenSource(HeaderWithin, time);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(late.Token);
                var status = Read(read.Buffer, out var length, out var source);
                if (status == OperationStatus.Done)
                {
                    if (source is null && ProxyHeader.IsUnknown(read.Buffer.Slice(0, length).ToArray())) EdgeMetrics.ProxyUnknown();
                    input.AdvanceTo(read.Buffer.GetPosition(length));
                    connection.RemoteEndPoint = source ?? connection.RemoteEndPoint;
                    return null;
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (status == OperationStatus.InvalidData) return "proxy_malformed";
                if (read.IsCompleted) return "proxy_incomplete";
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return "proxy_late";
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException or IOException)
        {
            return "proxy_incomplete";
        }
    }

    private static OperationStatus Read(in ReadOnlySequence<byte> buffer, out int length, out IPEndPoint? source)
    {
        if (buffer.IsSingleSegment) return ProxyHeader.Read(buffer.FirstSpan, out length, out source);

        // No header is longer than this.
        var most = Math.Min(buffer.Length, 16 + ProxyHeader.DataLengthMax);
        return ProxyHeader.Read(buffer.Slice(0, most).ToArray(), out length, out source);
    }

    private bool IsTrusted(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address }) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.ProxyProtocolFrom.Any(network => network.Contains(plain));
    }
}
