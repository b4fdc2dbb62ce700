using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Simulator;

/// <summary>A tiny gateway on a real socket that answers as the test says.</summary>
internal sealed class ScriptedGateway : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TerminalRequest, byte[]?> _answer;
    private readonly Func<string, string> _keyOf;
    private readonly Task _accepting;

    /// <param name="keyOf">The key of an SN.</param>
    /// <param name="answer">The bytes to send; null closes the connection.</param>
    public ScriptedGateway(Func<string, string> keyOf, Func<TerminalRequest, byte[]?> answer)
    {
        _keyOf = keyOf;
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public EndPoint Address => _listener.LocalEndpoint;

    /// <summary>Everything that was asked, on all connections.</summary>
    public ConcurrentQueue<TerminalRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or InvalidOperationException or SocketException && _stop.IsCancellationRequested)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var received = new List<byte>();
            var buffer = new byte[4096];
            try
            {
                for (int count; (count = await stream.ReadAsync(buffer, _stop.Token)) > 0;)
                {
                    received.AddRange(buffer[..count]);
                    foreach (var request in GatewayBytes.Read(received, _keyOf))
                    {
                        Requests.Enqueue(request);
                        if (_answer(request) is not { } answer) return;
                        await stream.WriteAsync(answer, _stop.Token);
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                return; // the test is over, or the terminal is gone
            }
        }
    }
}
