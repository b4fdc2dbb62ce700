using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// Values of a route, percent-decoded. The server leaves <c>%2F</c> as it is, so that a slash and the text "%2F" look alike in the route; the raw target tells them apart.
/// </summary>
internal static class RouteValues
{
    /// <summary>Position of the SN in the path: "", api, v1, devices, sn.</summary>
    private const int SnSegment = 4;

    /// <summary>The SN in <c>/api/v1/devices/{sn}</c>.</summary>
    public static string Sn(HttpContext http)
    {
        var routed = (string?)http.Request.RouteValues["sn"] ?? "";
        var segments = IsDecoded(routed) ? [] : RawPath(http).Split('/');
        return segments.Length > SnSegment && segments[0].Length == 0 ? Uri.UnescapeDataString(segments[SnSegment]) : routed;
    }

    /// <summary>The id at the end of a route.</summary>
    public static string Id(HttpContext http)
    {
        var routed = (string?)http.Request.RouteValues["id"] ?? "";
        return IsDecoded(routed) ? routed : Uri.UnescapeDataString(RawPath(http).TrimEnd('/').Split('/')[^1]);
    }

    private static bool IsDecoded(string routed) => !routed.Contains("%2F", StringComparison.OrdinalIgnoreCase);

    private static string RawPath(HttpContext http) => (http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").Split('?', 2)[0];
}
