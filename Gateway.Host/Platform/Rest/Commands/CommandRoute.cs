using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Commands;

/// <summary>The id at the end of a route.</summary>
internal static class CommandRoute
{
    /// <summary>The id, percent-decoded. The server leaves <c>%2F</c> as it is, so the raw target tells a slash from the text "%2F".</summary>
    public static string Id(HttpContext http)
    {
        var routed = (string?)http.Request.RouteValues["id"] ?? "";
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            return routed;

        var path = (http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
