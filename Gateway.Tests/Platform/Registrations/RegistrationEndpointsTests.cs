using System.Net;
using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Platform.Registrations;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.DeviceHttp.Registrations;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Platform.Registrations;

/// <summary>What the platform sees of registrations, and who is noted for having seen it.</summary>
public class RegistrationEndpointsTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private PlatformHost _host = null!;
    private readonly FakeTimeProvider _clock = new();
    private Guid _id;

    private static readonly byte[] Face = EnrolmentForm.Photo(3, 4321);

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(provider: Provider, services: (_, services) => services.AddSingleton(new RegistrationSearchPace(_clock)));
        Assert.True(IdNumber.TryParse(EnrolmentForm.IdNumber, out var idNumber, out _));
        var registration = new Registration(
            Guid.CreateVersion7(), "zzj-1", "工地1", TestDatabase.Start, idNumber, new Secret(EnrolmentForm.Name), 2, "汉", new DateOnly(1949, 12, 31),
                new Secret(EnrolmentForm.Address),
            new Secret("分局"), "20010101-长期", 1, 3, new Secret(EnrolmentForm.Phone), new Dictionary<string, string> { ["x"] = "y" },
            [new RegistrationPhoto(PhotoKind.IdPhoto, "image/png", new byte[] { 0x89, 1 }), new RegistrationPhoto(PhotoKind.Photo, "image/jpeg", Face)]);
        await _host.Database.Registrations.StoreAsync(registration, default);
        _id = registration.Id;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_Item_IsMaskedAndNotAudited()
    {
        var list = await _host.GetAsync("/api/v1/registrations", _host.ViewerKey);

        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Null(list.NextCursor);
        var item = Assert.Single(list.Items)!;
        Assert.Equal(
            ["id", "sn", "site", "received_at", "name_masked", "idno_masked", "check_digit_ok", "gender", "nation", "user_type", "photos"], item.AsObject()
                .Select(field => field.Key));
        Assert.Equal("""["idphoto","photo"]""", item["photos"]!.ToJsonString());
        foreach (var canary in EnrolmentForm.Canaries) Assert.DoesNotContain(canary, list.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task PhotosDeletedAndHold_AreSaid()
    {
        await _host.Database.ExecuteAsync("DELETE FROM registration_photos");
        await _host.Database.ExecuteAsync("UPDATE registrations SET photos_deleted_at = 1740816000000");
        var yes = Provider == StorageProvider.Sqlite ? "1" : "true";
        var no = Provider == StorageProvider.Sqlite ? "0" : "false";
        await _host.Database.ExecuteAsync(
            $"""
            INSERT INTO sites (code, status, legal_hold, drift, unexplained, shard, search_text, name_text, created_at, updated_at)
            VALUES ('工地1', 'active', {yes}, 'repair', {no}, 0, '', '', 0, 0)
            """);

        Assert.Equal("2025-03-01T08:00:00Z", (string?)Assert.Single((await _host.GetAsync("/api/v1/registrations")).Items)!["photos_deleted_at"]);
        var one = await _host.GetAsync($"/api/v1/registrations/{_id}");
        Assert.Equal(("2025-03-01T08:00:00Z", 0), ((string?)one.Json["photos_deleted_at"], one.Json["photos"]!.AsArray().Count));
        var held = await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}");
        Assert.Equal((HttpStatusCode.Conflict, "legal-hold"), (held.Status, held.Problem));
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync($"/api/v1/registrations/{_id}")).Status);
    }

    [Fact]
    public async Task ListAndGet_NewVersion_NameTheFormer()
    {
        var former = (await _host.Database.Registrations.GetAsync(_id, default))!.Registration;
        var version = former with { Id = Guid.CreateVersion7(), ReceivedAt = former.ReceivedAt.AddSeconds(1), Address = new Secret("moved") };
        await _host.Database.Registrations.StoreAsync(version, default);

        var items = (await _host.GetAsync("/api/v1/registrations")).Items;
        var single = await _host.GetAsync($"/api/v1/registrations/{version.Id}");

        Assert.Equal([null, _id.ToString()], items.Select(static item => (string?)item!["supersedes"]));
        Assert.Equal(_id.ToString(), (string?)single.Json["supersedes"]);
        Assert.Equal(2, (await SearchAsync(EnrolmentForm.IdNumber)).Items.Count);
    }

    [Theory]
    [InlineData("sn=zzj-1", 1)]
    [InlineData("sn=zzj-2", 0)]
    [InlineData("site=%E5%B7%A5%E5%9C%B01", 1)]
    [InlineData("from=2025-03-01T08:00:00Z&to=2025-03-01T08:00:01Z", 1)]
    [InlineData("to=2025-03-01T08:00:00Z", 0)]
    public async Task List_Filter_Selects(string query, int count) => Assert.Equal(count, (await _host.GetAsync("/api/v1/registrations?" + query)).Items.Count);

    [Theory]
    [InlineData("id_number=11010519491231002x", "parameter-unknown", "id_number")]
    [InlineData("idno=1", "parameter-unknown", "idno")]
    [InlineData("limit=0", "parameter-invalid", "limit")]
    [InlineData("from=2025-03-01T08:00:02Z&to=2025-03-01T08:00:01Z", "parameter-invalid", "from")]
    [InlineData("cursor=x", "cursor-invalid", "cursor")]
    public async Task List_WrongQuery_Is400(string query, string problem, string field)
    {
        var answer = await _host.GetAsync("/api/v1/registrations?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
        Assert.Contains(field, answer.ErrorFields);
    }

    [Fact]
    public async Task List_ByIdNumber_NamesTheWayToSearch() =>
        Assert.Contains("POST /api/v1/registrations/search", (await _host.GetAsync("/api/v1/registrations?id_number=1", _host.ViewerKey)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("11010519491231002x", 1)]
    [InlineData("110105194912310021", 0)]
    public async Task Search_ByIdNumber_IsMaskedAndAudited(string idNumber, int count)
    {
        var answer = await SearchAsync(idNumber);

        Assert.Equal((HttpStatusCode.OK, count), (answer.Status, answer.Items.Count));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        foreach (var canary in EnrolmentForm.Canaries) Assert.DoesNotContain(canary, answer.Text, StringComparison.Ordinal);
        var entry = Assert.Single((await _host.GetAsync("/api/v1/audit", _host.AdminKey)).Items)!;
        Assert.Equal("registration.search", (string?)entry["action"]);
        Assert.DoesNotContain(idNumber, entry.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("1101051949", "parameter-invalid")]
    [InlineData("", "parameter-invalid")]
    public async Task Search_WrongNumber_Is400WithoutIt(string idNumber, string problem)
    {
        var answer = await SearchAsync(idNumber);

        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
        Assert.Equal(["id_number"], answer.ErrorFields);
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Search_ByViewer_Is403()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await SearchAsync(EnrolmentForm.IdNumber, _host.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SearchAsync(EnrolmentForm.IdNumber, "")).Status);
    }

    [Fact]
    public async Task Search_AuditCannotBeWritten_ShowsNothing()
    {
        await _host.Database.RefuseInsertsAsync("audit");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SearchAsync(EnrolmentForm.IdNumber)).Status);
    }

    [Fact]
    public async Task Search_AgainAndAgain_Is429UntilItsTurn()
    {
        for (var i = 0; i < RegistrationSearchPace.Burst; i++) Assert.Equal(HttpStatusCode.OK, (await SearchAsync("110105194912310021")).Status);

        var refused = await SearchAsync(EnrolmentForm.IdNumber);

        Assert.Equal((HttpStatusCode.TooManyRequests, "registration-searches-exhausted"), (refused.Status, refused.Problem));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(RegistrationSearchPace.Burst, await _host.Database.NumberAsync("SELECT count(*) FROM audit"));
        _clock.Advance(RegistrationSearchPace.Every);
        Assert.Single((await SearchAsync(EnrolmentForm.IdNumber)).Items);
        Assert.Equal(HttpStatusCode.OK, (await SearchAsync(EnrolmentForm.IdNumber, _host.AdminKey)).Status); // Each key has its own.
    }

    [Fact]
    public async Task Delete_ByPlatform_TakesPhotosAndLeavesTheFeedItsNumbers()
    {
        await _host.Database.Feed.SequenceAsync(10, default);

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}")).Status);

        Assert.Equal(0, await _host.Database.NumberAsync("SELECT (SELECT count(*) FROM registrations) + (SELECT count(*) FROM registration_photos)"));
        foreach (var path in (string[])["", "/photos/photo"])
            Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync($"/api/v1/registrations/{_id}{path}")).Status);

        var item = Assert.Single((await _host.GetAsync("/api/v1/feed")).Items)!;
        Assert.Equal((1, _id.ToString(), "?", "*****", ""), ((int)item["seq"]!, (string?)item["data"]!["id"], (string?)item["data"]!["name_masked"],
            (string?)item["data"]!["idno_masked"], (string?)item["data"]!["nation"]));
        var entry = Assert.Single((await _host.GetAsync("/api/v1/audit?action=registration.delete&subject=" + _id, _host.AdminKey)).Items)!;
        Assert.Contains("110*************2X", entry["before"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}")).Status);
    }

    [Fact]
    public async Task Delete_BeforeItIsNumbered_IsForgottenInTheOutbox()
    {
        await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}");

        await _host.Database.Feed.SequenceAsync(10, default);
        Assert.Equal("?", (string?)Assert.Single((await _host.GetAsync("/api/v1/feed")).Items)!["data"]!["name_masked"]);
    }

    [Fact]
    public async Task Delete_ByViewerOrUnaudited_ChangesNothing()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}", key: _host.ViewerKey)).Status);
        await _host.Database.RefuseInsertsAsync("audit");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.SendAsync("DELETE", $"/api/v1/registrations/{_id}")).Status);

        Assert.Equal(1, await _host.Database.NumberAsync("SELECT count(*) FROM registrations"));
    }

    private Task<Answer> SearchAsync(string idNumber, string? key = null) =>
        _host.SendAsync("POST", "/api/v1/registrations/search", $$"""{"id_number":"{{idNumber}}"}""", key);

    [Fact]
    public async Task Get_ByPlatform_IsInClearAndAudited()
    {
        var answer = await _host.GetAsync($"/api/v1/registrations/{_id}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            $$"""
            {"id":"{{_id}}","sn":"zzj-1","site":"工地1","received_at":"2025-03-01T08:00:00Z",
            "idno":"11010519491231002X","check_digit_ok":true,"name":"金丝雀四","gender":2,"nation":"汉",
            "birthday":"1949-12-31","address":"成都市金丝雀路9号","idissue":"分局","idperiod":"20010101-长期",
            "user_type":1,"reg_type":3,"phone":"13800138000","extra":{"x":"y"},
            "photos":[{"kind":"idphoto","media_type":"image/png","size":2},{"kind":"photo","media_type":"image/jpeg","size":4321}]}
            """.ReplaceLineEndings(""),
            answer.Text);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var entry = Assert.Single((await _host.GetAsync("/api/v1/audit", _host.AdminKey)).Items)!;
        Assert.Equal(("registration.read", $"registrations/{_id}", "platform"), ((string?)entry["action"], (string?)entry["subject"], (string?)entry["role"]));
        Assert.Equal((await _host.Database.Keys.ListAsync(10, null, default)).Items.Single(key => key.Role == Gateway.Storage.Keys.ApiRole.Platform).Id,
            (string?)entry["key_id"]);
        Assert.Contains((string?)entry["remote"], (string[])["127.0.0.1", "::ffff:127.0.0.1"]);
    }

    [Theory]
    [InlineData("photo", "image/jpeg")]
    [InlineData("idphoto", "image/png")]
    public async Task GetPhoto_ByAdmin_IsTheFileAndAudited(string kind, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/registrations/{_id}/photos/{kind}");
        request.Headers.Authorization = new("Bearer", _host.AdminKey);
        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(kind == "photo" ? Face : [0x89, 1], await answer.Content.ReadAsByteArrayAsync());
        var entry = Assert.Single((await _host.Database.Audit.ListAsync(new(null, null, null, null, null), 10, null, default)).Items);
        Assert.Equal(("admin", "admin", "registration.photo.read", $"registrations/{_id}/photos/{kind}"),
            (entry.KeyId, entry.Role, entry.Action, entry.Subject));
    }

    [Fact]
    public async Task Get_ByViewer_Is403AndNotAudited()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.GetAsync($"/api/v1/registrations/{_id}", _host.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.GetAsync($"/api/v1/registrations/{_id}/photos/photo", _host.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync($"/api/v1/registrations/{_id}", "")).Status);
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Audit_ByPlatform_Is403() => Assert.Equal(HttpStatusCode.Forbidden, (await _host.GetAsync("/api/v1/audit")).Status);

    [Theory]
    [InlineData("registrations/00000000-0000-0000-0000-000000000000", "registration-unknown")]
    [InlineData("registrations/x", "registration-unknown")]
    [InlineData("registrations/x/photos/photo", "registration-unknown")]
    [InlineData("registrations/{id}/photos/inf_photo", "registration-photo-unknown")]
    [InlineData("registrations/{id}/photos/PHOTO", "registration-photo-unknown")]
    public async Task Get_Unknown_Is404AndNotAudited(string path, string problem)
    {
        var answer = await _host.GetAsync("/api/v1/" + path.Replace("{id}", _id.ToString(), StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, problem), (answer.Status, answer.Problem));
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Get_AuditCannotBeWritten_ShowsNothing()
    {
        await _host.Database.RefuseInsertsAsync("audit");

        foreach (var path in (string[])["", "/photos/photo"])
        {
            var answer = await _host.GetAsync($"/api/v1/registrations/{_id}{path}");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            foreach (var canary in EnrolmentForm.Canaries) Assert.DoesNotContain(canary, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Log_AfterReads_HasNoCanary()
    {
        await _host.GetAsync($"/api/v1/registrations/{_id}");
        await _host.GetAsync($"/api/v1/registrations/{_id}/photos/photo");

        var log = string.Join('\n', _host.Log.Lines);
        foreach (var canary in EnrolmentForm.Canaries) Assert.DoesNotContain(canary, log, StringComparison.Ordinal);
    }
}
