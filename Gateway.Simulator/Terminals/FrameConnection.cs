using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>One connection of a replay: bytes out, whole frames in.</summary>
internal sealed class ReplayConnection(Socket socket, TerminalIdentity terminal, TimeProvider time) : IDisposable
{
    private readonly FrameReader _reader = terminal.NewReader();
    private readonly byte[] _buffer = new byte[4 * FrameReader.FrameLengthMax];
    private int _filled;

    /// <summary>True once the gateway has closed it.</summary>
    public bool IsClosed { get; private set; }

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<ReplayConnection> OpenAsync(EndPoint gateway, TerminalIdentity terminal, TimeProvider time, CancellationToken stop)
    {
        var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway, stop);
            return new ReplayConnection(socket, terminal, time);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => socket.Dispose();

    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, stop)..];
    }

    /// <summary>The next frame; null when none comes in time, when the gateway has closed, or when what came is no frame (<paramref name="wait"/> is not waited for then).</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task<Frame?> ReadAsync(TimeSpan wait, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        while (true)
        {
            if (TryCut(out var frame)) return frame;
            if (IsClosed) return null;
            try
            {
                var received = await socket.ReceiveAsync(_buffer.AsMemory(_filled), either.Token);
                _filled += received;
                IsClosed = received == 0;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private bool TryCut(out Frame frame)
    {
        var input = new ReadOnlySequence<byte>(_buffer, 0, _filled);
        var result = _reader.TryRead(ref input, out frame, out var fault);
        if (result == FrameReadResult.Fault && fault.IsFatal()) IsClosed = true;
        if (result == FrameReadResult.Frame) frame = new Frame(frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Sn, frame.Body.ToArray());
        _filled = (int)input.Length;
        input.CopyTo(_buffer);
        return result == FrameReadResult.Frame;
    }
}
