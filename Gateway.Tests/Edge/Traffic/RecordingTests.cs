using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Edge.Traffic;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform.Commands;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>The recording of a terminal of a whole node.</summary>
[Collection(NodeFixture.Collection)]
public class RecordingTests(NodeFixture fixture)
{
    private static readonly string[] Elsewhere = ["10.9.8.7"];

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Frames_OfATerminal_AreBothDirectionsDecodedMaskedAndCounted()
    {
        using var terminal = await Node.TerminalAsync();
        for (var i = 0; i < 5; i++) await terminal.BeatAsync(Node.Now);
        await terminal.UploadAsync(("1001", "2024-05-06 08:30:00"));
        var person = new { user_id = "1001", name = "欧阳测试", id_card = "11010519491231002X", face_template = Convert.ToBase64String(Samples.Photo(5_000, 7)) };
        await Node.CommandAsync(terminal.Sn, new { type = "person.push", person });
        await Node.BeatAsync(terminal);
        await terminal.ReadFrameAsync();
        await terminal.SendAsync(RawTerminal.PersonPush, """{"result_code":"9999","result_desc":"no face of 11010519491231002X"}""");
        await terminal.AskAsync(0x7F, "{}");

        using var answer = await Node.Http.GetAsync($"/api/v1/devices/{terminal.Sn}/frames");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        var items = JsonNode.Parse(text)!["items"]!.AsArray();

        Assert.Equal(
            [
                "in 0x10 1 ×5", "out 0x10 0 ×5", "in 0x19 1", "out 0x19 1", "in 0x10 1", "out 0x10 37", "out 0x25 1", "in 0x25 1", "in 0x7F 1", "out 0x7F 2",
            ],
            items.Select(Text));
        Assert.Equal(Enumerable.Range(1, items.Count).Select(i => (long)i), items.Select(item => item!["number"]!.GetValue<long>()));
        Assert.Equal("1001", items[2]!["body"]!["logs"]![0]!["user_id"]!.GetValue<string>());
        Assert.Equal("0000", items[3]!["body"]!["result_code"]!.GetValue<string>());
        Assert.Matches(@"^\*\*\* \(\d+ characters\)$", items[6]!["body"]!["users"]![0]!["face_template"]!.GetValue<string>());
        Assert.Equal("*** (29 characters)", items[7]!["body"]!["result_desc"]!.GetValue<string>());
        foreach (var personal in new[] { "阳测试", "19491231", RawTerminal.Key }) Assert.DoesNotContain(personal, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_AskedAsLines_AreOneObjectEach()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/devices/{terminal.Sn}/frames");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));

        using var accepted = await Node.Http.SendAsync(request);
        using var asked = await Node.Http.GetAsync($"/api/v1/devices/{terminal.Sn}/frames?format=ndjson");

        Assert.Equal(("application/x-ndjson", "application/x-ndjson"), (accepted.Content.Headers.ContentType!.MediaType, asked.Content.Headers.ContentType!.MediaType));
        var lines = await accepted.Content.ReadAsStringAsync();
        Assert.Equal(lines, await asked.Content.ReadAsStringAsync());
        Assert.Equal(["in 0x10 1", "out 0x10 0"], lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Text(JsonNode.Parse(line))));
    }

    [Fact]
    public async Task Frames_OfAWrongKeyAndABadChecksum_SayWhatWasWrong()
    {
        var sn = await Node.ProvisionAsync();
        for (var i = 0; i < 3; i++)
        {
            using var stranger = await Node.ConnectAsync(sn, key: "00000001");
            await stranger.AskAsync(RawTerminal.Upload, "{}");
        }

        using var terminal = await Node.ConnectAsync(sn);
        await terminal.BeatAsync(Node.Now);
        var bad = terminal.Request(RawTerminal.Heartbeat, "{}");
        bad[^1] ^= 1;
        await terminal.SendAsync(bad);
        await terminal.ReadFrameAsync();

        var items = await FramesAsync(sn);

        Assert.Equal(["in 0x19 1 ×3", "out 0x19 2 ×3", "in 0x10 1", "out 0x10 0", "in 0x10 1", "out 0x10 2"], items.Select(Text));
        Assert.Equal("body: cannot be decrypted with this terminal's key", items[0]!["body_note"]!.GetValue<string>());
        Assert.Equal("ChecksumMismatch", items[4]!["fault"]!.GetValue<string>());
    }

    [Fact]
    public async Task Frames_UnderTheSnAsKey_SaySo()
    {
        var sn = await Node.ProvisionAsync();
        using var stranger = await Node.ConnectAsync(sn, key: sn[..8]);
        await stranger.BeatAsync(Node.Now);
        var content = Convert.ToHexString(stranger.Encrypt(stranger.UploadJson(("1", "2024-05-06 08:30:00"))));
        await Node.Http.GetStringAsync(new Uri(Node.DeviceHttp[0], $"/UploadAttendance?sn={sn}&content={content}"));

        var items = await FramesAsync(sn);

        Assert.Equal("body: cannot be decrypted with this terminal's key; it is encrypted with the SN as key", items[0]!["body_note"]!.GetValue<string>());
        Assert.Equal("not decrypted: it is encrypted with the SN as key", items[2]!["body_note"]!.GetValue<string>());
    }

    [Fact]
    public async Task Frames_FromAWrongAddress_AreNotDecrypted()
    {
        var sn = await Node.ProvisionAsync();
        using var changed = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { allowed_addresses = Elsewhere });
        changed.EnsureSuccessStatusCode();
        using var terminal = await Node.ConnectAsync(sn);
        await terminal.BeatAsync(Node.Now);

        var items = await FramesAsync(sn);

        Assert.Equal(["in 0x10 1", "out 0x10 2"], items.Select(Text));
        Assert.Equal("not decrypted", items[0]!["body_note"]!.GetValue<string>());
    }

    [Fact]
    public async Task Frames_OfAnotherCallerOrDevice_AreRefusedAsElsewhere()
    {
        var sn = await Node.ProvisionAsync();
        using var anonymous = new HttpClient { BaseAddress = Node.Http.BaseAddress };

        using var unauthorized = await anonymous.GetAsync($"/api/v1/devices/{sn}/frames");
        using var console = await anonymous.GetAsync($"/console/frames?sn={sn}");
        using var unknown = await Node.Http.GetAsync("/api/v1/devices/nobody/frames");
        using var badFormat = await Node.Http.GetAsync($"/api/v1/devices/{sn}/frames?format=xml");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unauthorized.StatusCode, unknown.StatusCode, badFormat.StatusCode));
        Assert.DoesNotContain("ndjson", console.Content.Headers.ContentType?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Empty(await FramesAsync(sn));
    }

    [Fact]
    public async Task Frames_OfATerminalOverHttp_AreItsRequestsAndAnswers()
    {
        var sn = await Node.ProvisionAsync();
        using var terminal = await Node.ConnectAsync(sn);
        using var device = new HttpClient { BaseAddress = Node.DeviceHttp[0] };
        for (var i = 0; i < 3; i++)
        {
            await device.GetStringAsync($"/GetAddPerson?sn={sn}");
            await device.GetStringAsync($"/GetDelPerson?sn={sn}");
        }

        var content = Convert.ToHexString(terminal.Encrypt(terminal.UploadJson(("1001", "2024-05-06 08:30:00"))));
        await device.GetStringAsync($"/UploadAttendance?sn={sn}&content={content}");

        var items = await FramesAsync(sn);

        Assert.Equal(
            ["GetAddPerson, GetDelPerson", "GetAddPerson, GetDelPerson", "UploadAttendance", "UploadAttendance"],
            items.Select(item => item!["route"]!.GetValue<string>()));
        Assert.Equal((6, 6), (items[0]!["times"]!.GetValue<long>(), items[1]!["times"]!.GetValue<long>()));
        Assert.Equal("1001", items[2]!["body"]!["logs"]![0]!["user_id"]!.GetValue<string>());
        Assert.Equal((0, "stored_1_duplicates_0"), (items[3]!["result"]!.GetValue<int>(), items[3]!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Frames_WithoutAReader_AreWrittenBehind()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        var store = Node.Services.GetRequiredService<Gateway.Storage.Recording.FrameStore>();

        terminal.Dispose();

        await Patience.UntilAsync(async () => (await store.ReadAsync(terminal.Sn, 10, default)).Count == 2, "written when the session has ended");
        Assert.True(Node.Services.GetRequiredService<FrameRecorder>().Counts.Kept >= 2);
    }

    private static string Text(JsonNode? item) => $"{item!["direction"]} {item["command_word"]} {item["status"]}" + (item["times"] is { } times ? $" ×{times}" : "");

    private async Task<JsonArray> FramesAsync(string sn) => (await Node.Http.GetFromJsonAsync<JsonNode>($"/api/v1/devices/{sn}/frames"))!["items"]!.AsArray();
}
