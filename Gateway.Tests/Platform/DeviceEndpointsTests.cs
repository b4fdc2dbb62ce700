using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Platform;

public class DeviceEndpointsTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync(provider: Provider);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Put_NewDevice_IsCreatedAndShownWithoutItsKey()
    {
        var answer = await _host.PutDeviceAsync("smz-a03", """
            {"key":"l8iTgWXT","kind":"enrolment","name":"一号门","site":"天府","dialect":"hainan","tags":["东","gate"],"enabled":true}
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("/api/v1/devices/smz-a03", answer.Headers.Location?.OriginalString);
        Assert.Contains("一号门", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("l8iTgWXT", answer.Text, StringComparison.Ordinal);
        var expected = JsonNode.Parse("""
            {"sn":"smz-a03","kind":"enrolment","name":"一号门","site":"天府","dialect":"hainan","tags":["东","gate"],"enabled":true,"allowed_addresses":[],
            "transports":["socket","https"],"feedback_from_pull":false,"model":null,"certifying":false,"upload_key":null,
            "replaced_by":null,"replaced_at":null,"created_at":"2025-03-01T08:00:00Z",
            "updated_at":"2025-03-01T08:00:00Z","status":"never","last_seen":null,
            "connection":null,"offline_reason":null,"device_state":null,"clock_skew_seconds":null,"queue":null,
            "counters":null,"habits":{},"live":false}
            """);
        Assert.True(JsonNode.DeepEquals(expected, answer.Json), answer.Text);
        Assert.Equal(["smz-a03"], _host.Changes.Sns);
    }

    [Fact]
    public async Task Put_Replaces_TellsTheActorOfTheOther_AndEachFaultItsOwnAnswer() // D39
    {
        _host.Devices.Answer = message => message is CancelOpenCommands ? new OpenCommandsCancelled(2) : null;
        await _host.PutDeviceAsync("d1", """{"key":"l8iTgWXT","kind":"attendance","site":"天府","tags":["gate"]}""");
        await _host.PutDeviceAsync("e1", """{"key":"l8iTgWXT","kind":"enrolment"}""");

        var replaced = await _host.PutDeviceAsync("d2", """{"key":"87654321","replaces":"d1"}""");
        Assert.Equal((HttpStatusCode.Created, "天府", "attendance"), (replaced.Status, (string?)replaced.Json["site"], (string?)replaced.Json["kind"]));
        var told = _host.Devices.Received.Where(message => message.Sn == "d1").ToList();
        Assert.Equal([typeof(RevokeSession), typeof(CancelOpenCommands)], told.Select(message => message.GetType()));
        Assert.Equal("replaced", ((CancelOpenCommands)told[1]).Reason);
        var former = (await _host.GetAsync("/api/v1/devices?status=disabled")).Items.Single()!;
        Assert.Equal(("d1", "disabled", "d2"), ((string?)former["sn"], (string?)former["status"], (string?)former["replaced_by"]));
        Assert.Contains("d1", _host.Changes.Sns.Skip(2));

        foreach (var (sn, json, status, problem) in ((string, string, HttpStatusCode, string)[])[
            ("d3", """{"key":"87654321","replaces":"d1"}""", HttpStatusCode.Conflict, "device-replaced-already"),
            ("d3", """{"key":"87654321","replaces":"none"}""", HttpStatusCode.BadRequest, "device-replaces-invalid"),
            ("d3", """{"key":"87654321","replaces":"e1","kind":"attendance"}""", HttpStatusCode.BadRequest, "device-replaces-invalid"),
            ("d2", """{"replaces":"d2"}""", HttpStatusCode.BadRequest, "device-replaces-invalid")])
        {
            var refused = await _host.PutDeviceAsync(sn, json);
            Assert.Equal(status, refused.Status);
            Assert.Contains(problem, refused.Text, StringComparison.Ordinal);
        }

        await _host.PutDeviceAsync("d4", """{"key":"l8iTgWXT","kind":"attendance","site":"工地"}""");
        await _host.Database.ExecuteAsync("UPDATE sites SET managed_since = 1");
        for (var i = 0; i < 11; i++)
            await _host.Database.ExecuteAsync($"INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, since) VALUES ('d2', 'u{i}', '天府', 'present', 'r', 1)");
        var unconfirmed = await _host.PutDeviceAsync("d2", """{"site":"工地"}""");
        Assert.Equal((HttpStatusCode.Conflict, "roster-removals-unconfirmed", 11), (unconfirmed.Status, unconfirmed.Problem, (int?)unconfirmed.Json["removed"]));
        Assert.Equal(HttpStatusCode.OK, (await _host.PutDeviceAsync("d2", """{"site":"工地","confirm_removals":11}""")).Status);
    }

    [Fact]
    public async Task Resync_KnownDevice_ForgetsWhatItReported_WithAReason()
    {
        await _host.PutDeviceAsync("d1", """{"key":"l8iTgWXT","kind":"attendance","site":"天府"}""");
        await _host.Database.ExecuteAsync("UPDATE sites SET managed_since = 1");
        await _host.Database.ExecuteAsync("INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, since) VALUES ('d1', 'u1', '天府', 'present', 'r', 1)");
        await _host.Database.ExecuteAsync("INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, since) VALUES ('d1', 'u2', '天府', 'removing', 'r', 1)");

        var answer = await _host.SendAsync("POST", "/api/v1/devices/d1/roster/resync", """{"reason":"恢复出厂设置"}""");

        Assert.Equal((HttpStatusCode.Accepted, 2), (answer.Status, (int?)answer.Json["forgotten"]));
        Assert.Equal(["pending", "removing"], await _host.Database.ColumnAsync<string>("SELECT state FROM roster_devices ORDER BY user_id"));
        Assert.Equal(["恢复出厂设置"], await _host.Database.ColumnAsync<string>("SELECT reason FROM audit WHERE action = 'roster.resync'"));
        Assert.Equal("device-unknown", (await _host.SendAsync("POST", "/api/v1/devices/none/roster/resync", """{"reason":"x"}""")).Problem);
        var unsaid = await _host.SendAsync("POST", "/api/v1/devices/d1/roster/resync", "{}");
        Assert.Contains("reason", unsaid.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("POST", "/api/v1/devices/d1/roster/resync", """{"reason":"x"}""", _host.ViewerKey)).Status);
    }

    [Fact]
    public async Task Put_Certifying_IsShownAndExcludesASite()
    {
        var both = await _host.PutDeviceAsync("c1", """{"key":"l8iTgWXT","kind":"attendance","certifying":true,"site":"天府"}""");
        Assert.Equal(HttpStatusCode.BadRequest, both.Status);
        Assert.Contains("device-certifying-with-site", both.Text, StringComparison.Ordinal);

        var put = await _host.PutDeviceAsync("c1", """{"key":"l8iTgWXT","kind":"attendance","certifying":true}""");
        Assert.True((bool)put.Json["certifying"]!);
        Assert.True((bool)(await _host.PutDeviceAsync("c1", """{"name":"门"}""")).Json["certifying"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PutDeviceAsync("c1", """{"site":"天府"}""")).Status);
        Assert.Null((string?)(await _host.GetAsync("/api/v1/devices/c1")).Json["site"]);

        var settled = await _host.PutDeviceAsync("c1", """{"certifying":false,"site":"天府"}""");
        Assert.Equal((HttpStatusCode.OK, "天府", false), (settled.Status, (string?)settled.Json["site"], (bool)settled.Json["certifying"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PutDeviceAsync("c1", """{"certifying":true}""")).Status);
    }

    [Fact]
    public async Task Put_AllowedAddresses_StayWhenAbsentAndGoWhenEmpty()
    {
        await _host.PutDeviceAsync("d1", """{"key":"l8iTgWXT","kind":"attendance","allowed_addresses":["10.0.0.7","2001:DB8::/32","10.0.0.7/32"]}""");
        string[] expected = ["10.0.0.7", "2001:db8::/32"];

        foreach (var json in new[] { """{"name":"门"}""", """{"allowed_addresses":null}""" })
            Assert.Equal(expected, (await _host.PutDeviceAsync("d1", json)).Json["allowed_addresses"]!.AsArray().Select(a => (string?)a));

        Assert.Equal(expected, (await _host.GetAsync("/api/v1/devices/d1")).Json["allowed_addresses"]!.AsArray().Select(a => (string?)a));
        Assert.Empty((await _host.PutDeviceAsync("d1", """{"allowed_addresses":[]}""")).Json["allowed_addresses"]!.AsArray());
    }

    [Fact]
    public async Task Put_Transports_StayWhenAbsentAndAreBothWhenEmpty()
    {
        static string[] Of(Answer answer) => [.. answer.Json["transports"]!.AsArray().Select(t => (string)t!)];
        await _host.PutDeviceAsync("t1", """{"key":"l8iTgWXT","kind":"attendance","transports":["https","https"],"feedback_from_pull":true}""");

        var kept = await _host.PutDeviceAsync("t1", """{"name":"门"}""");
        Assert.Equal(["https"], Of(kept));
        Assert.True((bool)kept.Json["feedback_from_pull"]!);
        Assert.Equal(["socket"], Of(await _host.PutDeviceAsync("t1", """{"transports":["socket"]}""")));
        Assert.Equal(["socket"], Of(await _host.GetAsync("/api/v1/devices/t1")));
        Assert.Equal(["socket", "https"], Of(await _host.PutDeviceAsync("t1", """{"transports":[],"feedback_from_pull":false}""")));
        Assert.Equal(["socket", "https"], Of(await _host.PutDeviceAsync("t1", """{"transports":["https","socket"]}""")));
    }

    [Fact]
    public async Task Put_ExistingDevice_KeepsWhatIsAbsentAndClearsWhatIsEmpty()
    {
        await _host.PutDeviceAsync("d1", """{"key":"l8iTgWXT","kind":"attendance","name":"门","site":"天府","tags":["a"]}""");

        var answer = await _host.PutDeviceAsync("d1", """{"name":"","tags":[],"enabled":null}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Headers.Location);
        Assert.Null(answer.Json["name"]);
        Assert.Equal("天府", (string?)answer.Json["site"]);
        Assert.Empty(answer.Json["tags"]!.AsArray());
        Assert.True((bool)answer.Json["enabled"]!);
    }

    [Theory]
    [InlineData("""{"key":"another1"}""", true)]
    [InlineData("""{"enabled":false}""", true)]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","enabled":true,"name":"x"}""", false)]
    public async Task Put_ChangeOfKeyOrDisabling_RevokesTheSession(string json, bool revoked)
    {
        await _host.PutDeviceAsync("d1");

        await _host.PutDeviceAsync("d1", json);
        await _host.GetAsync("/api/v1/devices/d1"); // Its question stands behind whatever PUT told.

        IDeviceMessage[] expected = revoked ? [new RevokeSession("d1", CloseReason.Revoked), new GetLiveState("d1")] : [new GetLiveState("d1")];
        Assert.Equal(expected, _host.Devices.Received);
        Assert.Equal(["d1", "d1"], _host.Changes.Sns);
    }

    [Fact]
    public async Task Get_ActorAnswers_ShowsTheLiveState()
    {
        await _host.PutDeviceAsync("d1");
        var at = TestDatabase.Start.AddMinutes(5);
        var session = new Session(new SessionId(1, 2), Akka.Actor.ActorRefs.Nobody, Transport.Socket, "10.0.0.7:4711", "akka.ssl.tcp://gateway@n1", at.AddMinutes(-1));
        _host.Devices.Answer = _ => new DeviceLiveState("d1", session, at, 3, -61, 4, 1, new DeviceCounters(TestDatabase.Start, 10, 9, 8, 7, 6, 5, 4, 3, 2));

        var answer = await _host.GetAsync("/api/v1/devices/d1", _host.ViewerKey);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var stored = new[]
        {
            "created_at", "updated_at", "name", "site", "tags", "kind", "dialect", "enabled", "allowed_addresses", "transports", "feedback_from_pull", "model", "certifying",
            "upload_key", "replaced_by", "replaced_at",
        };
        var live = answer.Json.AsObject().Where(p => !stored.Contains(p.Key));
        var expected = JsonNode.Parse("""
            {"sn":"d1","status":"online","last_seen":"2025-03-01T08:05:00Z",
            "connection":{"transport":"socket","remote":"10.0.0.7:4711","node":"n1","since":"2025-03-01T08:04:00Z"},
            "offline_reason":null,"device_state":3,"clock_skew_seconds":-61,"queue":{"queued":4,"in_flight":1},
            "counters":{"since":"2025-03-01T08:00:00Z","heartbeats":10,"uploads":9,
            "records":8,"duplicates":7,"uploads_refused":6,"command_results":5,"stray_results":4,"takeovers":3,"clock_corrections":2},"habits":{},"live":true}
            """);
        Assert.True(JsonNode.DeepEquals(expected, new JsonObject(live.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))), answer.Text);
    }

    [Fact]
    public async Task Get_ActorSilent_ShowsTheStoredPresence()
    {
        await _host.PutDeviceAsync("d1");
        var at = TestDatabase.Start.AddMinutes(5);
        await _host.Database.Presence.WriteAsync([new PresenceUpdate("d1", true, at, Transport.Http, "10.0.0.7:4711", "n1", at, 0, 12, null)], [], default);

        var answer = await _host.GetAsync("/api/v1/devices/d1");

        Assert.Equal("online", (string?)answer.Json["status"]);
        Assert.Equal("http", (string?)answer.Json["connection"]!["transport"]);
        Assert.Equal(12, (int)answer.Json["clock_skew_seconds"]!);
        Assert.Null(answer.Json["queue"]);
        Assert.False((bool)answer.Json["live"]!);
    }

    [Fact]
    public async Task Get_ActorHasJustStarted_PresenceStillCounts()
    {
        await _host.PutDeviceAsync("d1");
        var at = TestDatabase.Start.AddMinutes(5);
        await _host.Database.Presence.WriteAsync([new PresenceUpdate("d1", false, at, Transport.Socket, "r", "n", at, null, null, "Silent")], [], default);
        _host.Devices.Answer = _ => new DeviceLiveState("d1", null, null, null, null, 2, 0, new DeviceCounters(at, 0, 0, 0, 0, 0, 0, 0, 0, 0));

        var answer = await _host.GetAsync("/api/v1/devices/d1");

        Assert.Equal("offline", (string?)answer.Json["status"]);
        Assert.Equal("silent", (string?)answer.Json["offline_reason"]); // As before 1.0 it was stored by its name.
        Assert.Equal(2, (int)answer.Json["queue"]!["queued"]!);
        Assert.True((bool)answer.Json["live"]!);
    }

    [Fact]
    public async Task Get_UnknownDevice_404()
    {
        var answer = await _host.GetAsync("/api/v1/devices/nobody");

        Assert.Equal("device-unknown", answer.Problem);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Empty(_host.Devices.Received);
    }

    [Fact]
    public async Task Delete_Device_DecommissionsIt()
    {
        await _host.PutDeviceAsync("d1");
        _host.Devices.Answer = m => m is Decommission ? new Decommissioned(3) : null;

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", "/api/v1/devices/d1")).Status);

        Assert.IsType<Decommission>(_host.Devices.Received.First());
        Assert.Equal(["d1", "d1"], _host.Changes.Sns);
        Assert.Equal("device-unknown", (await _host.GetAsync("/api/v1/devices/d1")).Problem);
        Assert.Equal("device-unknown", (await _host.SendAsync("DELETE", "/api/v1/devices/d1")).Problem);
    }

    [Fact]
    public async Task Delete_ActorSilent_503AndNothingDeleted()
    {
        await _host.PutDeviceAsync("d1");

        var answer = await _host.SendAsync("DELETE", "/api/v1/devices/d1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("device-busy", answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/v1/devices/d1")).Status);
    }

    [Fact]
    public async Task Habits_LearnedAndForgotten_AreShownAndGone()
    {
        await _host.PutDeviceAsync("d1");
        var since = DateTimeOffset.UnixEpoch.AddDays(20_000);
        await _host.Habits.WriteAsync("d1", HabitNames.Answer, new Habit("string", true, since, "a feedback inside hand-out 7", "memory"), default);
        _host.Devices.Answer = m => m is ForgetHabits ? HabitsForgotten.Instance : null;

        var shown = (await _host.GetAsync("/api/v1/devices/d1")).Json["habits"]!;
        Assert.Equal("""{"answer":{"value":"string","proved":true,"since":"2024-10-04T00:00:00Z","evidence":"a feedback inside hand-out 7"}}""", shown.ToJsonString());
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("DELETE", "/api/v1/devices/d1/habits", (byte[]?)null, _host.ViewerKey)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", "/api/v1/devices/d1/habits")).Status);

        Assert.Contains(_host.Devices.Received, static m => m is ForgetHabits { Sn: "d1" });
        Assert.Equal("{}", (await _host.GetAsync("/api/v1/devices/d1")).Json["habits"]!.ToJsonString());
        Assert.Equal("device-unknown", (await _host.SendAsync("DELETE", "/api/v1/devices/d2/habits")).Problem);
    }

    [Fact]
    public async Task Habits_ActorSilent_503AndNothingForgotten()
    {
        await _host.PutDeviceAsync("d1");
        await _host.Habits.WriteAsync("d1", HabitNames.Answer, new Habit("json", false, DateTimeOffset.UnixEpoch, "x"), default);

        Assert.Equal("device-busy", (await _host.SendAsync("DELETE", "/api/v1/devices/d1/habits")).Problem);

        Assert.NotNull((await _host.GetAsync("/api/v1/devices/d1")).Json["habits"]!["answer"]);
    }

    [Fact]
    public async Task List_WalkedByCursor_GivesEachDeviceOnceInOrder()
    {
        for (var i = 0; i < 5; i++) await _host.PutDeviceAsync($"d{i}");
        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await _host.GetAsync($"/api/v1/devices?limit=2&cursor={cursor}", _host.ViewerKey);
            seen.AddRange(page.Items.Select(i => (string)i!["sn"]!));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(["d0", "d1", "d2", "d3", "d4"], seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task List_Filters_NarrowTheList()
    {
        await _host.PutDeviceAsync("a1", """{"key":"l8iTgWXT","kind":"attendance","name":"North Gate","site":"天府","tags":["x"]}""");
        await _host.PutDeviceAsync("b2", """{"key":"l8iTgWXT","kind":"attendance","site":"天府","enabled":false}""");
        await _host.PutDeviceAsync("c3");

        Assert.Equal(["a1", "b2"], await Sns("site=" + Uri.EscapeDataString("天府")));
        Assert.Equal(["a1"], await Sns("tag=x"));
        Assert.Equal(["a1"], await Sns("q=north"));
        Assert.Equal(["c3"], await Sns("q=C3"));
        Assert.Equal(["b2"], await Sns("status=disabled"));
        Assert.Equal(["a1", "c3"], await Sns("status=never&site=&tag=&q=&limit=&cursor="));
        Assert.Empty(await Sns("status=online"));

        async Task<IEnumerable<string>> Sns(string query) => (await _host.GetAsync("/api/v1/devices?" + query)).Items.Select(i => (string)i!["sn"]!).ToArray();
    }

    [Fact]
    public async Task Requests_WithKeys_LeaveNoneInTheLog()
    {
        await _host.PutDeviceAsync("d1");
        await _host.PutDeviceAsync("d1", """{"key":"l8iTgWXTT"}""");
        await _host.GetAsync("/api/v1/devices", "gw_wrong-one");
        await _host.GetAsync("/api/v1/devices", _host.AdminKey);

        Assert.NotEmpty(_host.Log.Lines);
        foreach (var secret in new[] { "l8iTgWXT", _host.PlatformKey, _host.AdminKey, "gw_wrong-one" })
            Assert.DoesNotContain(_host.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
