using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage.Audit;
using Gateway.Storage.Rosters;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Platform.Rosters;

/// <summary>Rosters over HTTP, one person at a time. Every test has a site of its own.</summary>
public class RosterEndpointsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private TestDatabase Database => _host.Database;

    [Fact]
    public async Task Put_OfAPerson_MakesTheSiteManagedMarksItsTerminalsAndIsRepeatable()
    {
        await TerminalsAsync("S1", ("a1", "gate"), ("a2", ""), ("a3", ""));
        await _host.PutDeviceAsync("a3", """{"enabled":false}""");
        await _host.PutDeviceAsync("e1", """{"key":"l8iTgWXT","kind":"enrolment","site":"S1"}""");

        var made = await PutAsync("S1", "u/1 é", PersonJson());
        var again = await PutAsync("S1", "u/1 é", PersonJson());
        var other = await PutAsync("S1", "u2", PersonJson(("device_tag", "gate")));
        var dated = await PutAsync("S1", "u/1 é", PersonJson(("valid_until", "2030-01-31")));

        Assert.Equal((HttpStatusCode.Created, """{"user_id":"u/1 é","version":1,"devices":2}"""), (made.Status, made.Text));
        Assert.Equal("/api/v1/sites/S1/roster/u%2F1%20%C3%A9", made.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.OK, made.Text), (again.Status, again.Text));
        Assert.Equal((HttpStatusCode.Created, """{"user_id":"u2","version":2,"devices":1}"""), (other.Status, other.Text));
        Assert.Equal((HttpStatusCode.OK, """{"user_id":"u/1 é","version":3,"devices":2}"""), (dated.Status, dated.Text));
        Assert.True((await Database.Sites.GetAsync("S1", default))!.IsManaged);
        Assert.Equal(["a1", "a2"], await Database.ColumnAsync<string>("SELECT sn FROM roster_work WHERE adopt AND sn LIKE 'a%' ORDER BY sn"));
        Assert.Equal(3, await Database.NumberAsync("SELECT roster_version FROM sites WHERE code = 'S1'"));
        Assert.Equal(["roster.put", "roster.put", "roster.put"], (await AuditAsync("S1")).Select(row => row.Action));
        Assert.All(await AuditAsync("S1"), row => Assert.All(Canaries, canary => Assert.DoesNotContain(canary, row.After, StringComparison.Ordinal)));

        // Stored as the content of a command is.
        var entry = (await Database.Rosters.GetAllAsync("S1", default))["u/1 é"];
        var person = (await Database.Persons.LoadAsync([entry.PersonRef], default))[entry.PersonRef]!;
        Assert.Equal(("u/1 é", "金丝雀三", "WORK-CANARY-9", "510104199003077777"), (person.UserId, person.Name, person.WorkSn, person.IdCard));
        Assert.Equal(Photo(), person.Photo);
    }

    [Fact]
    public async Task Delete_OfAPerson_IsMarkedAndRepeatedIsA404()
    {
        await TerminalsAsync("S2", ("b1", ""));
        await PutAsync("S2", "u1", PersonJson());
        await Database.ExecuteAsync("DELETE FROM roster_work WHERE sn = 'b1'");

        var gone = await _host.SendAsync("DELETE", "/api/v1/sites/S2/roster/u1");
        var again = await _host.SendAsync("DELETE", "/api/v1/sites/S2/roster/u1");

        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.Equal((HttpStatusCode.NotFound, "roster-person-unknown"), (again.Status, again.Problem));
        Assert.Equal(["b1"], await Database.ColumnAsync<string>("SELECT sn FROM roster_work WHERE sn LIKE 'b%'"));
        Assert.Equal(2, await Database.NumberAsync("SELECT roster_version FROM sites WHERE code = 'S2'"));
        Assert.Equal(["roster.put", "roster.delete"], (await AuditAsync("S2")).Select(row => row.Action));
        Assert.Equal("site-unknown", (await _host.SendAsync("DELETE", "/api/v1/sites/none/roster/u1")).Problem);
    }

    [Fact]
    public async Task Put_OfWhatCannotBe_IsRefusedAndWritesNothing()
    {
        await TerminalsAsync("S3", ("c1", ""));

        var refused = new Dictionary<string, Answer>
        {
            ["site-unknown"] = await PutAsync("nowhere", "u1", PersonJson()),
            ["person-name-invalid"] = await PutAsync("S3", "u1", """{"work_sn":"x"}"""),
            ["person-user-id-invalid"] = await PutAsync("S3", new string('u', 65), PersonJson()),
            ["face-template-not-an-image"] = await PutAsync("S3", "u1", PersonJson(("face_template", "AAAA"))),
            ["roster-validity-invalid"] = await PutAsync("S3", "u1", PersonJson(("valid_from", "2025-03-02"), ("valid_until", "2025-03-01"))),
            ["roster-device-tag-invalid"] = await PutAsync("S3", "u1", PersonJson(("device_tag", new string('t', 65)))),
            ["field-unknown"] = await PutAsync("S3", "u1", PersonJson(("user_id", "u1"))),
        };

        Assert.All(refused, answer => Assert.Equal(answer.Key, answer.Value.Problem));
        Assert.Equal(["valid_from"], (await PutAsync("S3", "u1", PersonJson(("valid_from", "1.3.2025")))).ErrorFields);
        Assert.Equal("forbidden", (await _host.SendAsync("PUT", "/api/v1/sites/S3/roster/u1", PersonJson(), _host.ViewerKey)).Problem);
        Assert.False((await Database.Sites.GetAsync("S3", default))!.IsManaged);
        Assert.Equal(0, await Database.NumberAsync("SELECT count(*) FROM roster WHERE site = 'S3'"));
        Assert.Empty(await AuditAsync("S3"));
    }

    [Fact]
    public async Task Put_OfManyAtOnce_LosesNoneAndGivesEachItsVersion()
    {
        const int Persons = 300;
        await TerminalsAsync("S4", ("d1", ""));

        var answers = await Task.WhenAll(Enumerable.Range(0, Persons + 20).Select(i => i < Persons
            ? PutAsync("S4", $"u{i}", PersonJson())
            : PutAsync("S4", "same", PersonJson(("work_sn", $"w{i % 2}")))));

        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text));
        Assert.Equal(Persons + 1, await Database.NumberAsync("SELECT count(*) FROM roster WHERE site = 'S4'"));
        var versions = await Database.ColumnAsync<long>("SELECT version FROM roster WHERE site = 'S4'");
        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Equal(versions.Max(), await Database.NumberAsync("SELECT roster_version FROM sites WHERE code = 'S4'"));
        Assert.Single(answers[Persons..], answer => answer.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Get_OfRosters_ShowsWhatIsWantedBesideWhatIsThere()
    {
        await TerminalsAsync("S5", ("f1", "gate"), ("f2", ""));
        await PutAsync("S5", "u1", PersonJson());
        await PutAsync("S5", "u2", PersonJson(("device_tag", "gate"), ("valid_from", "2025-01-01"), ("work_sn", "Kran-7")));
        await PutAsync("S5", "u3", PersonJson(("valid_from", "2099-01-01")));
        var refs = await Database.Rosters.GetAllAsync("S5", default);
        await ReportAsync("f1", "u1", "S5", "present", refs["u1"].PersonRef, 1);
        await ReportAsync("f2", "u1", "S5", "failed", null, null, "0103", "照片不合格");
        await ReportAsync("f1", "old", "S5", "removing", "other", 1);
        await ReportAsync("f2", "guest", null, "foreign", "x", null);

        var list = (await _host.GetAsync("/api/v1/sites/S5/roster")).Items;
        Assert.Equal(["guest", "old", "u1", "u2", "u3"], list.Select(item => (string?)item!["user_id"]));
        Assert.Equal("foreign1 removing1 present1failed1 pending1 ", string.Join(' ', list.Select(item => string.Concat(
            item!["counts"]!.AsObject().Where(count => (int)count.Value! > 0).Select(count => count.Key + count.Value)))));
        Assert.Equal((null, "金***", 1), ((string?)list[0]!["name"], (string?)list[2]!["name"], (int?)list[2]!["version"]));
        Assert.Equal(("2025-01-01", "gate"), ((string?)list[3]!["valid_from"], (string?)list[3]!["device_tag"]));

        Assert.Equal(["u1"], await UsersAsync("S5", "state=present"));
        Assert.Equal(["u1"], await UsersAsync("S5", "state=failed"));
        Assert.Equal(["u2"], await UsersAsync("S5", "state=pending"));
        Assert.Equal(["old"], await UsersAsync("S5", "state=removing"));
        Assert.Equal(["guest"], await UsersAsync("S5", "state=foreign"));
        Assert.Equal(["u2"], await UsersAsync("S5", "q=U2"));
        Assert.Equal(["guest", "old", "u1", "u2", "u3"], await PagesAsync("/api/v1/sites/S5/roster?limit=2"));

        // A change of the roster counts at once, whoever looks at it first.
        await PutAsync("S5", "u1", PersonJson(("name", "李四")));
        var u1 = (await _host.GetAsync("/api/v1/sites/S5/roster/u1")).Json;
        Assert.Equal(("李四", 4), ((string?)u1["name"], (int)u1["version"]!));
        Assert.Equal(["f1 pending 4", "f2 failed 4"], u1["devices"]!.AsArray().Select(device => $"{device!["sn"]} {device["state"]} {device["version"]}"));
        Assert.Equal(("0103", "照片不合格"), ((string?)u1["devices"]![1]!["result_code"], (string?)u1["devices"]![1]!["result_desc"]));
        var guest = (await _host.GetAsync("/api/v1/sites/S5/roster/guest")).Json;
        Assert.Equal((null, "foreign"), ((int?)guest["version"], (string?)guest["devices"]![0]!["state"]));
        Assert.Equal("roster-person-unknown", (await _host.GetAsync("/api/v1/sites/S5/roster/nobody")).Problem);
        Assert.Contains("roster.read", (await AuditAsync("S5")).Select(row => row.Action));

        var f1 = (await _host.GetAsync("/api/v1/devices/f1/roster")).Items;
        Assert.Equal(
            ["old removing  1", "u1 pending 4 1", "u2 pending 2 "],
            f1.Select(item => $"{item!["user_id"]} {item["state"]} {item["desired_version"]} {item["reported_version"]}"));
        Assert.Equal(["guest"], (await _host.GetAsync("/api/v1/devices/f2/roster?state=foreign")).Items.Select(item => (string?)item!["user_id"]));
        Assert.Equal(["u1", "u2"], (await _host.GetAsync("/api/v1/devices/f1/roster?state=pending")).Items.Select(item => (string?)item!["user_id"]));
        Assert.Equal(["old", "u1", "u2"], await PagesAsync("/api/v1/devices/f1/roster?limit=1"));
        Assert.Equal("device-unknown", (await _host.GetAsync("/api/v1/devices/none/roster")).Problem);
        Assert.Equal("site-unknown", (await _host.GetAsync("/api/v1/sites/none/roster")).Problem);
        Assert.Equal("parameter-invalid", (await _host.GetAsync("/api/v1/sites/S5/roster?state=lost")).Problem);

        foreach (var path in (string[])["sites/S5/roster", "sites/S5/roster/u1", "sites/S5/roster/u2", "devices/f2/roster"])
        {
            var masked = (await _host.GetAsync("/api/v1/" + path, _host.ViewerKey)).Text;
            Assert.All([.. Canaries, "李四", "照片不合格", "Kran-7"], canary => Assert.DoesNotContain(canary, masked, StringComparison.Ordinal));
        }

        // A user_id may be an ID number: a viewer neither sees it nor finds out that it is there.
        const string number = "11010519491231002X";
        await PutAsync("S5", number, PersonJson());
        foreach (var route in (string[])["/api/v1/sites/S5/roster", "/api/v1/devices/f1/roster"])
        {
            var page = (await _host.GetAsync(route + "?limit=1", _host.ViewerKey)).Json;
            var place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string?)page["next_cursor"]));
            Assert.DoesNotContain("110105", page.ToJsonString() + place, StringComparison.Ordinal);
            Assert.NotEmpty((await _host.GetAsync($"{route}?limit=1&cursor={page["next_cursor"]}", _host.ViewerKey)).Items);
            Assert.Equal("cursor-invalid", (await _host.GetAsync($"{route}?cursor={(route.Contains("sites", StringComparison.Ordinal) ? "bzp1MQ" : "cDp1MQ")}")).Problem);
        }

        Assert.Equal("parameter-invalid", (await _host.GetAsync("/api/v1/sites/S5/roster?q=1101", _host.ViewerKey)).Problem);
        Assert.Equal("roster-person-unknown", (await _host.GetAsync($"/api/v1/sites/S5/roster/{number}", _host.ViewerKey)).Problem);
        Assert.Equal(0, await Database.NumberAsync("SELECT count(*) FROM roster WHERE search_text LIKE '%kran%' OR search_text LIKE '%canary%'"));
    }

    private Task<Answer> PutAsync(string site, string userId, string json) => _host.SendAsync("PUT", $"/api/v1/sites/{site}/roster/{Uri.EscapeDataString(userId)}", json);

    private static string PersonJson(params (string Name, string Value)[] others)
    {
        var json = new JsonObject
        {
            ["name"] = "金丝雀三",
            ["work_sn"] = "WORK-CANARY-9",
            ["id_card"] = "510104199003077777",
            ["face_template"] = Convert.ToBase64String(Photo()),
        };
        foreach (var (name, value) in others) json[name] = value;
        return json.ToJsonString();
    }

    private async Task TerminalsAsync(string site, params (string Sn, string Tag)[] terminals)
    {
        foreach (var (sn, tag) in terminals)
            await _host.PutDeviceAsync(sn, $$"""{"key":"l8iTgWXT","kind":"attendance","site":"{{site}}","tags":[{{(tag.Length == 0 ? "" : $"\"{tag}\"")}}]}""");
    }

    /// <summary>A row as the projection of commands' outcomes leaves it.</summary>
    private Task<int> ReportAsync(string sn, string userId, string? site, string state, string? personRef, long? version, string? code = null, string? desc = null) =>
        Database.Database.WriteAsync(
            (db, token) => RosterDevice.Insert.RunAsync(
                db,
                [
                    new RosterDevice(sn, userId)
                    {
                        Site = site, State = state, ReportedRef = personRef, ReportedVersion = version, ResultCode = code,
                        ResultDesc = desc is null ? null : Database.Hidden.Hide(desc), Since = TestDatabase.Start.ToUnixTimeMilliseconds(),
                    },
                ],
                null, token),
            default);

    private async Task<IEnumerable<string?>> UsersAsync(string site, string query) =>
        (await _host.GetAsync($"/api/v1/sites/{site}/roster?{query}")).Items.Select(item => (string?)item!["user_id"]);

    private async Task<List<string>> PagesAsync(string path)
    {
        var users = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.GetAsync($"{path}&cursor={cursor}");
            users.AddRange(page.Items.Select(item => (string)item!["user_id"]!));
            cursor = page.NextCursor;
        }

        return users;
    }

    private async Task<List<AuditEntry>> AuditAsync(string site) =>
        [.. (await Database.Audit.ListAsync(new(null, null, site, null, null), 100, null, default)).Items.Where(row => row.Action.StartsWith("roster.", StringComparison.Ordinal))];
}
