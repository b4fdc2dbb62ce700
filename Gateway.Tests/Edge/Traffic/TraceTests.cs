using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Actors.Traffic;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>Watching one terminal of a whole node.</summary>
[Collection(NodeFixture.Collection)]
public sealed class TraceTests(NodeFixture fixture)
{
    private static readonly string[] Elsewhere = ["10.9.8.7"];

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Trace_OfATerminal_ShowsBothDirectionsDecodedAndMasked()
    {
        var sn = await Node.ProvisionAsync();
        using var trace = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{sn}/trace");
        Assert.Equal(("listening", sn), Shown(await trace.NextAsync(), "sn"));
        using var terminal = await Node.ConnectAsync(sn);
        using var other = await Node.TerminalAsync();
        await other.BeatAsync(Node.Now);

        await terminal.BeatAsync(Node.Now);
        await AssertFrameAsync(trace, "in", "heartbeat", body => Assert.Equal(sn, body!["sn"]!.GetValue<string>()));
        await AssertFrameAsync(trace, "out", "heartbeat", Assert.Null);

        await terminal.UploadAsync(("1001", "2024-05-06 08:30:00"));
        await AssertFrameAsync(trace, "in", "attendance upload", body => Assert.Equal("1001", body!["logs"]![0]!["user_id"]!.GetValue<string>()));
        await AssertFrameAsync(trace, "out", "attendance upload", body => Assert.Equal("0000", body!["result_code"]!.GetValue<string>()));

        var person = new { user_id = "1001", name = "欧阳测试", id_card = "11010519491231002X" };
        using var pushed = await Node.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", new { type = "person.push", person });
        pushed.EnsureSuccessStatusCode();
        await Node.BeatAsync(terminal);
        await AssertFrameAsync(trace, "in", "heartbeat", Assert.NotNull);
        await AssertFrameAsync(trace, "out", "heartbeat", Assert.Null);
        await AssertFrameAsync(trace, "out", "person push", body =>
        {
            Assert.DoesNotContain("阳测试", body!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
            Assert.DoesNotContain("19491231", body.ToJsonString(), StringComparison.Ordinal);
            Assert.Contains("1001", body.ToJsonString(), StringComparison.Ordinal);
        });

        terminal.Dispose();
        Assert.Equal(("closed", "peer_closed"), Shown(await trace.NextAsync(), "reason"));
    }

    [Fact]
    public async Task Trace_OfATerminalOverHttp_ShowsRequestsAndWhatTheyWereAnswered()
    {
        var sn = await Node.ProvisionAsync();
        using var trace = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{sn}/trace");
        await trace.NextAsync();
        using var device = new HttpClient { BaseAddress = Node.DeviceHttp[0] };

        await device.GetStringAsync($"/UploadAttendance?sn={sn}&content=0011");

        var (asked, answered) = (await trace.NextAsync(), await trace.NextAsync());
        Assert.Equal(("frame", "UploadAttendance"), Shown(asked, "route"));
        Assert.Equal("in", Shown(asked, "direction").Item2);
        Assert.Equal("out", Shown(answered, "direction").Item2);
        Assert.Equal("not_decryptable: decrypt: content cannot be decrypted with this terminal's key", Shown(answered, "message").Item2);
    }

    [Fact]
    public async Task Trace_OfATerminalWithAnotherKey_SaysThatNothingDecrypts()
    {
        var sn = await Node.ProvisionAsync();
        using var trace = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{sn}/trace");
        await trace.NextAsync();
        using var terminal = await Node.ConnectAsync(sn, key: "00000001");

        await terminal.SendAsync(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));

        Assert.Equal("cannot be decrypted with this terminal's key", await NextNoteAsync(trace));
        Assert.Equal("failure", (await trace.NextAsync())!.Value.Data["status_text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Trace_OfBodiesThatCannotBeShown_SaysWhy()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        using var trace = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{terminal.Sn}/trace");
        await trace.NextAsync();
        byte[] noBlock = [1, 2, 3];

        await terminal.AskAsync(RawTerminal.Upload, "no JSON");
        await terminal.AskAsync(RawTerminal.Upload, null);
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, noBlock));
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, noBlock, number: 2, total: 3));

        Assert.Equal("decrypts, but is no JSON", await NextNoteAsync(trace));
        Assert.Null(await NextNoteAsync(trace));
        Assert.Equal("cannot be decrypted with this terminal's key", await NextNoteAsync(trace));
        Assert.Equal("raw bytes", await NextNoteAsync(trace));
    }

    [Fact]
    public async Task Trace_OfATerminalFromAWrongAddress_IsNotDecrypted()
    {
        var sn = await Node.ProvisionAsync();
        using var changed = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { allowed_addresses = Elsewhere });
        changed.EnsureSuccessStatusCode();
        using var trace = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{sn}/trace");
        await trace.NextAsync();
        using var terminal = await Node.ConnectAsync(sn);

        await terminal.BeatAsync(Node.Now);

        Assert.Equal("not decrypted", await NextNoteAsync(trace));
    }

    [Fact]
    public async Task Trace_OfAnUnknownDevice_IsNotFound()
    {
        using var answer = await Node.Http.GetAsync("/api/v1/devices/nobody/trace");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Trace_ByAViewer_IsAllowedAndLeavesNothingBehind()
    {
        var sn = await Node.ProvisionAsync();
        using var made = await Node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "eyes", role = "viewer" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        using var viewer = new HttpClient { BaseAddress = Node.Http.BaseAddress };
        using var refused = await viewer.GetAsync($"/api/v1/devices/{sn}/trace");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        viewer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using (var trace = await SseReader.OpenAsync(viewer, $"/api/v1/devices/{sn}/trace")) Assert.Equal("listening", (await trace.NextAsync())!.Value.Kind);

        await Patience.UntilAsync(() => Node.Services.GetRequiredService<TraceListeners>().IsIdle, "nobody listens");
    }

    [Fact]
    public async Task Trace_ItsKeyIsDeleted_Ends()
    {
        var sn = await Node.ProvisionAsync();
        using var made = await Node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "eyes", role = "viewer" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!;
        using var viewer = new HttpClient { BaseAddress = Node.Http.BaseAddress };
        viewer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key["key"]!.GetValue<string>());
        using var trace = await SseReader.OpenAsync(viewer, $"/api/v1/devices/{sn}/trace");
        await trace.NextAsync();

        (await Node.Http.DeleteAsync($"/api/v1/keys/{key["id"]}")).Dispose();

        Assert.Null(await trace.NextAsync());
    }

    [Fact]
    public async Task Trace_OneViewersKeyTakesAllItCan_OthersStillFindAPlace()
    {
        var sn = await Node.ProvisionAsync();
        using var made = await Node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "eyes", role = "viewer" });
        using var viewer = new HttpClient { BaseAddress = Node.Http.BaseAddress };
        viewer.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>());
        var traces = new List<SseReader>();
        for (var i = 0; i < 4; i++) traces.Add(await SseReader.OpenAsync(viewer, $"/api/v1/devices/{sn}/trace"));
        using var refused = await viewer.GetAsync($"/api/v1/devices/{sn}/trace");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var another = await SseReader.OpenAsync(Node.Http, $"/api/v1/devices/{sn}/trace");
        Assert.Equal("listening", (await another.NextAsync())!.Value.Kind);
        traces.ForEach(static trace => trace.Dispose());
    }

    private static (string, string) Shown((string Kind, JsonNode Data)? happened, string field) => (happened!.Value.Kind, happened.Value.Data[field]!.GetValue<string>());

    /// <summary>Of the next frame that came in.</summary>
    private static async Task<string?> NextNoteAsync(SseReader trace)
    {
        while (true)
        {
            var (_, data) = (await trace.NextAsync())!.Value;
            if (data["direction"]!.GetValue<string>() == "in") return data["body_note"]?.GetValue<string>();
        }
    }

    private static async Task AssertFrameAsync(SseReader trace, string direction, string command, Action<JsonNode?> body)
    {
        var (kind, data) = (await trace.NextAsync())!.Value;
        Assert.Equal(("frame", direction, command), (kind, data["direction"]!.GetValue<string>(), data["command"]!.GetValue<string>()));
        body(data["body"]);
    }
}
