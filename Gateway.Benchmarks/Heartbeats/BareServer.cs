using System.Collections.Frozen;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>
/// The baseline: System.IO.Pipelines over a socket, the gateway's own frame check, decryption and parse, and an answer on the spot. No session, no actor,
/// no lane, no limit, no time-out, no metric.
/// </summary>
internal sealed class BareServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly FrozenDictionary<string, DesCipher> _ciphers;

    private BareServer(int terminals) => _ciphers = Enumerable.Range(0, terminals)
        .ToFrozenDictionary(BenchTerminal.Sn, number => new DesCipher(BenchTerminal.Key(number), CipherOptions.Standard));

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static BareServer Start(int terminals)
    {
        var server = new BareServer(terminals);
        server._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server._listener.Listen(4096);
        _ = server.AcceptAsync();
        return server;
    }

    public void Dispose() => _listener.Dispose();

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
                    Answer(frame, cipher, reader, output);
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

    private static void Answer(in Frame frame, DesCipher cipher, FrameReader reader, PipeWriter output)
    {
        var body = MemoryMarshal.AsMemory(frame.Body).Span;
        var isGood = cipher.TryDecrypt(body, body, out var length) && HeartbeatBody.TryRead(body[..length], frame.Sn, out _, out _);
        FrameWriter.Write(output, FrameSide.Reply, reader.ByteOrder, frame.Command, 0, 0, isGood ? FrameStatus.Idle : FrameStatus.Failure, frame.Sn, default);
    }
}
