using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Exports;

/// <summary>Why there is no file, as a page with a way back.</summary>
internal static class ExportRefusal
{
    /// <summary>In the viewer's language.</summary>
    public static IResult Of(HttpContext http, int status, string english, string chinese)
    {
        var text = ConsolePreferences.Of(http).Text;
        var page = new Dictionary<string, object?> { ["Preferences"] = ConsolePreferences.Of(http), ["Reason"] = text.T(english, chinese), ["Back"] = Back(http) };
        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<ExportRefusedPage>(page) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>The caller may not.</summary>
    public static IResult Role(HttpContext http) => Of(http, StatusCodes.Status403Forbidden, "Your key's role does not allow this.", "您的密钥权限不足。");

    /// <summary>The page it was asked from, when it is one of ours.</summary>
    private static string Back(HttpContext http) =>
        http.Request.GetTypedHeaders().Referer is { } from && from.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? ConsolePreferences.Local(from.PathAndQuery)
            : "/";
}
