using System.Diagnostics.Metrics;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Metrics;

/// <summary>Meters of the socket edge. Label sets are small and fixed: never an SN, never an address.</summary>
internal static class EdgeMetrics
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Edge";

    private static readonly Meter Meter = new(MeterName);
    private static readonly UpDownCounter<int> Connections =
        Meter.CreateUpDownCounter<int>("gateway.connections", "{connection}", "Connections of the device socket that are open.");

    private static readonly UpDownCounter<int> Sessions =
        Meter.CreateUpDownCounter<int>("gateway.sessions", "{session}", "Connections of the device socket whose terminal has proved its key.");

    private static readonly Counter<long> ClosedConnections =
        Meter.CreateCounter<long>("gateway.connections.closed", "{connection}", "Connections of the device socket that have ended, by reason.");

    private static readonly Counter<long> RefusedConnections =
        Meter.CreateCounter<long>("gateway.connections.refused", "{connection}", "Connections of the device socket that were closed at once, by the limit or rule.");

    private static readonly Counter<long> UnknownProxied = Meter.CreateCounter<long>(
        "gateway.proxy.unknown", "{connection}", "Connections whose PROXY header does not say who is behind the load balancer: they count as the load balancer's own.");

    private static readonly Counter<long> Frames = Meter.CreateCounter<long>("gateway.frames", "{frame}", "Valid frames of known terminals, by command word.");

    private static readonly Counter<long> RefusedFrames =
        Meter.CreateCounter<long>("gateway.frames.refused", "{frame}", "Frames answered with a refusal, by command word and result code (none: header only).");

    private static readonly Counter<long> AddressesRefused = Meter.CreateCounter<long>(
        "gateway.addresses.refused", "{refusal}", "Frames and requests from an address that the allow-list of their SN does not contain, by transport.");

    private static readonly Counter<long> UnservedTerminals = Meter.CreateCounter<long>(
        "gateway.terminals.unserved", "{refusal}",
        "Frames and requests of SNs that are not served, by transport and reason: unknown, disabled, address, transport, paced (too many such SNs from one address).");

    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("gateway.frame.faults", "{fault}", "Bytes that are no frame, by reason.");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("gateway.attendance.records", "{record}", "Attendance records, stored or duplicate.");
    private static readonly Counter<long> Uploads =
        Meter.CreateCounter<long>("gateway.uploads", "{upload}",
            "Attendance uploads of socket and HTTPS: accepted, refused (unreadable record), not_taken (the quarantine is full), not_durable (the database did not commit).");

    private static readonly Counter<long> SlowedUploads =
        Meter.CreateCounter<long>("gateway.uploads.slowed", "{upload}", "Uploads, or parts of one, that waited before their answer since their SN stores more than its share.");

    private static readonly Histogram<double> UploadDuration =
        Meter.CreateHistogram<double>("gateway.upload.duration", "s", "From an upload that is read to its commit.");

    private static readonly UpDownCounter<int> WaitingNewcomers =
        Meter.CreateUpDownCounter<int>("gateway.connections.waiting", "{connection}", "Connections that are open and not read yet: newcomers that wait for their turn.");

    private static readonly Histogram<double> AdmissionDuration =
        Meter.CreateHistogram<double>("gateway.admission.duration", "s", "How long newcomers that had to wait were not read.");

    private static readonly Counter<long> PacedFrames =
        Meter.CreateCounter<long>("gateway.frames.paced", "{frame}", "Frames that were held back because their connection sends more than Gateway:Tcp:FramesPerSecond.");

    private static readonly Counter<long> PartialsDropped = Meter.CreateCounter<long>(
        "gateway.partials.dropped", "{message}", "Messages of several packets dropped unfinished: overdue (60 s between two), no_room (before the key is proved).");

    private static readonly Counter<long> LaneRestarts = Meter.CreateCounter<long>("gateway.lane.restarts", "{restart}", "Lanes that failed and were started again.");

    public static void Opened() => Connections.Add(1);

    public static void Closed(CloseReason reason)
    {
        Connections.Add(-1);
        ClosedConnections.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    public static void NewcomerWaits(int change) => WaitingNewcomers.Add(change);

    public static void NewcomerWaited(TimeSpan duration) => AdmissionDuration.Record(duration.TotalSeconds);

    public static void FramePaced() => PacedFrames.Add(1);

    public static void SessionBegan() => Sessions.Add(1);

    public static void SessionEnded() => Sessions.Add(-1);

    /// <param name="limit">The limit or rule, of a small fixed set.</param>
    public static void ConnectionRefused(string limit) => RefusedConnections.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public static void ProxyUnknown() => UnknownProxied.Add(1);

    public static void FrameRead(byte command) => Frames.Add(1, new KeyValuePair<string, object?>("command", Label(command)));

    public static void FrameFault(FrameFault fault) => Faults.Add(1, new KeyValuePair<string, object?>("reason", fault.ToString()));

    public static void Refused(byte command, string? code) =>
        RefusedFrames.Add(1, new KeyValuePair<string, object?>("command", Label(command)), new KeyValuePair<string, object?>("code", code ?? "none"));

    public static void AddressRefused(Gateway.Actors.Sessions.Transport transport) =>
        AddressesRefused.Add(1, new KeyValuePair<string, object?>("transport", Label(transport)));

    /// <param name="reason">Of a small fixed set.</param>
    public static void Unserved(Gateway.Actors.Sessions.Transport transport, string reason) => UnservedTerminals.Add(
        1, new KeyValuePair<string, object?>("transport", Label(transport)), new KeyValuePair<string, object?>("reason", reason));

    public static void UploadStored(TimeSpan duration, UploadOutcome outcome)
    {
        UploadDuration.Record(duration.TotalSeconds);
        Uploads.Add(1, new KeyValuePair<string, object?>("outcome", LabelOf(outcome.Result)));
        Records.Add(outcome.Stored, new KeyValuePair<string, object?>("outcome", "stored"));
        Records.Add(outcome.Duplicates, new KeyValuePair<string, object?>("outcome", "duplicate"));
    }

    public static void UploadSlowed() => SlowedUploads.Add(1);

    public static void UploadNotDurable() => Uploads.Add(1, new KeyValuePair<string, object?>("outcome", "not_durable"));

    /// <param name="reason">Of a small fixed set.</param>
    public static void PartialDropped(string reason) => PartialsDropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void LaneRestarted() => LaneRestarts.Add(1);

    private static string Label(Gateway.Actors.Sessions.Transport transport) => transport == Gateway.Actors.Sessions.Transport.Socket ? "socket" : "http";

    private static string LabelOf(UploadResult result) => result switch
    {
        UploadResult.Stored => "accepted",
        UploadResult.Refused => "refused",
        _ => "not_taken",
    };

    /// <summary>A terminal may send any of 256 words: those that are not served share one label.</summary>
    private static string Label(byte command) => command switch
    {
        CommandWord.Heartbeat => "heartbeat",
        CommandWord.PersonDelete => "person_delete",
        CommandWord.AttendanceUpload => "attendance_upload",
        CommandWord.PersonPush => "person_push",
        _ => "other",
    };
}
