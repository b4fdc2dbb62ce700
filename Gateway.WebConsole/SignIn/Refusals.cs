using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gateway.WebConsole.SignIn;

/// <summary>A person who asks for a page gets one, whatever is wrong; a program gets the API's problem.</summary>
internal static class Refusals
{
    /// <summary>Paths of programs: there an unknown one is a problem of the API even for a browser.</summary>
    private static readonly PathString[] Programs = ["/api", "/openapi", "/health", "/metrics", "/_blazor", "/console"];

    /// <summary>Turns an unknown address into a page.</summary>
    public static async Task MissingAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetEndpoint() is null && http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && IsForPeople(http.Request))
            await Page(http, StatusCodes.Status404NotFound).ExecuteAsync(http);
    }

    /// <summary>The role is not enough for the page.</summary>
    public static Task ForbiddenAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return IsForPeople(http.Request) ? Page(http, StatusCodes.Status403Forbidden).ExecuteAsync(http) : Task.CompletedTask;
    }

    private static bool IsForPeople(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(Programs, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static RazorComponentResult<RefusalPage> Page(HttpContext http, int status)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return new RazorComponentResult<RefusalPage>(new Dictionary<string, object?>
        {
            ["Preferences"] = ConsolePreferences.Of(http),
            ["IsForbidden"] = status == StatusCodes.Status403Forbidden,
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }
}
