using System.Security.Cryptography;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Load;
using Gateway.Actors.Sessions;
using Gateway.Actors.Tracing;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Edge.Uploads;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>
/// UploadAttendance (§6.3, D27). Known clients delete their records on any answer: so good records are stored at once, what cannot be read is in the
/// quarantine before the answer, and when nothing can be made durable there is none.
/// </summary>
internal sealed class UploadAttendanceRoute(DeviceRegion region, TerminalFinder terminals, UploadIntake uploads) : IDeviceRoute
{
    public string Name => "UploadAttendance";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal)
            return request.Refusal == TerminalRefusal.Unknown ? TerminalReply.NotKnown : TerminalReply.None; // D39: it deletes its records on any answer.

        var text = request.Parameters.Raw("content");
        if (string.IsNullOrWhiteSpace(text)) return TerminalReply.Result(TerminalReply.Empty, "content: missing");

        AttendanceUpload upload;
        request.Plain = terminal.Cipher.TryDecryptText(text, out var plain) ? plain : null;
        if (plain is null)
            upload = Unreadable(terminal, request, Encoding.UTF8.GetBytes(text), "decrypt: content cannot be decrypted with this terminal's key", isProved: false); // D24
        else if (!AttendanceBody.TryRead(plain, terminal.Sn, int.MaxValue, out var body, out var fault))
            upload = Unreadable(terminal, request, plain, "parse: " + fault.Description, PlainText.ProvesKey(plain)); // D24
        else if (body.Logs.Count + body.Faults.Count == 0)
            return TerminalReply.Result(TerminalReply.Empty, "logs: empty");
        else
            upload = uploads.Read(body, terminal.Device, Transport.Http, terminal.Dialect.TimeZone, request.At, plain, UploadIntake.HttpTries);

        return await StoreAsync(terminal, upload);
    }

    /// <summary>Not even this much is answered (D27).</summary>
    public TerminalReply Refuse(string reason, bool isOurs) => TerminalReply.None;

    /// <param name="isProved">Its sender has the key. Of garbage one in 256 has a padding that fits: only text says so (D38).</param>
    private static AttendanceUpload Unreadable(HttpTerminal terminal, TerminalRequest request, byte[] content, string reason, bool isProved) =>
        new(terminal.Device.Sn, Transport.Http, request.At, [], new UploadFault(SHA256.HashData(content), content, reason, BadRecords: 0, TriesBeforeStoring: 0)
        {
            UnprovedFrom = isProved ? null : ClientAddress.Of(request.RemoteAddress).ToString(),
        });

    private async Task<TerminalReply> StoreAsync(HttpTerminal terminal, AttendanceUpload upload)
    {
        using var span = GatewaySpans.StartUpload(upload.Sn, upload.Transport, upload.Records.Count);
        if (await uploads.StoreAsync(upload, span) is not { } outcome) return TerminalReply.None; // D27
        var (sn, refused) = (terminal.Device.Sn, outcome.Result != UploadResult.Stored);
        region.Tell(new RequestNoted(sn, terminal.Session, upload.ReceivedAt, outcome.Stored, outcome.Duplicates, refused));
        if (outcome.Result == UploadResult.NotTaken) return TerminalReply.None; // D35
        return refused
            ? TerminalReply.Result(TerminalReply.Failure, upload.Fault!.Reason)
            : TerminalReply.Result(
                TerminalReply.Success, $"{outcome.Stored} stored, {outcome.Duplicates} duplicates, {upload.Fault?.BadRecords ?? 0} quarantined");
    }
}
