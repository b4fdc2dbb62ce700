using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>More connections than the process has descriptors: it lives, and serves those that it has.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class DescriptorTests
{
    private const int Limit = 1000;

    [Fact]
    public async Task Connections_AboveTheLimit_AreRefusedAndTheProcessLives()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory.Path, descriptors: Limit);
        await gateway.ServesAsync();
        await gateway.ProvisionAsync("smz-1");
        using var terminal = await RawTerminal.ConnectAsync(gateway.Socket, "smz-1");
        Assert.Equal(0x00, (await terminal.BeatAsync(DateTimeOffset.UtcNow)).Status);
        var http = new IPEndPoint(IPAddress.Loopback, gateway.DeviceHttp.Port);
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < Limit * 12 / 10; i++)
            {
                idle.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                try
                {
                    await idle[i].ConnectAsync(i % 2 == 0 ? gateway.Socket : http);
                }
                catch (SocketException)
                {
                    // Refused before connect has returned.
                }
            }

            Assert.Equal(0x00, (await terminal.BeatAsync(DateTimeOffset.UtcNow.AddSeconds(1))).Status);
            using var ready = await gateway.Http.GetAsync("/health/ready"); // It may be too busy to be ready.
            var checks = (await ready.Content.ReadFromJsonAsync<JsonNode>())!["checks"]!.AsArray();
            var detail = checks.Single(check => check!["name"]!.GetValue<string>() == "descriptors")!["detail"]!.GetValue<string>();
            Assert.Contains("of 334 connections; the process may have 1000 descriptors", detail, StringComparison.Ordinal);
            await Patience.UntilAsync(
                async () => Regex.IsMatch(await gateway.Http.GetStringAsync("/metrics"), """gateway_connections_refused_total\{limit="descriptors"\} [1-9]"""), "counted");
        }
        finally
        {
            idle.ForEach(static socket => socket.Dispose());
        }

        await Patience.UntilAsync(
            async () =>
            {
                using var again = await RawTerminal.ConnectAsync(gateway.Socket, "smz-1");
                try
                {
                    await again.SendAsync(RawTerminal.Heartbeat, again.HeartbeatJson(DateTimeOffset.UtcNow));
                    return await again.ReadAsync() is not null;
                }
                catch (SocketException)
                {
                    return false; // Refused at once.
                }
            },
            "newcomers are served again");
        Assert.Contains(" 1372 ", gateway.Out, StringComparison.Ordinal);
    }
}
