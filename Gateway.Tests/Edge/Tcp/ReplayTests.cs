using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Captured frames, said again over a real socket by somebody who has no key (D20, D37).</summary>
[Collection(NodeFixture.Collection)]
public sealed class ReplayTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task CapturedHeartbeat_SaidAgain_LeavesTheTerminalItsSession()
    {
        using var terminal = await Node.TerminalAsync();
        var captured = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));
        await terminal.SendAsync(captured);
        Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);

        using var attacker = await Node.ConnectAsync(terminal.Sn, "whatever");
        for (var i = 0; i < 10; i++)
        {
            await attacker.SendAsync(captured);
            Assert.Equal(0x00, (await attacker.ReadFrameAsync()).Status); // heard, and told nothing
        }

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now.AddSeconds(5))).Status);
        var device = await Node.DeviceAsync(terminal.Sn);
        Assert.Equal(0, device["counters"]!["takeovers"]!.GetValue<int>());
        Assert.Equal(terminal.Socket.LocalEndPoint!.ToString(), device["connection"]!["remote"]!.GetValue<string>());
    }

    [Fact]
    public async Task CapturedHeartbeatAndResult_SettleNoPushThatTheTerminalNeverSaw()
    {
        var sn = await Node.ProvisionAsync();
        byte[] heartbeat, result;
        using (var terminal = await Node.ConnectAsync(sn))
        {
            heartbeat = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now.AddSeconds(-30)));
            result = terminal.Request(RawTerminal.PersonPush, """{"result_code":"0000","result_desc":""}""");
            await terminal.SendAsync(heartbeat);
            Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);
        }

        await Patience.UntilAsync(async () => (await Node.DeviceAsync(sn))["status"]!.GetValue<string>() == "offline", "offline");
        Node.Time.Shift(TimeSpan.FromSeconds(2));
        var id = await Node.CommandAsync(sn, new { type = "person.push", person = new { user_id = "7", name = "n" } });

        using var attacker = await Node.ConnectAsync(sn, "whatever");
        await attacker.SendAsync(heartbeat);
        await attacker.ReadFrameAsync();
        await attacker.SendAsync(result);
        await attacker.SendAsync(heartbeat);
        await attacker.ReadFrameAsync(); // By now the result has been judged.

        Assert.Equal("queued", (await Node.GetAsync($"/api/v1/devices/{sn}/commands/{id}"))["state"]!.GetValue<string>());
        using var back = await Node.ConnectAsync(sn);
        Assert.Equal(RawTerminal.PersonPush, (await Node.BeatAsync(back)).Status);
    }

    [Fact]
    public async Task CapturedUpload_OfAGuest_IsAnsweredAndStoredOnce() // D20: heard
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        var captured = terminal.Request(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        using var guest = await Node.ConnectAsync(terminal.Sn);

        foreach (var one in (RawTerminal[])[guest, terminal, guest])
        {
            await one.SendAsync(captured);
            Assert.Equal("0000", terminal.ResultOf(await one.ReadFrameAsync()).Code);
        }

        Assert.Single(await Node.RecordsAsync(terminal.Sn));
    }
}
