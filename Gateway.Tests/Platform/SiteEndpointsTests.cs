using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class SiteEndpointsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string Sites = "/api/v1/sites";

    private readonly PlatformHost _host = fixture.Host;

    [Fact]
    public async Task Site_ItsLife_IsWrittenReadAndAudited()
    {
        var made = await PutAsync(
            "life", """
                {"name":"天府","region":"East","contractor":"Hua","status":"active",
                "hours":[{"days":["mon","sat"],"from":"05:30","to":"19:00"},{"days":["sun"],"from":"22:00","to":"24:00"}],
                "retention_days":800,"legal_hold":true,"tags":["b","a","b"],"drift":"show"}
                """);

        Assert.Equal((HttpStatusCode.Created, Sites + "/life"), (made.Status, made.Headers.Location?.ToString()));
        var expected = JsonNode.Parse("""
            {"code":"life","name":"天府","region":"East","contractor":"Hua","status":"active","completed_on":null,"settled_on":null,
            "hours":[{"days":["mon","sat"],"from":"05:30","to":"19:00"},{"days":["sun"],"from":"22:00","to":"24:00"}],"retention_days":800,"legal_hold":true,"tags":["b","a"],
            "drift":"show","managed":false,"managed_since":null,"unexplained":false,"devices":{"total":0,"online":0,"offline":0,"never":0,"disabled":0},
            "roster":{"persons":0,"pairs":0,"present":0,"pending":0,"failed":0,"removing":0,"foreign":0},"attendance_today":0,"last_attendance_at":null,"open_alarms":0}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, Timeless(made)), made.Text);
        Assert.True(JsonNode.DeepEquals(expected, Timeless(await _host.GetAsync(Sites + "/life", _host.ViewerKey))));
        var done = await PutAsync("life", """{"status":"completed","completed_on":"2024-02-29","name":"","tags":[],"hours":[]}""");
        Assert.Equal((HttpStatusCode.OK, "completed", "2024-02-29"), (done.Status, (string?)done.Json["status"], (string?)done.Json["completed_on"]));
        Assert.Equal((null, 0, 0, "East"), ((string?)done.Json["name"], done.Json["tags"]!.AsArray().Count, done.Json["hours"]!.AsArray().Count, (string?)done.Json["region"]));
        var paid = await PutAsync("life", """{"status":"settled","settled_on":"2024-12-31"}""");
        Assert.Equal(("settled", "2024-02-29", "2024-12-31"), ((string?)paid.Json["status"], (string?)paid.Json["completed_on"], (string?)paid.Json["settled_on"]));
        var again = await PutAsync("life", """{"status":"active"}""");
        Assert.Equal(("active", null, null), ((string?)again.Json["status"], (string?)again.Json["completed_on"], (string?)again.Json["settled_on"]));

        Assert.Equal((HttpStatusCode.Conflict, "legal-hold"), (await _host.SendAsync("DELETE", Sites + "/life") is var held ? (held.Status, held.Problem) : default));
        await PutAsync("life", """{"legal_hold":false}""");
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", Sites + "/life")).Status);
        Assert.Equal("site-unknown", (await _host.GetAsync(Sites + "/life")).Problem);
        Assert.Equal("site-unknown", (await _host.SendAsync("DELETE", Sites + "/life")).Problem);
        var audit = (await _host.GetAsync("/api/v1/audit?subject=life", _host.AdminKey)).Items;
        Assert.Equal(["site.put", "site.put", "site.put", "site.put", "site.delete", "site.put", "site.delete"], audit.Select(static row => (string?)row!["action"]));
        Assert.Equal(("active", "completed"), ((string?)audit[1]!["before"]!["status"], (string?)audit[1]!["after"]!["status"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("PUT", Sites + "/life", "{}", _host.ViewerKey)).Status);
    }

    [Theory]
    [InlineData("""{"status":"done"}""", "site-status-invalid", "status")]
    [InlineData("""{"drift":"no"}""", "site-drift-invalid", "drift")]
    [InlineData("""{"status":"completed"}""", "site-dates-invalid", "completed_on")]
    [InlineData("""{"status":"settled","completed_on":"2024-01-01"}""", "site-dates-invalid", "settled_on")]
    [InlineData("""{"status":"settled","completed_on":"2024-01-02","settled_on":"2024-01-01"}""", "site-dates-invalid", "settled_on")]
    [InlineData("""{"status":"settled","settled_on":"2999-01-01"}""", "site-dates-invalid", "settled_on")]
    [InlineData("""{"status":"completed","completed_on":"2024-02-30"}""", "site-dates-invalid", "completed_on")]
    [InlineData("""{"completed_on":"2024-02-01"}""", "site-dates-invalid", "completed_on")]
    [InlineData("""{"status":"completed","completed_on":"2024-02-01","settled_on":"2024-02-02"}""", "site-dates-invalid", "settled_on")]
    [InlineData("""{"retention_days":729}""", "site-retention-invalid", "retention_days")]
    [InlineData("""{"retention_days":36501}""", "site-retention-invalid", "retention_days")]
    [InlineData("""{"name":"a\u202eb"}""", "site-name-invalid", "name")]
    [InlineData("""{"tags":[" "]}""", "site-tags-invalid", "tags")]
    [InlineData("""{"hours":[{"days":["mon","mon"],"from":"08:00","to":"09:00"}]}""", "site-hours-invalid", "hours[0].days")]
    [InlineData("""{"hours":[{"days":["mon"],"from":"8:00","to":"25:00"}]}""", "site-hours-invalid", "hours[0].from,hours[0].to")]
    [InlineData("""{"hours":[null]}""", "site-hours-invalid", "hours[0].days,hours[0].from,hours[0].to")]
    [InlineData("""{"colour":"red"}""", "field-unknown", "colour")]
    public async Task Put_WhatIsWrong_IsRefusedAndNothingStored(string json, string problem, string fields)
    {
        var answer = await PutAsync("wrong", json);

        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
        Assert.Equal(fields, string.Join(',', answer.ErrorFields));
        Assert.Equal("site-unknown", (await _host.GetAsync(Sites + "/wrong")).Problem);
    }

    [Fact]
    public async Task Code_OddOnes_AreAddressable_AndHiddenOrEndlessOnesRefused()
    {
        foreach (var code in (string[])["a/b", "%2F", " blank ", "七号 门?#&+", "a%b", "x;y", "...", "tail/"])
        {
            var path = Sites + "/" + Uri.EscapeDataString(code);
            Assert.Equal((HttpStatusCode.Created, code), (await PutAsync(Uri.EscapeDataString(code), "{}") is var made ? (made.Status, (string?)made.Json["code"]) : default));
            Assert.Equal(code, (string?)(await _host.GetAsync(path)).Json["code"]);
            Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", path)).Status);
        }

        Assert.Equal("site-code-invalid", (await PutAsync(new string('a', 129), "{}")).Problem);
        Assert.Equal("site-code-invalid", (await PutAsync("a%E2%80%AEb", "{}")).Problem);
    }

    [Fact]
    public async Task Device_NamesAnUnknownSite_TheSiteIsThere_AndCannotBeDeletedBeforeIt()
    {
        await _host.PutDeviceAsync("s1", """{"key":"l8iTgWXT","kind":"attendance","site":"made"}""");

        var site = (await _host.GetAsync(Sites + "/made")).Json;
        Assert.Equal((1, 1, false), ((int)site["devices"]!["total"]!, (int)site["devices"]!["never"]!, (bool)site["unexplained"]!));
        Assert.Equal((HttpStatusCode.Conflict, "site-in-use"), (await _host.SendAsync("DELETE", Sites + "/made") is var kept ? (kept.Status, kept.Problem) : default));
        await _host.PutDeviceAsync("s1", """{"site":""}""");
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", Sites + "/made")).Status);
    }

    [Fact]
    public async Task List_FiltersPagesAndSuggestions()
    {
        await PutAsync("L1", """{"name":"North Tower","region":"list-east","tags":["list"]}""");
        await PutAsync("L2", """{"name":"South 50% done","region":"list-east","status":"suspended"}""");
        await PutAsync("l3", """{"name":"北塔","region":"list-west","tags":["list"]}""");

        async Task<string> CodesAsync(string query) => string.Join(' ', (await _host.GetAsync(Sites + "?" + query)).Items.Select(static site => (string?)site!["code"]));
        Assert.Equal("L1 L2", await CodesAsync("region=list-east"));
        Assert.Equal("L2", await CodesAsync("region=list-east&status=suspended"));
        Assert.Equal("L1 l3", await CodesAsync("tag=list"));
        Assert.Equal("L1", await CodesAsync("q=tOWER"));
        Assert.Equal("L2", await CodesAsync("q=0%25"));
        Assert.Equal("", await CodesAsync("q=North_Tower"));
        Assert.Equal("", await CodesAsync("region=list-east&problem=any"));
        var page = await _host.GetAsync(Sites + "?region=list-east&limit=1");
        Assert.Equal("L2", await CodesAsync("region=list-east&limit=1&cursor=" + page.NextCursor));
        Assert.Equal("parameter-invalid", (await _host.GetAsync(Sites + "?problem=all")).Problem);
        Assert.Equal("parameter-invalid", (await _host.GetAsync(Sites + "?status=old")).Problem);

        async Task<string> SuggestAsync(string query) =>
            string.Join(' ', (await _host.GetAsync("/api/v1/site-suggestions?q=" + query)).Items.Select(static site => $"{site!["code"]}:{site["name"]}"));
        Assert.Equal("L1:North Tower L2:South 50% done l3:北塔", await SuggestAsync("l"));
        Assert.Equal("l3:北塔", await SuggestAsync("%E5%8C%97"));
        Assert.Equal("L2:South 50% done", await SuggestAsync("SOUTH"));
        Assert.Equal("", await SuggestAsync("Tower"));
    }

    private static JsonObject Timeless(Answer answer)
    {
        var json = answer.Json.AsObject();
        foreach (var name in (string[])["created_at", "updated_at"]) Assert.True(json.Remove(name));
        return json;
    }

    private Task<Answer> PutAsync(string code, string json) => _host.SendAsync("PUT", Sites + "/" + code, json);
}
