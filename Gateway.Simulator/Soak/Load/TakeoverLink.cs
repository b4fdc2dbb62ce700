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
    private readonly FrameConnection _connection;

    private TakeoverLink(TerminalIdentity terminal, TerminalClock clock, FrameConnection connection) =>
        (_terminal, _clock, _connection) = (terminal, clock, connection);

    /// <summary>Its own address, as the gateway sees it.</summary>
    public string Local => _connection.Local;

    /// <exception cref="SocketException">The gateway is not there.</exception>
    public static async Task<TakeoverLink> ConnectAsync(TerminalIdentity terminal, TerminalClock clock, EndPoint gateway, TimeProvider time, CancellationToken stop) =>
        new(terminal, clock, await FrameConnection.OpenAsync(gateway, terminal, time, stop));

    /// <summary>Beats and waits for the answer; false if the connection ends instead.</summary>
    /// <exception cref="SocketException">The same, with a reset.</exception>
    public async Task<bool> BeatAsync(CancellationToken stop)
    {
        await _connection.SendAsync(CommandWord.Heartbeat, TerminalBodies.Heartbeat(_terminal.Sn, _clock.Text), stop);
        while (!_connection.TryRead(out _))
            if (!await _connection.ReceiveAsync(stop)) return false;

        return true;
    }

    /// <summary>Waits for the gateway to close it; false when it does not in time.</summary>
    public async Task<bool> EndsAsync(CancellationToken late)
    {
        try
        {
            while (await _connection.ReceiveAsync(late)) _connection.TryRead(out _);
            return _connection.IsClosed;
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

    public void Dispose() => _connection.Dispose();
}
