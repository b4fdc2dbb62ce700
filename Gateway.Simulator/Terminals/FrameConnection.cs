using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>One connection of one terminal, read frame by frame. A fleet, whose connections must be small, has <see cref="TerminalConnection"/>.</summary>
internal sealed class FrameConnection : IDisposable
{
    private readonly TerminalIdentity _terminal;
    private readonly TimeProvider _time;
    private readonly Action<string>? _faulted;
    private readonly Socket _socket;
    private readonly FrameReader _reader;
    private readonly byte[] _buffer = new byte[4 * FrameReader.FrameLengthMax];
    private int _filled;

    private FrameConnection(Socket socket, TerminalIdentity terminal, TimeProvider time, Action<string>? faulted)
    {
        (_socket, _terminal, _time, _faulted) = (socket, terminal, time, faulted);
        _reader = terminal.NewReader();
    }

    /// <summary>Its own address, as the gateway sees it.</summary>
    public string Local => _socket.LocalEndPoint!.ToString()!;

    /// <summary>True once the gateway has closed it.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>True once nothing can come any more: it is closed, or frames cannot be told apart any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True while bytes of a frame that is not whole are held.</summary>
    public bool IsInsideAFrame => _filled > 0;

    /// <param name="faulted">Told what came that is no frame; null when nobody wants to know.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<FrameConnection> OpenAsync(
        EndPoint gateway, TerminalIdentity terminal, TimeProvider time, CancellationToken stop, Action<string>? faulted = null)
    {
        var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway, stop);
            return new FrameConnection(socket, terminal, time, faulted);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Ends the connection with a FIN.</summary>
    public void HangUp() => _socket.Shutdown(SocketShutdown.Both);

    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, stop)..];
    }

    /// <summary>Sends a request with this body in clear.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public Task SendAsync(byte command, ReadOnlySpan<byte> json, CancellationToken stop)
    {
        var frame = new ArrayBufferWriter<byte>();
        _terminal.Write(frame, command, TerminalIdentity.DeviceStateWorking, json);
        return SendAsync(frame.WrittenMemory, stop);
    }

    /// <summary>Waits for more bytes; false when none can come any more.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task<bool> ReceiveAsync(CancellationToken stop)
    {
        if (IsOver) return false;
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), stop);
        _filled += received;
        IsClosed = IsOver = received == 0;
        return !IsOver;
    }

    /// <summary>The same, false also when none came in time.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task<bool> ReceiveAsync(TimeSpan wait, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            return await ReceiveAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Takes one whole frame out of what was received.</summary>
    public bool TryRead(out Frame frame)
    {
        var input = new ReadOnlySequence<byte>(_buffer, 0, _filled);
        FrameReadResult result;
        do
        {
            var before = input.Length;
            result = _reader.TryRead(ref input, out frame, out var fault);
            var expected = result == FrameReadResult.Frame ? FrameReader.FrameLengthMin + frame.Body.Length : 0;
            if (result == FrameReadResult.Fault) _faulted?.Invoke($"no frame: {fault}");
            else if (before - input.Length > expected) _faulted?.Invoke("bytes that are no frame");
            if (result == FrameReadResult.Fault && fault.IsFatal()) IsOver = true;
        }
        while (result == FrameReadResult.Fault && !IsOver);
        _filled = (int)input.Length;
        input.CopyTo(_buffer);
        return result == FrameReadResult.Frame;
    }

    /// <summary>Forgets the bytes of a frame that is not whole; false: there are none.</summary>
    public bool DropPiece()
    {
        var had = IsInsideAFrame;
        _filled = 0;
        return had;
    }

    /// <summary>The next frame; null when there is none, and none comes in time.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task<Frame?> ReadAsync(TimeSpan wait, CancellationToken stop)
    {
        while (true)
        {
            if (TryRead(out var frame)) return frame;
            if (!await ReceiveAsync(wait, stop)) return null;
        }
    }
}
