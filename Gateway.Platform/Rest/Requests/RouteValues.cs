using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// Values of a route, percent-decoded. The server leaves <c>%2F</c> as it is, so that a slash and the text "%2F" look alike in the route; the raw target tells them apart.
/// </summary>
internal static class RouteValues
{
    /// <summary>Position of an SN, a site's code or a job in the path: "", api, v1, devices, sn.</summary>
    private const int FirstSegment = 4;

    /// <summary>The SN in <c>/api/v1/devices/{sn}</c>.</summary>
    public static string Sn(HttpContext http) => At(http, "sn", FirstSegment);

    /// <summary>The code in <c>/api/v1/sites/{code}</c>.</summary>
    public static string Site(HttpContext http) => At(http, "code", FirstSegment);

    /// <summary>The person in <c>/api/v1/sites/{code}/roster/{user_id}</c>.</summary>
    public static string RosterUserId(HttpContext http) => At(http, "user_id", FirstSegment + 2);

    /// <summary>The job in <c>/api/v1/jobs/{id}/targets</c>.</summary>
    public static string Job(HttpContext http) => At(http, "id", FirstSegment);

    /// <summary>The id at the end of a route.</summary>
    public static string Id(HttpContext http)
    {
        var routed = (string?)http.Request.RouteValues["id"] ?? "";
        return IsDecoded(routed) ? routed : Uri.UnescapeDataString(RawPath(http).TrimEnd('/').Split('/')[^1]);
    }

    private static string At(HttpContext http, string name, int position)
    {
        var routed = (string?)http.Request.RouteValues[name] ?? "";
        var segments = IsDecoded(routed) ? [] : RawPath(http).Split('/');
        return segments.Length > position && segments[0].Length == 0 ? Uri.UnescapeDataString(segments[position]) : routed;
    }

    private static bool IsDecoded(string routed) => !routed.Contains("%2F", StringComparison.OrdinalIgnoreCase);

    private static string RawPath(HttpContext http) => (http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").Split('?', 2)[0];
}
