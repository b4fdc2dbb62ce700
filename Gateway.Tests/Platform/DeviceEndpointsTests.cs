using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Devices;
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
            "transports":["socket","https"],"feedback_from_pull":false,
            "created_at":"2025-03-01T08:00:00Z",
            "updated_at":"2025-03-01T08:00:00Z","status":"never","last_seen":null,
            "connection":null,"offline_reason":null,"device_state":null,"clock_skew_seconds":null,"queue":null,
            "counters":null,"live":false}
            """);
        Assert.True(JsonNode.DeepEquals(expected, answer.Json), answer.Text);
        Assert.Equal(["smz-a03"], _host.Changes.Sns);
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
        var session = new Session(new SessionId(1, 2), Akka.Actor.ActorRefs.Nobody, Transport.Socket, "10.0.0.7:4711", "akka://n1", at.AddMinutes(-1));
        _host.Devices.Answer = _ => new DeviceLiveState("d1", session, at, 3, -61, 4, 1, new DeviceCounters(TestDatabase.Start, 10, 9, 8, 7, 6, 5, 4, 3, 2));

        var answer = await _host.GetAsync("/api/v1/devices/d1", _host.ViewerKey);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var stored = new[] { "created_at", "updated_at", "name", "site", "tags", "kind", "dialect", "enabled", "allowed_addresses", "transports", "feedback_from_pull" };
        var live = answer.Json.AsObject().Where(p => !stored.Contains(p.Key));
        var expected = JsonNode.Parse("""
            {"sn":"d1","status":"online","last_seen":"2025-03-01T08:05:00Z",
            "connection":{"transport":"socket","remote":"10.0.0.7:4711","node":"akka://n1","since":"2025-03-01T08:04:00Z"},
            "offline_reason":null,"device_state":3,"clock_skew_seconds":-61,"queue":{"queued":4,"in_flight":1},
            "counters":{"since":"2025-03-01T08:00:00Z","heartbeats":10,"uploads":9,
            "records":8,"duplicates":7,"uploads_refused":6,"command_results":5,"stray_results":4,"takeovers":3,"clock_corrections":2},"live":true}
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
        Assert.Equal("Silent", (string?)answer.Json["offline_reason"]);
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
