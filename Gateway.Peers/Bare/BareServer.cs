using System.Collections.Frozen;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Peers.Protocol;

namespace Gateway.Peers.Bare;

/// <summary>
/// The baseline: System.IO.Pipelines over a socket, the gateway's own frame check, decryption and parse, and an answer on the spot. No session, no actor,
/// no lane, no limit, no time-out, no metric.
/// </summary>
internal sealed class BareServer : IHeartbeatServer
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly FrozenDictionary<string, DesCipher> _ciphers;

    private BareServer(FrozenDictionary<string, DesCipher> ciphers) => _ciphers = ciphers;

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static BareServer Start(FrozenDictionary<string, DesCipher> ciphers)
    {
        var server = new BareServer(ciphers);
        server._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server._listener.Listen(4096);
        _ = server.AcceptAsync();
        return server;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (SocketException)
            {
                return; // The listener is closed: the server stops.
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var (input, output) = (PipeReader.Create(stream), PipeWriter.Create(stream));
        var reader = new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto);
        DesCipher? cipher = null;
        try
        {
            while (await input.ReadAsync() is { IsCompleted: false } read)
            {
                var buffer = read.Buffer;
                while (reader.TryRead(ref buffer, out var frame, out _) == FrameReadResult.Frame)
                {
                    cipher ??= _ciphers[frame.Sn.ToString()];
                    Heartbeat.Read(frame, reader.ByteOrder, cipher).Answer(output);
                }

                input.AdvanceTo(buffer.Start, buffer.End);
                await output.FlushAsync();
            }
        }
        catch (IOException)
        {
            // The load has gone.
        }
    }
}
