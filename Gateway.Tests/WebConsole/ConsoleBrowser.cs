using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Gateway.Tests.Edge.Tcp;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.WebConsole;

/// <summary>A browser at a whole node, by plain HTTP: it keeps cookies and fills in forms.</summary>
internal static partial class ConsoleBrowser
{
    private const string TokenField = "__RequestVerificationToken";

    public static HttpClient Open(TestNode node, CookieContainer? cookies = null) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new CookieContainer(), SslOptions = TestNode.AnyCertificate })
        {
            BaseAddress = node.Http.BaseAddress,
        };

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string key, string query = "")
    {
        var token = Token().Match(await browser.GetStringAsync("/sign-in")).Groups[1].Value;
        return await browser.PostAsync("/sign-in" + query, new FormUrlEncodedContent([new("key", key), new(TokenField, WebUtility.HtmlDecode(token))]));
    }

    /// <summary>Signs the holder of the admin key out. The form's token comes to a real browser over the live connection of the page.</summary>
    public static Task<HttpResponseMessage> SignOutAsync(TestNode node, HttpClient browser, CookieContainer cookies) => PostAsync(node, browser, cookies, "/sign-out");

    /// <summary>Sends a form of a page of the holder of a key, with its token.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        TestNode node, HttpClient browser, CookieContainer cookies, string path, IEnumerable<KeyValuePair<string, string>>? fields = null, string keyId = "admin")
    {
        var page = new DefaultHttpContext { RequestServices = node.Services, User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, keyId)], "Console")) };
        page.Request.Headers.Cookie = cookies.GetCookieHeader(browser.BaseAddress!);
        var token = node.Services.GetRequiredService<IAntiforgery>().GetTokens(page).RequestToken!;
        return await browser.PostAsync(path, new FormUrlEncodedContent([new(TokenField, token), .. fields ?? []]));
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
