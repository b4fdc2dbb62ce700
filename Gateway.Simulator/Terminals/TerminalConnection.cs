using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>
/// One socket of one terminal: one asynchronous loop, which waits with a small buffer of its own and takes a large one only while a large frame is coming.
/// </summary>
internal sealed class TerminalConnection(Terminal terminal, EndPoint gateway, TimeProvider time, Memory<byte> smallBuffer, IPAddress? source = null) : ITerminalLink, IDisposable
{
    /// <summary>Bytes of the buffer a terminal waits with: many answers, or the header of a command.</summary>
    public const int SmallBufferLength = 512;

    private readonly FrameReader _reader = terminal.Identity.NewReader();
    private readonly Socket _socket = new(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    private byte[]? _rented;
    private volatile bool _isBroken;
    private readonly Memory<byte> _smallBuffer = smallBuffer;
    private Memory<byte> _buffer = smallBuffer;
    private int _filled;

    /// <summary>Connects, receives until the connection ends, and tells the terminal all of it. A connection that fails is no exception.</summary>
    public async Task RunAsync()
    {
        var end = SocketError.Success;
        try
        {
            if (source is not null) Bind(source);
            await _socket.ConnectAsync(gateway);
            _socket.NoDelay = true;
            _socket.Blocking = false;
            terminal.Opened(this, time.GetTimestamp());
            while (await ReceiveAsync())
                if (!Cut()) Close();
        }
        catch (SocketException e)
        {
            end = e.SocketErrorCode;
        }
        finally
        {
            terminal.Closed(end, time.GetTimestamp());
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_isBroken) return;
        var sent = _socket.Send(bytes, SocketFlags.None, out var error);
        if (error != SocketError.Success || sent < bytes.Length) Close();
    }

    public void Close()
    {
        if (_isBroken) return;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            _isBroken = true; // not connected any more: the loop learns it by itself
        }
    }

    /// <summary>The port is chosen when the connection is made (IP_BIND_ADDRESS_NO_PORT of Linux): chosen before, it could serve one connection only.</summary>
    private void Bind(IPAddress from)
    {
        const int Ip = 0;
        const int BindAddressNoPort = 24;
        if (OperatingSystem.IsLinux()) _socket.SetRawSocketOption(Ip, BindAddressNoPort, [1, 0, 0, 0]);
        _socket.Bind(new IPEndPoint(from, 0));
    }

    private async ValueTask<bool> ReceiveAsync()
    {
        if (_filled == _buffer.Length) Enlarge();
        var received = await _socket.ReceiveAsync(_buffer[_filled..], SocketFlags.None);
        _filled += received;
        return received > 0;
    }

    /// <summary>Hands out the frames that are whole; false if the framing is lost.</summary>
    private bool Cut()
    {
        var now = time.GetTimestamp();
        var input = new ReadOnlySequence<byte>(_buffer[.._filled]);
        while (true)
        {
            var before = input.Length;
            var result = _reader.TryRead(ref input, out var frame, out var fault);
            var taken = before - input.Length;
            if (result == FrameReadResult.Fault)
            {
                terminal.Faulted(frame.Command, fault.ToString());
                if (fault.IsFatal()) return false;
                continue;
            }

            var expected = result == FrameReadResult.Frame ? FrameReader.FrameLengthMin + frame.Body.Length : 0;
            if (taken > expected) terminal.Faulted(frame.Command, $"{taken - expected} bytes that are no frame");
            if (result == FrameReadResult.NeedMore) break;
            terminal.Received(frame, now);
        }

        Keep((int)input.Length);
        return true;
    }

    /// <summary>Moves the last bytes, which are no whole frame yet, to the front.</summary>
    private void Keep(int length)
    {
        var rest = _buffer.Slice(_filled - length, length);
        if (_rented is not null && length <= _smallBuffer.Length / 2)
        {
            rest.CopyTo(_smallBuffer);
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
            _buffer = _smallBuffer;
        }
        else
        {
            rest.CopyTo(_buffer);
        }

        _filled = length;
    }

    private void Enlarge()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * FrameReader.FrameLengthMax);
        _buffer[.._filled].CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
        _buffer = larger;
    }
}
