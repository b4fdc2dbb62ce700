using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Actors.Tracing;
using Gateway.Codec.Bodies;
using Gateway.Edge.Metrics;
using Gateway.Edge.Uploads;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>
/// UploadAttendance (§6.3, D27). Known clients delete their records on any answer: so good records are stored at once, what cannot be read is in the
/// quarantine before the answer, and when nothing can be made durable there is none.
/// </summary>
internal sealed class UploadAttendanceRoute(DeviceHttpNode node, TerminalFinder terminals, TimeProvider time) : IDeviceRoute
{
    /// <summary>Parts of one upload that wait in the attendance log at once.</summary>
    private const int PartsAtOnce = 8;

    public string Name => "UploadAttendance";

    public async Task<DeviceReply> AnswerAsync(DeviceRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return DeviceReplies.UnknownSn;
        var text = request.Parameters.Raw("content");
        if (string.IsNullOrWhiteSpace(text)) return DeviceReply.Result(DeviceReply.Empty, "content: missing");

        AttendanceUpload upload;
        if (!terminal.Cipher.TryDecryptText(text, out var plain))
        {
            upload = Unreadable(terminal, request.At, Encoding.UTF8.GetBytes(text), "decrypt: content cannot be decrypted with this terminal's key"); // D24
        }
        else if (!AttendanceBody.TryRead(plain, terminal.Sn, int.MaxValue, out var body, out var fault))
        {
            upload = Unreadable(terminal, request.At, plain, "parse: " + fault.Description); // D24
        }
        else if (body.Logs.Count + body.Faults.Count == 0)
        {
            return DeviceReply.Result(DeviceReply.Empty, "logs: empty");
        }
        else
        {
            upload = UploadReader.Read(body, terminal.Device, Transport.Http, terminal.Dialect.TimeZone, request.At, plain, UploadReader.HttpTries);
        }

        return await StoreAsync(terminal, upload);
    }

    /// <summary>Not even this much is answered (D27).</summary>
    public DeviceReply Refuse(string reason, bool isOurs) => DeviceReply.None;

    private static AttendanceUpload Unreadable(Terminal terminal, DateTimeOffset at, byte[] content, string reason) =>
        new(terminal.Device.Sn, Transport.Http, at, [], new UploadFault(SHA256.HashData(content), content, reason, BadRecords: 0, TriesBeforeStoring: 0));

    private async Task<DeviceReply> StoreAsync(Terminal terminal, AttendanceUpload upload)
    {
        using var span = GatewayTrace.StartUpload(terminal.Device.Sn, Transport.Http, upload.Records.Count);
        var started = time.GetTimestamp();
        var stored = 0;
        var duplicates = 0;
        var refused = false;
        try
        {
            foreach (var parts in Parts(upload).Chunk(PartsAtOnce))
            {
                using var commit = GatewayTrace.StartCommit();
                foreach (var outcome in await Task.WhenAll(parts.Select(node.Attendance.StoreAsync)))
                {
                    EdgeMetrics.UploadStored(time.GetElapsedTime(started), outcome);
                    stored += outcome.Stored;
                    duplicates += outcome.Duplicates;
                    refused |= outcome.Result == UploadResult.Refused;
                }
            }
        }
        catch (Exception notDurable) when (notDurable is TimeoutException or ChannelClosedException)
        {
            EdgeMetrics.UploadNotDurable();
            span?.SetStatus(ActivityStatusCode.Error);
            return DeviceReply.None; // D27: the terminal sends it again, and what is durable already is a duplicate then.
        }

        node.Region.Tell(new RequestNoted(terminal.Device.Sn, terminal.Session, upload.ReceivedAt, stored, duplicates, refused));
        return refused
            ? DeviceReply.Result(DeviceReply.Failure, upload.Fault!.Reason)
            : DeviceReply.Result(DeviceReply.Success, $"{stored} stored, {duplicates} duplicates, {upload.Fault?.BadRecords ?? 0} quarantined");
    }

    /// <summary>Everything that piled up may come at once (field notes); the log takes it in parts. The packet goes to the quarantine with the first.</summary>
    private static IEnumerable<AttendanceUpload> Parts(AttendanceUpload upload) =>
        upload.Records.Count <= DeviceHttpLimits.PartRecordsMax
            ? [upload]
            : upload.Records.Chunk(DeviceHttpLimits.PartRecordsMax)
                .Select((records, part) => upload with { Records = records, Fault = part == 0 ? upload.Fault : null });
}
