using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>The device socket in TLS (<c>Gateway:Tcp:TlsEndpoint</c>), alone and behind a load balancer.</summary>
public sealed class TlsSocketTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminal_InTls_IsServedLikeAnyOther(bool behindLoadBalancer)
    {
        await using var node = await TestNode.StartAsync(
            new Dictionary<string, string>
            {
                ["Tcp:TlsEndpoint"] = "127.0.0.1:0",
                ["Tcp:ProxyProtocol"] = behindLoadBalancer ? "true" : "false",
                ["Tcp:ProxyProtocolFrom"] = "127.0.0.1",
            });
        var sn = await node.ProvisionAsync();
        using var terminal = await node.ConnectAsync(sn); // For its bytes.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, node.TlsPort);
        if (behindLoadBalancer) await client.GetStream().WriteAsync("PROXY TCP4 203.0.113.9 192.0.2.1 4711 6960\r\n"u8.ToArray());
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "gateway",
            RemoteCertificateValidationCallback = static (_, presented, _, _) => presented?.Subject == "CN=gateway"
        });

        await tls.WriteAsync(terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(node.Now)));

        var answer = new byte[27];
        using var late = new CancellationTokenSource(Patience.Max);
        await tls.ReadExactlyAsync(answer, late.Token);
        Assert.Equal(0x00, WireFrame.FromReply(answer, false).Status);
        if (behindLoadBalancer) Assert.Equal("203.0.113.9:4711", (await node.DeviceAsync(sn))["connection"]!["remote"]!.GetValue<string>());
    }
}
