using System.Diagnostics.Metrics;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Codec.Framing;

namespace Gateway.Host.Diagnostics;

/// <summary>Meters of the socket edge. Label sets are small and fixed: never an SN, never an address.</summary>
internal static class EdgeMetrics
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Edge";

    private static readonly Meter Meter = new(MeterName);
    private static readonly UpDownCounter<int> Connections = Meter.CreateUpDownCounter<int>("gateway.connections", "{connection}");
    private static readonly Counter<long> ClosedConnections = Meter.CreateCounter<long>("gateway.connections.closed", "{connection}");
    private static readonly Counter<long> RefusedConnections = Meter.CreateCounter<long>("gateway.connections.refused", "{connection}");
    private static readonly Counter<long> Frames = Meter.CreateCounter<long>("gateway.frames", "{frame}");
    private static readonly Counter<long> RefusedFrames = Meter.CreateCounter<long>("gateway.frames.refused", "{frame}");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("gateway.frame.faults", "{fault}");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("gateway.attendance.records", "{record}");
    private static readonly Histogram<double> UploadDuration = Meter.CreateHistogram<double>("gateway.upload.duration", "s");
    private static readonly Counter<long> NotDurable = Meter.CreateCounter<long>("gateway.uploads.not_durable", "{upload}");
    private static readonly Counter<long> LaneRestarts = Meter.CreateCounter<long>("gateway.lane.restarts", "{restart}");

    public static void Opened() => Connections.Add(1);

    public static void Closed(CloseReason reason)
    {
        Connections.Add(-1);
        ClosedConnections.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    public static void ConnectionRefused(string limit) => RefusedConnections.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public static void FrameRead(byte command) => Frames.Add(1, new KeyValuePair<string, object?>("command", CommandWord.Name(command)));

    public static void FrameFault(FrameFault fault) => Faults.Add(1, new KeyValuePair<string, object?>("reason", fault.ToString()));

    public static void Refused(byte command, string? code) =>
        RefusedFrames.Add(1, new KeyValuePair<string, object?>("command", CommandWord.Name(command)), new KeyValuePair<string, object?>("code", code ?? "none"));

    public static void UploadStored(TimeSpan duration, UploadOutcome outcome)
    {
        UploadDuration.Record(duration.TotalSeconds);
        Records.Add(outcome.Stored, new KeyValuePair<string, object?>("outcome", "stored"));
        Records.Add(outcome.Duplicates, new KeyValuePair<string, object?>("outcome", "duplicate"));
    }

    public static void UploadNotDurable() => NotDurable.Add(1);

    public static void LaneRestarted() => LaneRestarts.Add(1);
}
