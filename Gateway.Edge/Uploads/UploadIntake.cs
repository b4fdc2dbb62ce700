using System.Diagnostics;
using System.Net;
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
internal sealed partial class UploadIntake(AttendanceLog attendance, UploadShares shares, TimeProvider time, ILogger<UploadIntake> log)
{
    /// <summary>On the socket the third try with a faulty packet stores its good records (D18).</summary>
    public const int SocketTries = 3;

    /// <summary>Over HTTPS the first does: those clients delete their records on any answer (D27).</summary>
    public const int HttpTries = 1;

    /// <summary>Turns a body into an upload of the domain.</summary>
    /// <param name="body">All of it, or a part.</param>
    /// <param name="plain">Its bytes in clear; kept for the quarantine when a record is bad.</param>
    public AttendanceUpload Read(AttendanceBody body, Device device, Transport transport, TimeZoneInfo zone, ReadOnlySpan<byte> plain, int triesBeforeStoring)
    {
        if (body.CountDisagrees) LogCount(log, device.Sn, body.Count); // D18
        var now = time.GetUtcNow();
        var received = now.ToWholeMilliseconds();
        var records = new AttendanceRecord[body.Logs.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var entry = body.Logs[i];
            records[i] = new AttendanceRecord(
                Guid.CreateVersion7(now), device.Sn, entry.UserId, new DateTimeOffset(DeviceTime.ToUtc(entry.RecogTime, zone)), entry.RecogTimeText, received,
                transport, device.Site, device.IsCertifying ? CertificationMark.On(entry.ExtraJson) : entry.ExtraJson);
        }

        var fault = body.FaultCount == 0 ? null : new UploadFault(SHA256.HashData(plain), plain.ToArray(), Reason(body), body.FaultCount, triesBeforeStoring);
        return new AttendanceUpload(device.Sn, transport, received, records, fault);
    }

    /// <summary>For the parts of one upload.</summary>
    public UploadDelay NewDelay() => new(shares, time);

    /// <summary>Content that cannot be read at all, for the quarantine (D27).</summary>
    /// <param name="unprovedFrom">Who sent it, if it does not prove the key (D35).</param>
    /// <param name="key">Which other key reads it.</param>
    public AttendanceUpload Unreadable(Device device, ReadOnlyMemory<byte> content, string reason, IPAddress? unprovedFrom, KeyFinding? key = null) => new(
        device.Sn, Transport.Http, time.GetUtcNow().ToWholeMilliseconds(), [],
        new UploadFault(SHA256.HashData(content.Span), content, reason, BadRecords: 0, TriesBeforeStoring: 0) { UnprovedFrom = unprovedFrom?.ToString(), Key = key });

    /// <summary>Stores an upload, or a part of one; completes when all of it is durable. Null: not in time, or the gateway is stopping: nothing may be acknowledged.</summary>
    /// <param name="span">Of the caller, since it ends with the answer; told when nothing became durable.</param>
    /// <param name="delay">Of an upload in parts, whose caller waits for it; null: this is all of it, and is slowed here.</param>
    public async Task<UploadOutcome?> StoreAsync(AttendanceUpload upload, Activity? span, UploadDelay? delay = null)
    {
        var started = time.GetTimestamp();
        try
        {
            using var commit = GatewaySpans.StartCommit();
            var outcome = await attendance.StoreAsync(upload);
            EdgeMetrics.UploadStored(time.GetElapsedTime(started), outcome);
            var owed = delay ?? NewDelay();
            owed.Took(upload.Sn, outcome.Stored);
            if (delay is null) await owed.WaitAsync();
            return outcome;
        }
        catch (Exception fault)
        {
            EdgeMetrics.UploadNotDurable();
            span?.SetStatus(ActivityStatusCode.Error);
            if (fault is TimeoutException or ChannelClosedException) return null; // Sent again, what is durable already will be a duplicate.
            throw;
        }
    }

    private static string Reason(AttendanceBody body)
    {
        var named = string.Join("; ", body.Faults.Select(static fault => fault.Description));
        return body.FaultCount > body.Faults.Count ? $"{named}; and {body.FaultCount - body.Faults.Count} more" : named;
    }

    [LoggerMessage(1209, LogLevel.Debug, "An upload of {Sn} says that it has {Count} records and has another number of them")]
    private static partial void LogCount(ILogger log, string sn, int? count);
}
