using System.Net;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>The platform's address behind a reverse proxy that ends TLS, and without one.</summary>
public sealed class ProxyTests
{
    private const string Client = "203.0.113.7";

    [Theory]
    [InlineData("127.0.0.1", Client, true)]
    [InlineData("10.0.0.0/8", "127.0.0.1", false)]
    [InlineData("", "127.0.0.1", false)]
    public async Task ForwardingHeaders_OfAProxy_AreBelievedOnlyWhenItIsListed(string proxies, string remote, bool https)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Platform:TrustedProxies"] = proxies });
        using var browser = Behind(node, Client);

        using var answer = await ConsoleBrowser.SignInAsync(browser, TestNode.AdminKey);

        var row = (await node.GetAsync("/api/v1/audit"))["items"]!.AsArray()[^1]!;
        Assert.Equal(remote, row["remote"]!.GetValue<string>());
        Assert.Equal(https, Cookie(answer, "gateway.console").Contains("; secure", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(https, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task ForwardingHeaders_ThatAClientMadeUp_EndAtTheLastListedProxy()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Platform:TrustedProxies"] = "127.0.0.1" });
        using var browser = Behind(node, "192.0.2.66, " + Client); // The proxy adds what it saw at the end.

        (await ConsoleBrowser.SignInAsync(browser, "wrong")).Dispose();

        Assert.Equal(Client, (await node.GetAsync("/api/v1/audit"))["items"]!.AsArray()[^1]!["remote"]!.GetValue<string>());
    }

    [Fact]
    public async Task WrongKeys_OfOneClientBehindAProxy_SlowNoOtherDown()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Platform:TrustedProxies"] = "127.0.0.1" });
        using var guesser = Behind(node, Client);
        for (var i = 0; i < 6; i++) (await ConsoleBrowser.SignInAsync(guesser, "wrong")).Dispose();
        using var other = Behind(node, "203.0.113.8");

        using var answer = await ConsoleBrowser.SignInAsync(other, "mistyped");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Cookies_OverHttps_AreSecure()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Platform:Urls"] = "https://127.0.0.1:0" });
        using var browser = ConsoleBrowser.Open(node);

        using var page = await browser.GetAsync("/sign-in");
        using var answer = await ConsoleBrowser.SignInAsync(browser, TestNode.AdminKey);

        Assert.Contains("; secure", Cookie(page, "gateway.antiforgery"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", Cookie(answer, "gateway.console"), StringComparison.OrdinalIgnoreCase);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/sign-in", "gateway.example", HttpStatusCode.OK)]
    [InlineData("/sign-in", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/devices", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("/health/live", "10.1.2.3:8080", HttpStatusCode.OK)]
    [InlineData("/metrics", "10.1.2.3:8080", HttpStatusCode.OK)]
    public async Task Host_WithAListOfNames_IsServedOnlyUnderOneOfThem(string path, string host, HttpStatusCode expected)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Platform:Hosts"] = "gateway.example" });
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var client = ConsoleBrowser.Open(node);

        using var answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/docs/")]
    [InlineData("/api/v1/devices")]
    public async Task Headers_OfEveryAnswer_LetNoOtherSiteFrameIt(string path)
    {
        await using var node = await TestNode.StartAsync();

        using var answer = await node.Http.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }

    private static HttpClient Behind(TestNode node, string forwardedFor)
    {
        var handler = new Proxy { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } };
        var browser = new HttpClient(handler) { BaseAddress = node.Http.BaseAddress };
        browser.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        browser.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        return browser;
    }

    private static string Cookie(HttpResponseMessage answer, string name) =>
        Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith(name + "=", StringComparison.Ordinal));

    /// <summary>The browser before it speaks TLS, so it gives back Secure cookies, too.</summary>
    private sealed class Proxy : DelegatingHandler
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set.Select(value => value.Split(';')[0].Split('=', 2))) _cookies[cookie[0]] = cookie[1];
            }

            return answer;
        }
    }
}
