using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>What ends a sign-in, by plain HTTP on the whole node.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task SignOut_CookieThatSomebodyKept_OpensNothingAnyMore()
    {
        var cookies = new CookieContainer();
        using var browser = ConsoleBrowser.Open(_node, cookies);
        (await ConsoleBrowser.SignInAsync(browser, TestNode.AdminKey)).Dispose();
        var kept = new CookieContainer();
        kept.Add(cookies.GetAllCookies());
        using var thief = ConsoleBrowser.Open(_node, kept);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/devices")).StatusCode);

        using var left = await ConsoleBrowser.SignOutAsync(_node, browser, cookies);

        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/devices")).StatusCode);
        using var live = await thief.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, live.StatusCode);
    }

    [Fact]
    public async Task Session_IdleForHalfAnHour_IsOver()
    {
        using var browser = ConsoleBrowser.Open(_node);
        (await ConsoleBrowser.SignInAsync(browser, TestNode.AdminKey)).Dispose();

        _node.Time.Shift(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/devices")).StatusCode);
    }

    [Fact]
    public async Task Session_Used_GoesOnUntilTheWorkingDayEnds()
    {
        using var browser = ConsoleBrowser.Open(_node);
        (await ConsoleBrowser.SignInAsync(browser, TestNode.AdminKey)).Dispose();

        for (var i = 0; i < 29; i++)
        {
            _node.Time.Shift(TimeSpan.FromMinutes(20));
            using var alive = await browser.PostAsync("/console/alive", null);
            Assert.Equal(HttpStatusCode.NoContent, alive.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/devices")).StatusCode);
        _node.Time.Shift(TimeSpan.FromMinutes(25));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/devices")).StatusCode);
    }

    [Fact]
    public async Task SignIn_OneKeyTooOften_EndsItsOldestSession()
    {
        var answer = await _node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "many", role = "viewer" });
        var key = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        using var first = ConsoleBrowser.Open(_node);
        (await ConsoleBrowser.SignInAsync(first, key)).Dispose();
        using var admin = ConsoleBrowser.Open(_node);
        (await ConsoleBrowser.SignInAsync(admin, TestNode.AdminKey)).Dispose();
        for (var i = 0; i < 20; i++)
        {
            _node.Time.Shift(TimeSpan.FromSeconds(1));
            using var later = ConsoleBrowser.Open(_node);
            (await ConsoleBrowser.SignInAsync(later, key)).Dispose();
        }

        Assert.Equal(HttpStatusCode.Redirect, (await first.GetAsync("/devices")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/devices")).StatusCode);
    }
}
