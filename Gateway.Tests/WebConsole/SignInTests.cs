using System.Net;
using System.Net.Http.Json;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>The door of the console, by plain HTTP on the whole node.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string AdminKey = "an-admin-key-for-tests-only";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/devices")]
    [InlineData("/registrations")]
    [InlineData("/keys")]
    public async Task Page_WithoutSignIn_LeadsToTheSignIn(string page)
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveConnection_WithoutSignIn_IsRefused()
    {
        using var browser = Browser();

        using var answer = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithTheAdminKey_OpensEveryPage()
    {
        using var browser = Browser();

        using var answer = await ConsoleBrowser.SignInAsync(browser, AdminKey);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var page in new[] { "/", "/devices", "/device/smz-1", "/commands", "/attendance", "/registrations", "/quarantine", "/keys", "/audit" })
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(page)).StatusCode);
    }

    [Fact]
    public async Task SignIn_WithTheAdminKey_DownloadsRecordedFrames()
    {
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);
        using var browser = Browser();
        await ConsoleBrowser.SignInAsync(browser, AdminKey);

        using var answer = await browser.GetAsync($"/console/frames?sn={terminal.Sn}");

        Assert.Equal(
            ("application/x-ndjson", $"frames-{terminal.Sn}.ndjson"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(2, (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/frames?sn=nobody")).StatusCode);
    }

    [Fact]
    public async Task SignIn_Cookie_IsHiddenFromScriptsAndOtherSites()
    {
        using var browser = Browser();

        using var answer = await ConsoleBrowser.SignInAsync(browser, AdminKey);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("gateway.console=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(AdminKey, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithAWrongKey_IsRefusedAndPaced()
    {
        using var browser = Browser();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await ConsoleBrowser.SignInAsync(browser, "wrong")).StatusCode);
        using var answer = await ConsoleBrowser.SignInAsync(browser, "wrong again");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignIn_RightKeyAfterManyWrongOnes_OpensTheConsole()
    {
        using var browser = Browser();
        for (var i = 0; i < 8; i++) (await ConsoleBrowser.SignInAsync(browser, "wrong")).Dispose();

        using var answer = await ConsoleBrowser.SignInAsync(browser, AdminKey);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithAWrongKey_IsInTheAudit()
    {
        using var browser = Browser();

        (await ConsoleBrowser.SignInAsync(browser, "wrong")).Dispose();

        var row = (await _node.GetAsync("/api/v1/audit"))["items"]!.AsArray()[^1]!;
        Assert.Equal("console.sign-in-refused", row["action"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", row["remote"]!.GetValue<string>());
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = Browser();

        using var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("key", AdminKey)]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_ReturnAddressElsewhere_LeadsToTheOverview()
    {
        using var browser = Browser();

        using var answer = await ConsoleBrowser.SignInAsync(browser, AdminKey, "?return=" + Uri.EscapeDataString("//evil.example/"));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("platform", HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task AdminPages_ByRole_AsInTheApi(string role, HttpStatusCode expected)
    {
        using var browser = Browser();
        (await ConsoleBrowser.SignInAsync(browser, (await AddKeyAsync(role)).Key)).Dispose();

        foreach (var page in new[] { "/keys", "/audit" }) Assert.Equal(expected, (await browser.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/devices")).StatusCode);
    }

    [Fact]
    public async Task Cookie_OfADeletedKey_OpensNothingAnyMore()
    {
        using var browser = Browser();
        var (id, key) = await AddKeyAsync("viewer");
        (await ConsoleBrowser.SignInAsync(browser, key)).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/devices")).StatusCode);

        (await _node.Http.DeleteAsync($"/api/v1/keys/{id}")).Dispose();

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/devices")).StatusCode);
    }

    [Fact]
    public async Task Cookie_AfterAWorkingDay_OpensNothingAnyMore()
    {
        using var browser = Browser();
        (await ConsoleBrowser.SignInAsync(browser, AdminKey)).Dispose();

        _node.Time.Shift(TimeSpan.FromHours(11));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/devices")).StatusCode);
    }

    [Fact]
    public async Task Api_WithTheConsolesCookie_StaysClosed()
    {
        using var browser = Browser();
        (await ConsoleBrowser.SignInAsync(browser, AdminKey)).Dispose();

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/devices")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task LiveConnection_OfAnotherSite_IsRefused()
    {
        using var browser = Browser();
        (await ConsoleBrowser.SignInAsync(browser, AdminKey)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "https://evil.example");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_IsInTheAudit()
    {
        using var browser = Browser();

        (await ConsoleBrowser.SignInAsync(browser, AdminKey)).Dispose();

        var audit = await _node.GetAsync("/api/v1/audit");
        Assert.Equal("console.sign-in", audit["items"]!.AsArray()[^1]!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task SignInPage_Policy_NamesNoOtherHost()
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync("/sign-in");
        var page = await answer.Content.ReadAsStringAsync();

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "登录")]
    [InlineData("en", "Sign in")]
    public async Task SignInPage_Language_IsTheOneChosen(string language, string word)
    {
        using var browser = Browser();

        (await browser.GetAsync($"/console/preferences?language={language}&return=/sign-in")).Dispose();

        Assert.Contains(word, WebUtility.HtmlDecode(await browser.GetStringAsync("/sign-in")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        using var browser = Browser();
        (await ConsoleBrowser.SignInAsync(browser, AdminKey)).Dispose();

        using var answer = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/devices")).StatusCode);
    }

    private HttpClient Browser() => ConsoleBrowser.Open(_node);

    private async Task<(string Id, string Key)> AddKeyAsync(string role)
    {
        using var answer = await _node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "test", role });
        var key = (await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!;
        return (key["id"]!.GetValue<string>(), key["key"]!.GetValue<string>());
    }
}
