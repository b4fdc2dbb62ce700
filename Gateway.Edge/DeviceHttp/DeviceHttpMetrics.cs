using System.Diagnostics.Metrics;

namespace Gateway.Edge.DeviceHttp;

/// <summary>Meters of the device listeners. Label sets are small and fixed: never an SN, never an address.</summary>
internal static class DeviceHttpMetrics
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.DeviceHttp";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("gateway.device_http.requests", "{request}", "Requests of HTTPS and enrolment terminals, by route and result code.");

    private static readonly Counter<long> RefusedConnections = Meter.CreateCounter<long>(
        "gateway.device_http.connections.refused", "{connection}",
        "Connections of HTTPS and enrolment terminals that were cut, by limit: connections, lines (no room for request lines), slow_line, long_line.");

    /// <param name="limit">Of a small fixed set.</param>
    public static void Refused(string limit) => RefusedConnections.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <param name="route">Name of the route; <c>none</c> for an unknown address.</param>
    /// <param name="code">Result or errcode; null when the connection was cut instead.</param>
    public static void Answered(string route, int? code) => Requests.Add(
        1,
        new KeyValuePair<string, object?>("route", route),
        new KeyValuePair<string, object?>("result", code is { } number ? number.ToString(CultureInfo.InvariantCulture) : "no_answer"));
}
