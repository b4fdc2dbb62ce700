using System.Text.Json.Nodes;
using Gateway.Actors.Habits;
using Gateway.Tests.Platform.Commands;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Command frames in the form that was learned, byte for byte, and how it is learned through the whole node (0102).</summary>
[Collection(NodeFixture.Collection)]
public sealed class SocketFormTests(NodeFixture fixture)
{
    private readonly TestNode _node = fixture.Node;
    private int _beats;

    [Fact]
    public async Task LearnedForm_IsHowFramesAreWritten()
    {
        var sn = await _node.ProvisionAsync();
        await LearnAsync(sn);
        var photo = Samples.Photo(3_000);
        await _node.CommandAsync(sn, Push("u1", photo));
        using var terminal = await _node.ConnectAsync(sn);

        var first = await BeatAsync(terminal);
        var second = await terminal.ReadFrameAsync();

        Assert.Equal((RawTerminal.PersonPush, 0, 2), (first.Command, first.Number, first.Total)); // D13 direct, D7 from 0
        Assert.Equal((1, 2), (second.Number, second.Total));
        Assert.Equal(photo, second.Body);
        var json = JsonNode.Parse(terminal.Decrypt(first.Body))!;
        Assert.Equal((JsonValueKind.Number, ""), (json["count"]!.GetValueKind(), (string?)json["users"]![0]!["face_template"]));
    }

    [Fact]
    public async Task LearnedForm_WithADialectThatSaysIt_IsAsTheDialectSays()
    {
        var sn = await _node.ProvisionAsync(dialect: "fixed");
        await LearnAsync(sn);
        await _node.CommandAsync(sn, Push("u1", Samples.Photo(3_000)));
        using var terminal = await _node.ConnectAsync(sn);

        var answer = await BeatAsync(terminal);
        var frame = await terminal.ReadFrameAsync();

        Assert.Equal((RawTerminal.Heartbeat, RawTerminal.PersonPush), (answer.Command, answer.Status));
        Assert.Equal((RawTerminal.PersonPush, 0, 0), (frame.Command, frame.Number, frame.Total));
        Assert.Equal(JsonValueKind.String, JsonNode.Parse(terminal.Decrypt(frame.Body))!["count"]!.GetValueKind());
    }

    [Fact]
    public async Task LearnedInlineOnly_PhotoThatDoesNotFit_IsRefusedAtOnce()
    {
        var sn = await _node.ProvisionAsync();
        await _node.Services.GetRequiredService<IHabitStore>().WriteAsync(sn, HabitNames.Photo, new Habit("inline-only", true, _node.Now, "a test"), default);
        var id = await _node.CommandAsync(sn, Push("u1", Samples.Photo(20_000)));
        using var terminal = await _node.ConnectAsync(sn);

        var answer = await BeatAsync(terminal);

        Assert.Equal((RawTerminal.Heartbeat, 0), (answer.Command, answer.Status));
        var command = await _node.GetAsync($"/api/v1/devices/{sn}/commands/{id}");
        Assert.Equal(("failed", "9998"), ((string?)command["state"], (string?)command["result_code"]));
    }

    [Fact]
    public async Task TerminalThatHangsUpOnAnnouncements_IsFoundOutAndKeptSo()
    {
        var sn = await _node.ProvisionAsync();
        var id = await _node.CommandAsync(sn, Push("u1", null));
        var hungUp = 0;
        while (true)
        {
            using var terminal = await _node.ConnectAsync(sn);
            if ((await BeatAsync(terminal)).Command == RawTerminal.Heartbeat)
            {
                Assert.InRange(++hungUp, 1, 4); // Two rounds of two ends (D15).
                terminal.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                while (await terminal.ReadAsync() is not null) continue;
                continue;
            }

            await terminal.SendAsync(RawTerminal.PersonPush, """{"result_code":"0000","result_desc":""}""");
            await Patience.UntilAsync(async () => (string?)(await _node.GetAsync($"/api/v1/devices/{sn}/commands/{id}"))["state"] == "succeeded", "succeeded");
            break;
        }

        await Patience.UntilAsync(
            async () => (await _node.DeviceAsync(sn))["habits"]!["follow_up"] is { } habit && (string?)habit["value"] == "direct" && (bool)habit["proved"]!, "the habit is shown");
        Assert.Equal(4, hungUp);
    }

    private Task<WireFrame> BeatAsync(RawTerminal terminal) => _node.BeatAsync(terminal, _node.Now.AddSeconds(++_beats)); // Fresh, each of them.

    private async Task LearnAsync(string sn)
    {
        var habits = _node.Services.GetRequiredService<IHabitStore>();
        foreach (var (name, value) in new[] { ("follow_up", "direct"), ("push_count", "number"), ("packets", "0"), ("photo", "packets-over-2048") })
            await habits.WriteAsync(sn, name, new Habit(value, true, _node.Now, "a test"), default);
    }

    private static object Push(string user, byte[]? photo) =>
        new { type = "person.push", person = new { user_id = user, name = "测试", face_template = photo is null ? null : Convert.ToBase64String(photo) } };
}
