using System.CommandLine;
using Gateway.Simulator.Verbs;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary><c>replay</c> of what a whole node has recorded, against that node: one of its own, whose clock no other test puts forward, since replay has the machine's.</summary>
public sealed class ReplayTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task Replay_AgainstTheSameGateway_IsAnsweredAsRecorded(string format)
    {
        var recorded = await RecordAsync(format);
        var sn = await Node.ProvisionAsync();

        var (code, print) = await ReplayAsync(sn, recorded);

        Assert.True(code == 0, print);
        Assert.Contains("6 answers as recorded, 0 differences", print, StringComparison.Ordinal);
        Assert.Contains("once for 3 times", print, StringComparison.Ordinal);
        Assert.Equal("1001", Assert.Single(await Node.RecordsAsync(sn)).UserId);
    }

    [Fact]
    public async Task Replay_OfAnswersThatOvertookEachOther_TakesThemInAnyOrder()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.SendAsync([
            .. terminal.Request(RawTerminal.Upload, terminal.UploadJson(("1001", "2024-05-06 08:30:00"))),
            .. terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now))]);
        await terminal.ReadFrameAsync();
        await terminal.ReadFrameAsync();
        var lines = (await Node.Http.GetStringAsync($"/api/v1/devices/{terminal.Sn}/frames?format=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (requests, answers) = (
            lines.Where(line => line.Contains("\"in\"", StringComparison.Ordinal)),
            lines.Where(line => line.Contains("\"out\"", StringComparison.Ordinal)).ToArray());

        foreach (var recorded in new[] { answers, [.. answers.Reverse()] })
        {
            var (code, print) = await ReplayAsync(await Node.ProvisionAsync(), string.Join('\n', requests.Concat(recorded)));
            Assert.True(code == 0, print);
            Assert.Contains("2 answers as recorded, 0 differences", print, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Replay_ToADeviceThatAnswersOtherwise_NamesTheDifference()
    {
        var recorded = await RecordAsync("ndjson");
        var sn = await Node.ProvisionAsync();
        await Node.CommandAsync(sn, new { type = "person.delete", user_id = "7" });

        var (code, print) = await ReplayAsync(sn, recorded);

        Assert.Equal(1, code);
        Assert.Contains("heartbeat (0x10) with status 0x00 was recorded, heartbeat (0x10) with status 0x14 came", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithAnotherKey_IsNotAnsweredAsRecorded()
    {
        var (code, print) = await ReplayAsync(await Node.ProvisionAsync(), await RecordAsync("ndjson"), "00000001");

        Assert.Equal(1, code);
        Assert.Contains("DIFFERENT", print, StringComparison.Ordinal);
        Assert.DoesNotContain("00000001", print, StringComparison.Ordinal);
    }

    /// <summary>Idle heartbeats, an upload, a wrong checksum and an unknown word on one connection, a wrong key on another.</summary>
    private async Task<string> RecordAsync(string format)
    {
        using (var terminal = await Node.TerminalAsync())
        {
            for (var i = 0; i < 3; i++) await terminal.BeatAsync(Node.Now);
            await terminal.UploadAsync(("1001", "2024-05-06 08:30:00"));
            var bad = terminal.Request(RawTerminal.Upload, "{}");
            bad[^1] ^= 1;
            await terminal.SendAsync(bad);
            await terminal.ReadFrameAsync();
            await terminal.AskAsync(0x7F, "{}");
            using var stranger = await Node.ConnectAsync(terminal.Sn, key: "00000001");
            await stranger.AskAsync(RawTerminal.Upload, "{}");
            using var other = await Node.ConnectAsync(terminal.Sn);
            await other.BeatAsync(Node.Now);
            return await Node.Http.GetStringAsync($"/api/v1/devices/{terminal.Sn}/frames?format={format}");
        }
    }

    private async Task<(int Code, string Print)> ReplayAsync(string sn, string recorded, string key = RawTerminal.Key)
    {
        using var directory = new TempDirectory();
        var file = System.IO.Path.Combine(directory.Path, "frames.ndjson");
        await File.WriteAllTextAsync(file, recorded);
        await using var print = new StringWriter();
        var parsed = ReplayVerb.Create().Parse([file, "--sn", sn, "--key", key, "--tcp", Node.Endpoint.ToString(), "--wait", $"{Patience.Max.TotalSeconds}"]);
        Assert.Empty(parsed.Errors);
        return (await parsed.InvokeAsync(new InvocationConfiguration { Output = print }), print.ToString());
    }
}
