using System.Diagnostics.Metrics;

namespace Gateway.Actors.Load;

/// <summary>What was left undone under load.</summary>
public static class LoadMetrics
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Load";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Shed =
        Meter.CreateCounter<long>("gateway.load.shed", "{item}",
            "What was left undone so that uploads go on: trace (frames not shown), recording and presence (writes put off), request (answered 503).");

    public static void TraceShed() => Shed.Add(1, new KeyValuePair<string, object?>("what", "trace"));

    public static void RecordingShed() => Shed.Add(1, new KeyValuePair<string, object?>("what", "recording"));

    public static void PresenceShed() => Shed.Add(1, new KeyValuePair<string, object?>("what", "presence"));

    public static void RequestShed() => Shed.Add(1, new KeyValuePair<string, object?>("what", "request"));
}
