using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Time;
using Gateway.Actors.Tracing;
using Gateway.Codec.Bodies;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Uploads;

/// <summary>Takes attendance uploads in, the same for the socket (§5.3.3) and HTTPS (§6.3): from the body that was read to what is durable.</summary>
internal sealed partial class UploadIntake(AttendanceLog attendance, TimeProvider time, ILogger<UploadIntake> log)
{
    /// <summary>On the socket the third try with a faulty packet stores its good records (D18).</summary>
    public const int SocketTries = 3;

    /// <summary>Over HTTPS the first does: those clients delete their records on any answer (D27).</summary>
    public const int HttpTries = 1;

    /// <summary>Records that are handed to the attendance log at once (D18): a longer upload is handed over in parts.</summary>
    public const int PartRecordsMax = 500;

    /// <summary>Parts of one upload that wait in the attendance log at once.</summary>
    private const int PartsAtOnce = 8;

    /// <summary>Bad records that a reason names; the others are counted.</summary>
    private const int NamedMax = 3;

    /// <summary>Turns a body into an upload of the domain.</summary>
    /// <param name="plain">The decrypted body; kept whole for the quarantine when a record is bad.</param>
    public AttendanceUpload Read(
        AttendanceBody body, Device device, Transport transport, TimeZoneInfo zone, DateTimeOffset now, ReadOnlySpan<byte> plain, int triesBeforeStoring)
    {
        if (body.CountDisagrees) LogCount(log, device.Sn, body.Count, body.Logs.Count + body.Faults.Count); // D18
        var received = now.ToWholeMilliseconds();
        var records = new AttendanceRecord[body.Logs.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var entry = body.Logs[i];
            records[i] = new AttendanceRecord(
                Guid.CreateVersion7(now), device.Sn, entry.UserId, new DateTimeOffset(DeviceTime.ToUtc(entry.RecogTime, zone)), entry.RecogTimeText, received,
                transport, device.Site, entry.ExtraJson);
        }

        var fault = body.Faults.Count == 0
            ? null
            : new UploadFault(SHA256.HashData(plain), plain.ToArray(), Reason(body), body.Faults.Count, triesBeforeStoring);
        return new AttendanceUpload(device.Sn, transport, received, records, fault);
    }

    /// <summary>Stores an upload; completes when all of it is durable. Null: not in time, or the gateway is stopping, so that nothing may be acknowledged.</summary>
    /// <param name="span">Of the caller, since it ends with the answer; told when nothing became durable.</param>
    public async Task<UploadOutcome?> StoreAsync(AttendanceUpload upload, Activity? span)
    {
        var started = time.GetTimestamp();
        var whole = default(UploadOutcome);
        try
        {
            foreach (var parts in Parts(upload).Chunk(PartsAtOnce))
            {
                using var commit = GatewaySpans.StartCommit();
                foreach (var outcome in await Task.WhenAll(parts.Select(attendance.StoreAsync)))
                {
                    EdgeMetrics.UploadStored(time.GetElapsedTime(started), outcome);
                    var result = outcome.Result == UploadResult.Stored ? whole.Result : outcome.Result; // The fault goes with one part.
                    whole = new UploadOutcome(result, whole.Stored + outcome.Stored, whole.Duplicates + outcome.Duplicates, whole.Tries + outcome.Tries);
                }
            }

            return whole;
        }
        catch (Exception fault)
        {
            EdgeMetrics.UploadNotDurable();
            span?.SetStatus(ActivityStatusCode.Error);
            if (fault is TimeoutException or ChannelClosedException) return null; // Sent again, what is durable already will be a duplicate.
            throw;
        }
    }

    /// <summary>Everything that piled up may come at once (field notes); the log takes it in parts. The packet goes to the quarantine with the first.</summary>
    private static IEnumerable<AttendanceUpload> Parts(AttendanceUpload upload) =>
        upload.Records.Count <= PartRecordsMax
            ? [upload]
            : upload.Records.Chunk(PartRecordsMax).Select((records, part) => upload with { Records = records, Fault = part == 0 ? upload.Fault : null });

    private static string Reason(AttendanceBody body)
    {
        var named = string.Join("; ", body.Faults.Take(NamedMax).Select(static fault => fault.Description));
        return body.Faults.Count > NamedMax ? $"{named}; and {body.Faults.Count - NamedMax} more" : named;
    }

    [LoggerMessage(1209, LogLevel.Debug, "An upload of {Sn} says that it has {Count} records and has {Records}")]
    private static partial void LogCount(ILogger log, string sn, int? count, int records);
}
