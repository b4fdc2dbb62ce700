using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak.Load;

/// <summary>A connection that only beats.</summary>
internal sealed class TakeoverLink : IDisposable
{
    private readonly TerminalIdentity _terminal;
    private readonly TerminalClock _clock;
    private readonly Socket _socket;
    private readonly FrameReader _reader;
    private readonly byte[] _buffer = new byte[2 * FrameReader.FrameLengthMax];
    private int _filled;

    private TakeoverLink(TerminalIdentity terminal, TerminalClock clock, Socket socket)
    {
        _terminal = terminal;
        _clock = clock;
        _socket = socket;
        _reader = terminal.NewReader();
    }

    /// <summary>Its own address, as the gateway sees it.</summary>
    public string Local => _socket.LocalEndPoint!.ToString()!;

    /// <exception cref="SocketException">The gateway is not there.</exception>
    public static async Task<TakeoverLink> ConnectAsync(TerminalIdentity terminal, TerminalClock clock, EndPoint gateway, CancellationToken stop)
    {
        var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway, stop);
            return new TakeoverLink(terminal, clock, socket);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Beats and waits for the answer; false if the connection ends instead.</summary>
    /// <exception cref="SocketException">The same, with a reset.</exception>
    public async Task<bool> BeatAsync(CancellationToken stop)
    {
        var frame = new ArrayBufferWriter<byte>();
        _terminal.Write(frame, CommandWord.Heartbeat, TerminalIdentity.DeviceStateWorking, TerminalBodies.Heartbeat(_terminal.Sn, _clock.Text));
        await _socket.SendAsync(frame.WrittenMemory, stop);
        while (!TryCut())
            if (!await ReceiveAsync(stop)) return false;

        return true;
    }

    /// <summary>Waits for the gateway to close it; false when it does not in time.</summary>
    public async Task<bool> EndsAsync(CancellationToken late)
    {
        try
        {
            while (await ReceiveAsync(late)) TryCut();
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveAsync(CancellationToken stop)
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), stop);
        _filled += received;
        return received > 0;
    }

    /// <summary>Takes one whole frame out of what was received.</summary>
    private bool TryCut()
    {
        var input = new ReadOnlySequence<byte>(_buffer, 0, _filled);
        var result = _reader.TryRead(ref input, out _, out _);
        _filled = (int)input.Length;
        input.CopyTo(_buffer);
        return result == FrameReadResult.Frame;
    }
}
