using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage.Retention;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Platform.Retention;

/// <summary>What goes because its time is over: shown before, done when asked, proved after; and what a hold keeps from everybody.</summary>
public sealed class RetentionEndpointsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private static readonly Guid First = new("00000000-0000-7000-8000-000000000001");

    private readonly PlatformHost _host = fixture.Host;

    [Fact]
    public async Task Run_SettledSite_DoesWhatThePreviewSaidAndLeavesAProof()
    {
        await SiteAsync("S1", "settled", "2020-05-31");
        for (var i = 1; i >= 0; i--)
        {
            var record = TestDatabase.Record("d1", $"u{i}", i, "S1") with { Id = i == 0 ? First : new Guid("00000000-0000-7000-8000-0000000000ff") };
            await _host.Database.Attendance.StoreAsync([TestDatabase.Upload("d1", record)], default);
        }

        var preview = (await _host.GetAsync("/api/v1/retention/preview", _host.ViewerKey)).Json;
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """[{"site":"S1","rule":"settled","kept_until":"2023-05-31","attendance":2,"attendance_again":0,"registrations":0,"registration_photos":0}]"""),
                preview["sites"]),
            preview.ToJsonString());
        Assert.Equal((2, 0, true), ((int)preview["total"]!["attendance"]!, (int)preview["sites_left_off"]!, preview["clock_doubt"] is null));
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("POST", "/api/v1/retention/run", key: _host.ViewerKey)).Status);

        var accepted = await _host.SendAsync("POST", "/api/v1/retention/run");
        Assert.Equal((HttpStatusCode.Accepted, "waiting"), (accepted.Status, (string?)accepted.Json["state"]));
        var again = await _host.SendAsync("POST", "/api/v1/retention/run");
        Assert.Equal((HttpStatusCode.Conflict, "retention-running"), (again.Status, again.Problem));
        await _host.Services.GetRequiredService<SiteRetention>().RoundAsync(default);

        var run = (await _host.GetAsync("/api/v1/retention/runs/" + accepted.Json["run"])).Json;
        Assert.Equal(("done", true, 1), ((string?)run["state"], (bool)run["by_hand"]!, (int)run["sites"]!));
        Assert.True(JsonNode.DeepEquals(preview["total"], run["deleted"]), run.ToJsonString());
        var proof = Assert.Single((await _host.GetAsync($"/api/v1/retention/proofs?site=S1&run={run["run"]}")).Items)!;

        // printf '00000000-0000-7000-8000-000000000001\n00000000-0000-7000-8000-0000000000ff\n' | sha256sum
        Assert.Equal("892d6453b76db96d601c41a2afe17a495ba47eae1affb02bbce75b58bdc11127", (string?)proof["sha256"]);
        Assert.Equal("2025-03-01T08:00:00Z", (string?)proof["recog_from"]);
        Assert.Equal("2025-03-01T08:00:01Z", (string?)proof["recog_to"]);
        Assert.Empty((await _host.GetAsync("/api/v1/retention/preview")).Json["sites"]!.AsArray());
        Assert.Empty((await _host.GetAsync("/api/v1/attendance?site=S1")).Items);
        Assert.Single((await _host.GetAsync("/api/v1/audit?action=retention.run&limit=1", _host.AdminKey)).Items);
        Assert.Single((await _host.GetAsync("/api/v1/audit?action=retention.delete&subject=S1", _host.AdminKey)).Items);
    }

    [Fact]
    public async Task Requests_ThatAreWrong_AreRefused()
    {
        Assert.Equal("retention-run-unknown", (await _host.GetAsync("/api/v1/retention/runs/9999")).Problem);
        Assert.Equal("retention-run-unknown", (await _host.GetAsync("/api/v1/retention/runs/x")).Problem);
        Assert.Equal("parameter-unknown", (await _host.GetAsync("/api/v1/retention/preview?site=S1")).Problem);
        Assert.Equal("parameter-unknown", (await _host.SendAsync("POST", "/api/v1/retention/run?site=S1")).Problem);
        Assert.Equal("cursor-invalid", (await _host.GetAsync("/api/v1/retention/proofs?cursor=x")).Problem);
    }

    [Fact]
    public async Task Delete_QuarantineOfATerminalOnAHeldSite_Is409()
    {
        await SiteAsync("H1", "active", null, hold: true);
        await _host.PutDeviceAsync("held", """{"key":"l8iTgWXT","kind":"attendance","site":"H1"}""");
        await _host.Database.ExecuteAsync(
            """
            INSERT INTO quarantine (sn, content_hash, transport, first_at, last_at, tries, reason, bad_records, good_records_stored, content_length, content_protected)
            VALUES ('held', x'01', 'socket', 1, 1, 1, '', 0, 0, 0, x'01')
            """);
        var id = (await _host.Database.ColumnAsync<long>("SELECT id FROM quarantine WHERE sn = 'held'"))[0];

        Assert.Equal("legal-hold", (await _host.SendAsync("DELETE", $"/api/v1/quarantine/{id}")).Problem);
        Assert.Equal(0, await new RetentionStore(_host.Database.Database).DeleteQuarantineAsync(TestDatabase.Start, 10, default));
        await _host.Database.ExecuteAsync("UPDATE sites SET legal_hold = 0 WHERE code = 'H1'");
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", $"/api/v1/quarantine/{id}")).Status);
    }

    private Task<int> SiteAsync(string code, string status, string? settledOn, bool hold = false) => _host.Database.ExecuteAsync(
        $"""
        INSERT INTO sites (code, status, settled_on, legal_hold, drift, unexplained, shard, search_text, name_text, created_at, updated_at)
        VALUES ('{code}', '{status}', {(settledOn is null ? "NULL" : $"'{settledOn}'")}, {(hold ? 1 : 0)}, 'repair', 0, 0, '', '', 0, 0)
        """);
}
