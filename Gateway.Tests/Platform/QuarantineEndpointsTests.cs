using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform;

public class QuarantineEndpointsTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private PlatformHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(provider: Provider);
        await StoreAsync("d1", Encoding.UTF8.GetBytes("""{"count":1,"logs":[{"user_id":"张"}]}"""), Transport.Socket, 1);
        await StoreAsync("d2", [0xFF, 0x00, 0xC3], Transport.Http, 0);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_OfASite_HasItsDevicesUploads()
    {
        await _host.PutDeviceAsync("d2", """{"key":"l8iTgWXT","kind":"attendance","site":"A"}""");

        Assert.Equal("d2", (string?)Assert.Single((await _host.GetAsync("/api/v1/quarantine?site=A")).Items)!["sn"]);
        Assert.Empty((await _host.GetAsync("/api/v1/quarantine?site=A&sn=d1")).Items);
    }

    [Fact]
    public async Task List_Platform_SeesTheContent()
    {
        var answer = await _host.GetAsync("/api/v1/quarantine");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2, answer.Items.Count);
        var text = answer.Items[0]!.AsObject();
        text.Remove("id");
        var expected = JsonNode.Parse("""
            {"sn":"d1","transport":"socket","first_at":"2025-03-01T08:00:00Z","last_at":"2025-03-01T08:00:00Z","tries":1,
            "reason":"record 1: recog_time is missing","bad_records":1,
            "good_records_stored":false,"diagnosis":null,"diagnosis_detail":null,"content":"{\"count\":1,\"logs\":[{\"user_id\":\"张\"}]}","content_encoding":"utf-8"}
            """);
        Assert.True(JsonNode.DeepEquals(expected, text), answer.Text);
        Assert.Equal(("/wDD", "base64"), ((string?)answer.Items[1]!["content"], (string?)answer.Items[1]!["content_encoding"]));
    }

    [Fact]
    public async Task List_Viewer_SeesNoContent()
    {
        var answer = await _host.GetAsync("/api/v1/quarantine", _host.ViewerKey);

        Assert.Equal(2, answer.Items.Count);
        Assert.All(answer.Items, i => Assert.True(i!["content"] is null && i["content_encoding"] is null));
        Assert.DoesNotContain("张", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SnAndCursor_NarrowAndWalk()
    {
        Assert.Equal("d2", (string?)Assert.Single((await _host.GetAsync("/api/v1/quarantine?sn=d2")).Items)!["sn"]);

        var first = await _host.GetAsync("/api/v1/quarantine?limit=1");
        var second = await _host.GetAsync($"/api/v1/quarantine?limit=1&cursor={first.NextCursor}");

        Assert.Equal(["d1", "d2"], first.Items.Concat(second.Items).Select(i => (string?)i!["sn"]));
        Assert.Null(second.NextCursor);
        Assert.Equal("cursor-invalid", (await _host.GetAsync("/api/v1/quarantine?cursor=" + first.NextCursor + "x")).Problem);
        Assert.Equal("parameter-invalid", (await _host.GetAsync("/api/v1/quarantine?limit=5000")).Problem);
    }

    [Fact]
    public async Task Delete_Entry_IsGone()
    {
        var id = (string?)(await _host.GetAsync("/api/v1/quarantine?sn=d1")).Items[0]!["id"];

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", "/api/v1/quarantine/" + id)).Status);

        Assert.Empty((await _host.GetAsync("/api/v1/quarantine?sn=d1")).Items);
        Assert.Equal("quarantine-unknown", (await _host.SendAsync("DELETE", "/api/v1/quarantine/" + id)).Problem);
        Assert.Equal("quarantine-unknown", (await _host.SendAsync("DELETE", "/api/v1/quarantine/none")).Problem);
    }

    private async Task StoreAsync(string sn, byte[] content, Transport transport, int badRecords)
    {
        var fault = new UploadFault(SHA256.HashData(content), content, "record 1: recog_time is missing", badRecords, 0);
        await _host.Database.Attendance.StoreAsync([new AttendanceUpload(sn, transport, TestDatabase.Start, [], fault)], default);
    }
}
