using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>Unknown addresses, pages above one's role, and the API's documents.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string AdminKey = "an-admin-key-for-tests-only";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("GET", "/nothing/here", "text/html", HttpStatusCode.NotFound, "text/html")]
    [InlineData("GET", "/nothing/here", "*/*", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("GET", "/api/v1/nothing", "text/html", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("POST", "/nothing/here", "text/html", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("PATCH", "/api/v1/devices", "text/html", HttpStatusCode.MethodNotAllowed, "application/problem+json")]
    public async Task UnknownAddress_IsAPageForPeopleAndAProblemForPrograms(string method, string path, string accept, HttpStatusCode status, string type)
    {
        using var browser = ConsoleBrowser.Open(_node);

        using var answer = await SendAsync(browser, method, path, accept);

        Assert.Equal((status, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task UnknownAddress_InChinese_SaysSoAndLeadsOn()
    {
        using var browser = ConsoleBrowser.Open(_node);
        browser.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("zh-CN"));

        using var answer = await SendAsync(browser, "GET", "/nothing/here", "text/html");

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("<h1>页面不存在</h1>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/devices\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing/here", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AboveTheRole_IsRefusedByAPage()
    {
        using var admin = ConsoleBrowser.Open(_node);
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        using var made = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "v", role = "viewer" });
        using var browser = ConsoleBrowser.Open(_node);
        (await ConsoleBrowser.SignInAsync(browser, (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!)).Dispose();

        using var answer = await SendAsync(browser, "GET", "/audit", "text/html");

        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Docs_Page_IsOursAndNeedsNothingFromOutside()
    {
        using var browser = ConsoleBrowser.Open(_node);

        using var answer = await browser.GetAsync("/docs/");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("/openapi/v1.json", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("scalar", page, StringComparison.OrdinalIgnoreCase);
        var script = Assert.Single(page.Split('"'), static part => part.StartsWith("/console/docs.js", StringComparison.Ordinal));
        Assert.True((await browser.GetStringAsync(script)).Length > 500);
        using var document = await browser.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string method, string path, string accept)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await browser.SendAsync(request);
    }
}
