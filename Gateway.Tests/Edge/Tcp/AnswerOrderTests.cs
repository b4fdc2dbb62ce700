using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Command frames and the answers to heartbeats keep the order in which the DeviceActor decided them.</summary>
[Collection(NodeFixture.Collection)]
public sealed class AnswerOrderTests(NodeFixture fixture)
{
    private const int Rounds = 10;

    [Fact]
    public async Task HeartbeatBehindAResult_NextCommandIsBeingMade_CommandComesBeforeTheAnswer()
    {
        var node = fixture.Node;
        using var terminal = new CommandTerminal(await node.TerminalAsync());
        var raw = terminal.Terminal;
        for (var round = 0; round < Rounds; round++)
        {
            await PostAsync(node, raw.Sn, new { type = "person.delete", user_id = $"gone-{round}" });
            var push = await PostAsync(node, raw.Sn, new { type = "person.push", person = new { user_id = $"new-{round}", name = "n" } });
            var deletion = await terminal.BeatForCommandAsync(() => node.Now);
            Assert.Equal(RawTerminal.PersonDelete, deletion.Word);

            // Result and heartbeat in one segment: the person of the next frame is still being read when the heartbeat is decided. // D14
            var result = raw.Request(RawTerminal.PersonDelete, """{"result_code":"0000","result_desc":""}""");
            await raw.SendAsync([.. result, .. raw.Request(RawTerminal.Heartbeat, raw.HeartbeatJson(node.Now))]);
            Assert.Equal(RawTerminal.PersonPush, (await raw.ReadFrameAsync()).Command);
            Assert.Equal((RawTerminal.Heartbeat, 0), Kind(await raw.ReadFrameAsync()));
            await raw.SendAsync(RawTerminal.PersonPush, """{"result_code":"0000","result_desc":""}""");
            await Patience.UntilAsync(
                async () => (await node.GetAsync($"/api/v1/devices/{raw.Sn}/commands/{push}"))["state"]!.GetValue<string>() == "succeeded", "the queue is empty");
        }
    }

    [Fact]
    public async Task HeartbeatBehindAResult_AnsweredIdleWhileTheJournalIsSlow_NextCommandWaitsForAHeartbeat()
    {
        var node = fixture.Node;
        var sn = await node.ProvisionAsync(dialect: "fixed");
        using var terminal = new CommandTerminal(await node.ConnectAsync(sn));
        var raw = terminal.Terminal;
        await PostAsync(node, sn, new { type = "person.delete", user_id = "gone" });
        await PostAsync(node, sn, new { type = "person.push", person = new { user_id = "new", name = "n" } });
        Assert.Equal(RawTerminal.PersonDelete, (await terminal.BeatForCommandAsync(() => node.Now)).Word);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(node.DataPath, "gateway.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var writes = other.BeginTransaction(deferred: false); // Nothing is journalled meanwhile.
            var result = raw.Request(RawTerminal.PersonDelete, """{"result_code":"0000","result_desc":""}""");
            await raw.SendAsync([.. result, .. raw.Request(RawTerminal.Heartbeat, raw.HeartbeatJson(node.Now))]);
            Assert.Equal((RawTerminal.Heartbeat, 0), Kind(await raw.ReadFrameAsync()));
        }

        var answer = (RawTerminal.Heartbeat, 0);
        while (answer == (RawTerminal.Heartbeat, 0))
        {
            await raw.SendAsync(RawTerminal.Heartbeat, raw.HeartbeatJson(node.Now));
            answer = Kind(await raw.ReadFrameAsync());
        }

        Assert.Equal((RawTerminal.Heartbeat, RawTerminal.PersonPush), answer);
        Assert.Equal(RawTerminal.PersonPush, (await raw.ReadFrameAsync()).Command);
    }

    private static (byte Command, int Status) Kind(WireFrame frame) => (frame.Command, frame.Status);

    private static async Task<string> PostAsync(TestNode node, string sn, object command)
    {
        using var answer = await node.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", command);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }
}
