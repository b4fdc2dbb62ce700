using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Habits;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class ModelEndpointsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    [Fact]
    public async Task Model_OfADevice_IsShownKeptAndClearedAndAudited()
    {
        var made = await _host.PutDeviceAsync("m1", """{"key":"l8iTgWXT","kind":"attendance","model":{"vendor":" 华 ","firmware":"2.0"}}""");

        var expected = JsonNode.Parse("""{"vendor":"华","model":null,"firmware":"2.0"}""");
        Assert.True(JsonNode.DeepEquals(expected, made.Json["model"]), made.Text);
        Assert.True(JsonNode.DeepEquals(expected, (await _host.PutDeviceAsync("m1", """{"name":"门"}""")).Json["model"]));
        Assert.True(JsonNode.DeepEquals(expected, (await _host.GetAsync("/api/v1/devices?q=m1")).Items[0]!["model"]));
        var audit = (await _host.GetAsync("/api/v1/audit?subject=m1", _host.AdminKey)).Items;
        Assert.Contains(audit, row => JsonNode.DeepEquals(JsonNode.Parse("""{"vendor":"华","firmware":"2.0"}"""), row!["after"]!["model"]));
        Assert.Null((await _host.PutDeviceAsync("m1", """{"model":{"vendor":"","firmware":""}}""")).Json["model"]);
    }

    [Fact]
    public async Task Model_OfANewDevice_BringsItsFirstGuesses()
    {
        const string Json = """{"key":"l8iTgWXT","kind":"attendance","model":{"vendor":"Guess","model":"G1"}}""";
        for (var i = 0; i < 3; i++)
        {
            await _host.PutDeviceAsync($"g{i}", Json);
            await _host.Habits.WriteAsync($"g{i}", HabitNames.PushCount, new Habit("number", true, DateTimeOffset.UnixEpoch, "hand-out 1 was answered"), default);
        }

        var habit = (await _host.PutDeviceAsync("g3", Json)).Json["habits"]!["push_count"]!;

        Assert.Equal(("number", false), ((string?)habit["value"], (bool)habit["proved"]!));
        Assert.Equal("as 3 of 3 devices of this model", (string?)habit["evidence"]);
        Assert.Single((await _host.GetAsync("/api/v1/devices/g3")).Json["habits"]!.AsObject());
    }

    [Theory]
    [InlineData("text/csv; charset=utf-8", "sn,key,kind,vendor,model,firmware\ni1,l8iTgWXT,attendance,Hua,M9,\n")]
    [InlineData("application/x-ndjson", """{"sn":"i1","key":"l8iTgWXT","kind":"attendance","model":{"vendor":"Hua","model":"M9"}}""")]
    public async Task Model_InAnImport_IsListedForViewers(string type, string body)
    {
        await _host.SendAsync("POST", "/api/v1/devices/import", body, contentType: type);

        var answer = await _host.GetAsync("/api/v1/models?limit=1000", _host.ViewerKey);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var model = answer.Items.Single(item => (string?)item!["model"] == "M9");
        var expected = JsonNode.Parse("""
            {"vendor":"Hua","model":"M9","firmware":null,"devices":1,"habits":{},
            "faults_per_1000_devices_day":{"commands_failed":0,"commands_unreported":0,"uploads_quarantined":0,"alarms":0} }
            """);
        Assert.True(JsonNode.DeepEquals(expected, model), answer.Text);
        Assert.Null(answer.Json["next_cursor"]);
    }
}
