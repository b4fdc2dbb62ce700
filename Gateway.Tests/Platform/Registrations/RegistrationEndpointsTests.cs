using System.Net;
using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.DeviceHttp.Registrations;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform.Registrations;

/// <summary>What the platform sees of registrations, and who is noted for having seen it.</summary>
public class RegistrationEndpointsTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private PlatformHost _host = null!;
    private Guid _id;

    private static readonly byte[] Face = EnrolmentForm.Photo(3, 4321);

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(provider: Provider);
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

    [Theory]
    [InlineData("sn=zzj-1", 1)]
    [InlineData("sn=zzj-2", 0)]
    [InlineData("site=%E5%B7%A5%E5%9C%B01", 1)]
    [InlineData("from=2025-03-01T08:00:00Z&to=2025-03-01T08:00:01Z", 1)]
    [InlineData("to=2025-03-01T08:00:00Z", 0)]
    [InlineData("id_number=11010519491231002x", 1)]
    [InlineData("id_number=110105194912310021", 0)]
    public async Task List_Filter_Selects(string query, int count) => Assert.Equal(count, (await _host.GetAsync("/api/v1/registrations?" + query)).Items.Count);

    [Theory]
    [InlineData("id_number=1101051949", "parameter-invalid", "id_number")]
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
