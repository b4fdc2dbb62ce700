using System.Net;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Xunit;

namespace Gateway.Tests.Platform;

public class KeyEndpointsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    /// <summary>Every route, the least role that may use it, and what that role then gets.</summary>
    public static TheoryData<string, string, string, int> Routes => new()
    {
        { "PUT", "/api/v1/devices/d1", "platform", 400 },
        { "GET", "/api/v1/devices/nobody", "viewer", 404 },
        { "DELETE", "/api/v1/devices/nobody", "platform", 404 },
        { "GET", "/api/v1/devices", "viewer", 200 },
        { "POST", "/api/v1/devices/import", "platform", 415 },
        { "GET", "/api/v1/attendance", "viewer", 200 },
        { "GET", "/api/v1/feed", "viewer", 200 },
        { "GET", "/api/v1/quarantine", "viewer", 200 },
        { "DELETE", "/api/v1/quarantine/1", "platform", 404 },
        { "GET", "/api/v1/keys", "admin", 200 },
        { "POST", "/api/v1/keys", "admin", 400 },
        { "DELETE", "/api/v1/keys/1", "admin", 404 },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_EachRole_OnlyFromTheLeastOn(string method, string path, string least, int status)
    {
        var body = method is "PUT" or "POST" ? "{}" : null;
        var none = await _host.SendAsync(method, path, body, "");
        Assert.Equal(HttpStatusCode.Unauthorized, none.Status);
        Assert.Equal("unauthenticated", none.Problem);
        Assert.Equal("Bearer", none.Headers.WwwAuthenticate.ToString());

        var wrong = await _host.SendAsync(method, path, body, ApiKeySecret.New());
        Assert.Equal("unauthenticated", wrong.Problem);

        string[] roles = ["viewer", "platform", "admin"];
        string[] keys = [_host.ViewerKey, _host.PlatformKey, _host.AdminKey];
        for (var i = 0; i < roles.Length; i++)
        {
            var answer = await _host.SendAsync(method, path, body, keys[i]);
            var allowed = i >= Array.IndexOf(roles, least);
            Assert.Equal(allowed ? status : 403, (int)answer.Status);
            if (!allowed) Assert.Equal("forbidden", answer.Problem);
        }
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("gw_key")]
    public async Task Authorization_OfAnotherKind_401(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Open_Routes_NeedNoKey(string path) => Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync(path, "")).Status);

    [Fact]
    public async Task Post_NewKey_WorksUntilItIsDeleted()
    {
        var made = await _host.SendAsync("POST", "/api/v1/keys", """{"name":"控制台","role":"viewer"}""", _host.AdminKey);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(["id", "name", "role", "key", "created_at"], made.Json.AsObject().Select(p => p.Key));
        Assert.Equal("viewer", (string?)made.Json["role"]);
        var (id, key) = ((string)made.Json["id"]!, (string)made.Json["key"]!);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/v1/devices", key)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("PUT", "/api/v1/devices/d1", "{}", key)).Status);

        var list = await _host.GetAsync("/api/v1/keys", _host.AdminKey);
        var listed = list.Items.Single(i => (string?)i!["id"] == id)!.AsObject();
        Assert.Equal(["id", "name", "role", "created_at"], listed.Select(p => p.Key));
        Assert.Equal("控制台", (string?)listed["name"]);
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync("DELETE", "/api/v1/keys/" + id, key: _host.AdminKey)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync("/api/v1/devices", key)).Status);
        Assert.Equal("key-unknown", (await _host.SendAsync("DELETE", "/api/v1/keys/" + id, key: _host.AdminKey)).Problem);
    }

    [Theory]
    [InlineData("""{"role":"viewer"}""", "key-name-invalid", "name")]
    [InlineData("""{"name":" ","role":"viewer"}""", "key-name-invalid", "name")]
    [InlineData("""{"name":"x"}""", "key-role-invalid", "role")]
    [InlineData("""{"name":"x","role":"Viewer"}""", "key-role-invalid", "role")]
    [InlineData("""{"name":"x","role":"viewer","key":"mine"}""", "field-unknown", "key")]
    public async Task Post_InvalidKey_NamesTheField(string json, string problem, string field)
    {
        var answer = await _host.SendAsync("POST", "/api/v1/keys", json, _host.AdminKey);

        Assert.Equal(problem, answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }

    [Fact]
    public async Task List_WalkedByCursor_GivesEachKeyOnce()
    {
        for (var i = 0; i < 3; i++) await _host.AddKeyAsync(ApiRole.Viewer);
        var all = (await _host.GetAsync("/api/v1/keys?limit=1000", _host.AdminKey)).Items.Select(i => (string)i!["id"]!).ToArray();
        var walked = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _host.GetAsync($"/api/v1/keys?limit=2&cursor={cursor}", _host.AdminKey);
            walked.AddRange(page.Items.Select(i => (string)i!["id"]!));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(all, walked);
        Assert.True(all.Length >= 5);
    }
}
