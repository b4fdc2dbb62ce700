using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Platform.Commands;

/// <summary>Whatever is wrong with a command has a problem of its own, and nothing is stored nor told to any device.</summary>
public sealed class CommandValidationTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string Gif = "R0lGODlhAQABAAAAACw=";

    private PlatformHost Host => fixture.Host;

    [Theory]
    [InlineData("""{}""", "command-type-unknown", "type")]
    [InlineData("""{"type":"door.open"}""", "command-type-unknown", "type")]
    [InlineData("""{"type":"PERSON.PUSH"}""", "command-type-unknown", "type")]
    [InlineData("""{"type":"clock.set","id":""}""", "command-id-invalid", "id")]
    [InlineData("""{"type":"clock.set","id":"a b"}""", "command-id-invalid", "id")]
    [InlineData("""{"type":"clock.set","id":"门"}""", "command-id-invalid", "id")]
    [InlineData("""{"type":"clock.set","id":".."}""", "command-id-invalid", "id")]
    [InlineData("""{"type":"clock.set","id":"12345678901234567890123456789012345678901234567890123456789012345"}""", "command-id-invalid", "id")]
    [InlineData("""{"type":"clock.set","ttl_seconds":0}""", "command-ttl-invalid", "ttl_seconds")]
    [InlineData("""{"type":"clock.set","ttl_seconds":-1}""", "command-ttl-invalid", "ttl_seconds")]
    [InlineData("""{"type":"clock.set","ttl_seconds":2592001}""", "command-ttl-invalid", "ttl_seconds")]
    [InlineData("""{"type":"clock.set","ttl_seconds":"60"}""", "field-invalid", "ttl_seconds")]
    [InlineData("""{"type":"clock.set","ttl_seconds":1.5}""", "field-invalid", "ttl_seconds")]
    [InlineData("""{"type":"clock.set","user_id":"u1"}""", "command-field-misplaced", "user_id")]
    [InlineData("""{"type":"clock.set","person":{"user_id":"u1","name":"n"}}""", "command-field-misplaced", "person")]
    [InlineData("""{"type":"person.delete"}""", "command-incomplete", "user_id")]
    [InlineData("""{"type":"person.delete","user_id":""}""", "person-user-id-invalid", "user_id")]
    [InlineData("""{"type":"person.delete","user_id":" u1"}""", "person-user-id-invalid", "user_id")]
    [InlineData("""{"type":"person.delete","user_id":"u\u0000"}""", "person-user-id-invalid", "user_id")]
    [InlineData("""{"type":"person.delete","user_id":7}""", "field-invalid", "user_id")]
    [InlineData("""{"type":"person.push"}""", "command-incomplete", "person")]
    [InlineData("""{"type":"person.push","person":[]}""", "field-invalid", "person")]
    [InlineData("""{"type":"person.push","person":{"name":"n"}}""", "command-incomplete", "person.user_id")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1"}}""", "command-incomplete", "person.name")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":""}}""", "person-name-invalid", "person.name")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"a\nb"}}""", "person-name-invalid", "person.name")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","id_card":"51 01"}}""", "person-id-card-invalid", "person.id_card")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","id_card":"123456789012345678901234567890123"}}""", "person-id-card-invalid",
        "person.id_card")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","work_sn":"w\u0007"}}""", "person-work-sn-invalid", "person.work_sn")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","face_template":"not base64!"}}""", "face-template-not-base64",
        "person.face_template")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","face_template":"/9j%2"}}""", "face-template-not-base64", "person.face_template")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","face_template":"data:image/jpeg;base64"}}""", "face-template-not-base64",
        "person.face_template")]
    [InlineData($$$"""{"type":"person.push","person":{"user_id":"u1","name":"n","face_template":"{{{Gif}}}"}}""", "face-template-not-an-image",
        "person.face_template")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","name":"n","face_template":12}}""", "field-invalid", "person.face_template")]
    [InlineData("""{"type":"person.push","person":{"user_id":"u1","nmae":"n"}}""", "field-unknown", "person.nmae")]
    [InlineData("""{"type":"clock.set","target":"sn"}""", "field-unknown", "target")]
    [InlineData("""{"type":"clock.set","type":"clock.set"}""", "field-invalid", "type")]
    [InlineData("""{"type":"clock""", "body-malformed", "body")]
    [InlineData("""[]""", "body-malformed", "body")]
    [InlineData("null", "body-malformed", "body")]
    public async Task Post_InvalidCommand_NamesTheFieldAndStoresNothing(string json, string problem, string field)
    {
        await Host.PutDeviceAsync("d1");

        await RefusedAsync("/api/v1/devices/d1/commands", json, problem, field);
    }

    [Theory]
    [InlineData("""{}""", "request-invalid", "targets", "command")]
    [InlineData("""{"command":{"type":"clock.set"}}""", "command-targets-invalid", "targets")]
    [InlineData("""{"targets":{},"command":{"type":"clock.set"}}""", "command-targets-invalid", "targets")]
    [InlineData("""{"targets":{"all":false},"command":{"type":"clock.set"}}""", "command-targets-invalid", "targets")]
    [InlineData("""{"targets":{"site":""},"command":{"type":"clock.set"}}""", "command-targets-invalid", "targets")]
    [InlineData("""{"targets":{"sns":[null]},"command":{"type":"clock.set"}}""", "command-targets-invalid", "targets.sns")]
    [InlineData("""{"targets":{"sns":"d1"},"command":{"type":"clock.set"}}""", "field-invalid", "targets.sns")]
    [InlineData("""{"targets":{"everyone":true},"command":{"type":"clock.set"}}""", "field-unknown", "targets.everyone")]
    [InlineData("""{"targets":{"all":true}}""", "command-incomplete", "command")]
    [InlineData("""{"targets":{"all":true},"command":{"type":"x"}}""", "command-type-unknown", "command.type")]
    [InlineData("""{"targets":{"all":true},"command":{"type":"person.push","person":{"user_id":"u1","name":""}}}""", "person-name-invalid",
        "command.person.name")]
    public async Task PostBatch_Invalid_NamesTheFieldAndStoresNothing(string json, string problem, params string[] fields) =>
        await RefusedAsync("/api/v1/commands", json, problem, fields);

    [Fact]
    public async Task Post_TextsAtAndOverTheirLimits_TakesTheOneAndNamesTheOther()
    {
        await Host.PutDeviceAsync("d1");
        var person = new JsonObject
        {
            ["user_id"] = new string('u', 65),
            ["name"] = new string('名', 65),
            ["work_sn"] = new string('w', 65),
            ["id_card"] = new string('1', 33),
        };

        await RefusedAsync("/api/v1/devices/d1/commands", Push(person), "request-invalid", "person.user_id", "person.name", "person.work_sn", "person.id_card");
    }

    [Fact]
    public async Task Post_PhotoOverTwoMebibytes_IsNamed()
    {
        await Host.PutDeviceAsync("d1");
        var person = new JsonObject { ["user_id"] = "u1", ["name"] = "n", ["face_template"] = Convert.ToBase64String(Samples.Photo((2 * 1024 * 1024) + 1)) };

        await RefusedAsync("/api/v1/devices/d1/commands", Push(person), "face-template-too-large", "person.face_template");
    }

    [Fact]
    public async Task Post_BodyOverFourMebibytes_413()
    {
        await Host.PutDeviceAsync("d1");

        using var client = new TcpClient();
        await client.ConnectAsync(Host.Http.BaseAddress!.Host, Host.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/devices/d1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Host.PlatformKey}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {(4 * 1024 * 1024) + 1}\r\nConnection: close\r\n\r\n"));

        var text = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 413", text, StringComparison.Ordinal);
        Assert.Contains("urn:gateway:problem:body-too-large", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OtherMediaType_415()
    {
        await Host.PutDeviceAsync("d1");

        Assert.Equal("media-type-unsupported", (await Host.SendAsync("POST", "/api/v1/devices/d1/commands", "x", contentType: "text/plain")).Problem);
        Assert.Equal("media-type-unsupported", (await Host.SendAsync("POST", "/api/v1/commands", "x", contentType: "text/plain")).Problem);
    }

    [Fact]
    public async Task Post_UnknownOrUnsuitableDevice_IsRefused()
    {
        await Host.PutDeviceAsync("e1", """{"key":"l8iTgWXT","kind":"enrolment"}""");

        var unknown = await Host.SendAsync("POST", "/api/v1/devices/nobody/commands", """{"type":"clock.set"}""");
        var enrolment = await Host.SendAsync("POST", "/api/v1/devices/e1/commands", """{"type":"clock.set"}""");
        var impossible = await Host.SendAsync("POST", "/api/v1/devices/12345678901234567/commands", """{"type":"clock.set"}""");

        Assert.Equal((HttpStatusCode.NotFound, "device-unknown"), (unknown.Status, unknown.Problem));
        Assert.Equal((HttpStatusCode.Conflict, "device-takes-no-commands"), (enrolment.Status, enrolment.Problem));
        Assert.Equal("device-sn-invalid", impossible.Problem);
        Assert.Equal("device-unknown", (await Host.GetAsync("/api/v1/devices/nobody/commands")).Problem);
    }

    [Theory]
    [InlineData("POST", "/api/v1/devices/d1/commands")]
    [InlineData("POST", "/api/v1/commands")]
    [InlineData("DELETE", "/api/v1/devices/d1/commands/c1")]
    public async Task Change_AsAViewer_403(string method, string path) =>
        Assert.Equal("forbidden", (await Host.SendAsync(method, path, """{"type":"clock.set"}""", Host.ViewerKey)).Problem);

    [Theory]
    [InlineData("state=done", "parameter-invalid", "state")]
    [InlineData("limit=0", "parameter-invalid", "limit")]
    [InlineData("sort=up", "parameter-unknown", "sort")]
    [InlineData("cursor=nonsense", "cursor-invalid", "cursor")]
    public async Task List_InvalidQuery_NamesTheParameter(string query, string problem, string field)
    {
        await Host.PutDeviceAsync("d1");

        var answer = await Host.GetAsync("/api/v1/devices/d1/commands?" + query);

        Assert.Equal(problem, answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_404()
    {
        await Host.PutDeviceAsync("d1");

        Assert.Equal("command-unknown", (await Host.GetAsync("/api/v1/commands/nothing")).Problem);
        Assert.Equal("batch-unknown", (await Host.GetAsync("/api/v1/batches/nothing")).Problem);
        Assert.Empty((await Host.GetAsync("/api/v1/devices/d1/commands")).Items);
    }

    private static string Push(JsonObject person) => new JsonObject { ["type"] = "person.push", ["person"] = person }.ToJsonString();

    private async Task RefusedAsync(string path, string json, string problem, params string[] fields)
    {
        var told = Host.Devices.Received.Count;

        var answer = await Host.SendAsync("POST", path, Encoding.UTF8.GetBytes(json));

        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
        Assert.Equal(fields, answer.ErrorFields);
        Assert.Equal(told, Host.Devices.Received.Count);
        foreach (var table in new[] { "persons", "photos", "batches" }) Assert.Equal(0, await Host.Database.NumberAsync("SELECT count(*) FROM " + table));
    }
}
