using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Devices;

/// <summary>The SN in <c>/api/v1/devices/{sn}</c>.</summary>
internal static class DeviceRoute
{
    /// <summary>Position of the SN in the path: "", api, v1, devices, sn.</summary>
    private const int SnSegment = 4;

    /// <summary>
    /// The SN, percent-decoded. The server leaves <c>%2F</c> as it is, so that a slash in an SN and the text "%2F" look alike in the route; the raw
    /// target tells them apart.
    /// </summary>
    public static string Sn(HttpContext http)
    {
        var routed = (string?)http.Request.RouteValues["sn"] ?? "";
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            return routed;

        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var segments = target.Split('?', 2)[0].Split('/');
        return segments.Length > SnSegment && segments[0].Length == 0 ? Uri.UnescapeDataString(segments[SnSegment]) : routed;
    }
}
