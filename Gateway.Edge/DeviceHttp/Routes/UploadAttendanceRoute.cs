using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Load;
using Gateway.Actors.Sessions;
using Gateway.Actors.Tracing;
using Gateway.Edge.Keys;
using Gateway.Edge.Traffic;
using Gateway.Edge.Uploads;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>
/// UploadAttendance (§6.3, D27, D39). Known clients delete their records on any answer: so good records are stored as they come, what cannot be read is in the quarantine before
/// the answer, and unless all of it is durable there is none.
/// </summary>
internal sealed class UploadAttendanceRoute(DeviceRegion region, TerminalFinder terminals, UploadIntake uploads, DeviceHttpLimits limits, UploadHabit? habit = null)
    : IDeviceRoute, IDisposable
{
    /// <summary>Characters that are taken at once: some 400 records.</summary>
    private const int PieceMax = 64 * 1024;

    private readonly SemaphoreSlim _turns = new(limits.LongUploadsAtOnce);

    public string Name => "UploadAttendance";

    public bool IsUpload => true;

    public string Streamed => "content";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        var body = request.Body;

        // Some clients name the content before themselves: until then it waits, as long as another body may be. What is longer is not answered (D39).
        while (request.Parameters.Text("sn") is not { Length: > 0 })
        {
            if (body.Streamed.WrittenCount > limits.BodyLengthMax) return TerminalReply.None;
            if (!await body.ReadAsync()) break;
        }

        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal)
        {
            if (request.Refusal != TerminalRefusal.Unknown) return TerminalReply.None; // D39: it deletes its records on any answer.
            await body.SkipAsync();
            terminals.UploadRefused(request.Parameters.Text("sn"), request);
            return TerminalReply.NotKnown;
        }

        body.BelongsTo(terminal.Device.Sn);
        using var span = GatewaySpans.StartUpload(terminal.Device.Sn, Transport.Http, records: 0);
        var upload = new TextUpload(uploads, terminal.Device, terminal.Sn, terminal.Dialect, terminal.Cipher, ClientAddress.Of(request.RemoteAddress), span);
        var isAnswered = false;
        try
        {
            isAnswered = await TakeAsync(request, terminal, upload);
            if (!isAnswered) return TerminalReply.None; // D27
        }
        finally
        {
            span?.SetTag("upload.records", upload.Records);
            (request.ContentLength, request.Plain) = (upload.Length, upload.Length <= ObservedRequest.ContentLengthMax ? upload.Plain : null);
            request.KeyNote = upload.Key?.Detail;
            if (upload.Outcome != default)
            {
                var (stored, duplicates, refused) = (upload.Outcome.Stored, upload.Outcome.Duplicates, upload.Outcome.Result != UploadResult.Stored);
                AnswerForm? answeredIn = isAnswered && terminal.Dialect.Answer is null ? request.Form.Form : null;
                region.Tell(new RequestNoted(terminal.Device.Sn, terminal.Session, request.At, stored, duplicates, refused, answeredIn));
            }
        }

        if (upload.Reason is null && upload.Records > 0) habit?.Read(terminal.Device, upload.IsReadBySn);
        if (upload.IsUnread) habit?.Unread(terminal.Device, upload.Key);
        return upload switch
        {
            { IsBlank: true } => TerminalReply.Result(TerminalReply.Empty, ReplyWord.ContentMissing),
            { Reason: { } reason } => TerminalReply.Result(TerminalReply.Failure, WordFor(upload.Unreadable), detail: reason),
            { Records: 0 } => TerminalReply.Result(TerminalReply.Empty, ReplyWord.NoRecords),
            _ => TerminalReply.Result(TerminalReply.Success, ReplyWord.Stored(upload.Outcome.Stored, upload.Outcome.Duplicates, upload.Quarantined)),
        };
    }

    /// <summary>Not even this much is answered (D27).</summary>
    public TerminalReply Refuse(ReplyWord word, string reason) => TerminalReply.None;

    public void Dispose() => _turns.Dispose();

    private static ReplyWord WordFor(UnreadableContent content) => content switch // D24
    {
        UnreadableContent.NotDecryptable => ReplyWord.NotDecryptable,
        UnreadableContent.NotJson => ReplyWord.NotJson,
        _ => ReplyWord.NotAttendance,
    };

    /// <summary>Takes the content as it comes. While it waits for bytes it has no place among those that are worked on, and no turn: slow senders hold up nobody.</summary>
    /// <returns>False: not all of it is durable.</returns>
    private async Task<bool> TakeAsync(TerminalRequest request, HttpTerminal terminal, TextUpload upload)
    {
        var body = request.Body;
        bool more;
        do
        {
            more = await body.ReadAsync();
            if (more && body.Streamed.WrittenCount < PieceMax) continue;
            var isLong = upload.Length > limits.LongUploadLength;
            if (isLong) await _turns.WaitAsync();
            try
            {
                using var place = await body.EnterAsync(terminal.Device.Sn);
                if (!await TakeAsync(body.Streamed.WrittenMemory, isLast: !more, upload)) return false;
            }
            finally
            {
                if (isLong) _turns.Release();
            }

            await upload.SlowAsync();
            body.Streamed.ResetWrittenCount();
            body.Taken = upload.Retained;
        }
        while (more);
        return true;
    }

    private static async Task<bool> TakeAsync(ReadOnlyMemory<byte> text, bool isLast, TextUpload upload)
    {
        do
        {
            var piece = text[..Math.Min(text.Length, PieceMax)];
            text = text[piece.Length..];
            if (!await upload.TakeAsync(piece, isLast && text.IsEmpty)) return false;
        }
        while (!text.IsEmpty);
        return true;
    }
}
