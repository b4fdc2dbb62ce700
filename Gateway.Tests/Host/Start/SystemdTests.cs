using System.Net.Sockets;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.Host.Start;

/// <summary>A service of <c>Type=notify</c>: systemd learns when the node serves, and when it begins to stop.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class SystemdTests
{
    [Fact]
    public async Task Start_UnderSystemd_IsToldReadyAndStopping()
    {
        if (OperatingSystem.IsWindows()) return;
        using var directory = new TempDirectory();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = directory.Combine("notify.sock");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using var gateway = GatewayProcess.Start(directory, environment: new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path });

        var ready = await HeardAsync(socket);
        while (ready.StartsWith("READY=1\nSTATUS=lives and waits", StringComparison.Ordinal)) ready = await HeardAsync(socket); // A slow machine makes its schema longer.
        Assert.Equal("READY=1\nSTATUS=serves", ready);
        await gateway.TerminateAsync();
        Assert.Equal("STOPPING=1\nSTATUS=draining", await HeardAsync(socket));
    }

    private static async Task<string> HeardAsync(Socket socket)
    {
        var bytes = new byte[1024];
        var length = await socket.ReceiveAsync(bytes).WaitAsync(Patience.Max);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
