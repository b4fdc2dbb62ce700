using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A terminal whose place another took keeps its records until they are here (D39): it is served at both doors, and given nothing.</summary>
[Collection(NodeFixture.Collection)]
public sealed class ReplacedTests(NodeFixture fixture)
{
    private static readonly string[] Tags = ["gate"];

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Replaced_Terminal_IsAnsweredIdleAndItsRecordsAreTaken_WhileTheNewOneIsServed()
    {
        using var old = await Node.TerminalAsync();
        var (sn, next) = (old.Sn, old.Sn + "-2");
        using (var moved = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { site = "工地-r", tags = Tags })) moved.EnsureSuccessStatusCode();
        await Node.CommandAsync(sn, new { id = "c1", type = "person.delete", user_id = "7" });
        Assert.Equal(RawTerminal.PersonDelete, (await Node.BeatAsync(old)).Status);
        Assert.Equal(RawTerminal.PersonDelete, (await old.ReadFrameAsync()).Command); // It is in flight.

        using (var put = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{next}", new { key = RawTerminal.Key, replaces = sn })) put.EnsureSuccessStatusCode();

        Assert.Null(await old.ReadAsync()); // Closed.
        await Patience.UntilAsync(async () => (await Node.CommandsAsync(sn)).Exists(static command => (string?)command["state"] == "cancelled"), "the list is a second behind");
        var cancelled = Assert.Single(await Node.CommandsAsync(sn), command => (string?)command["state"] == "cancelled");
        Assert.Equal(("c1", "replaced"), ((string?)cancelled["id"], (string?)cancelled["result_code"]));
        var device = await Node.DeviceAsync(sn);
        Assert.Equal(("disabled", next, "工地-r"), ((string?)device["status"], (string?)device["replaced_by"], (string?)device["site"]));
        Assert.Equal(("工地-r", "gate"), ((string?)(await Node.DeviceAsync(next))["site"], (string?)(await Node.DeviceAsync(next))["tags"]![0]));

        // What is asked of it all the same stays where it is.
        await Node.CommandAsync(sn, new { id = "c2", type = "person.delete", user_id = "8" });
        using var again = await Node.ConnectAsync(sn);
        Assert.Equal((0x00, 0), ((await again.BeatAsync(Node.Now)).Status, (await again.BeatAsync(Node.Now.AddSeconds(2))).Body.Length));
        Assert.Equal("0000", (await again.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        using (var late = await Node.ConnectAsync(sn)) Assert.Equal(0x01, (await Node.BeatAsync(late, Node.Now.AddHours(-5))).Status); // Corrected (D12).
        var (deletions, persons) = (new Uri(Node.DeviceHttp[0], $"/GetDelPerson?sn={sn}"), new Uri(Node.DeviceHttp[0], $"/GetAddPerson?sn={sn}"));
        JsonNode[] pulls = [await Node.GetAsync(deletions.ToString()), await Node.GetAsync(persons.ToString())];
        Assert.All(pulls, idle => Assert.Equal((0, ""), ((int)idle["Result"]!, (string?)idle["Content"])));
        var json = $$"""{"count":1,"logs":[{"sn":"{{sn}}","user_id":"9","recog_time":"2024-05-06 08:31:00"}]}""";
        var upload = new FormUrlEncodedContent([new("sn", sn), new("content", Convert.ToHexString(again.Encrypt(json)))]);
        using (var answer = await Node.Http.PostAsync(new Uri(Node.DeviceHttp[0], "/UploadAttendance"), upload))
            Assert.Equal(0, (int)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["Result"]!);
        Assert.Equal(["7", "9"], (await Node.RecordsAsync(sn)).Select(record => record.UserId).Order());
        Assert.Equal(2, (await Node.GetAsync($"/api/v1/attendance?sn={sn}&site=工地-r"))["items"]!.AsArray().Count);

        using var terminal = await Node.ConnectAsync(next);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }
}
