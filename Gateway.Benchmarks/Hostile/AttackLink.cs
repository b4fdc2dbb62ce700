using System.Net;
using System.Net.Sockets;

namespace Gateway.Benchmarks.Hostile;

/// <summary>Connections from addresses of the attacker's own: 127.9.x.y, never the honest terminals' 127.0.0.1.</summary>
internal static class AttackLink
{
    private const int AddressesPerByte = 250;

    /// <summary>Address number n of the attacker.</summary>
    public static IPAddress Address(int number) => new([127, 9, (byte)(number / AddressesPerByte % AddressesPerByte), (byte)((number % AddressesPerByte) + 1)]);

    /// <summary>Connects from an address; null if that is refused.</summary>
    public static async Task<Socket?> OpenAsync(int port, int address, AttackCost cost, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(Address(address), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
            cost.Connected();
            return socket;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            cost.WasRefused();
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Sends all; false when the other side has had enough.</summary>
    public static async Task<bool> SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, AttackCost cost, CancellationToken stop)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var sent = await socket.SendAsync(bytes, stop);
                cost.Sent(sent);
                bytes = bytes[sent..];
            }

            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A client whose connections come from an address of the attacker's.</summary>
    public static HttpClient Client(int port, int address, AttackCost cost)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
                new NetworkStream(await OpenAsync(port, address, cost, stop) ?? throw new IOException("refused"), ownsSocket: true),
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }
}
