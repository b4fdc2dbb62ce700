using Akka.Actor;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Actors.Tracing;
using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Edge.Uploads;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>Attendance uploads of one lane (§5.3.3): stored by the intake, then answered in the order in which they came.</summary>
internal sealed class UploadFrames(LaneServices services, IActorRef lane)
{
    /// <summary>Hands the upload in. False: the body cannot be read.</summary>
    public bool TryTake(in OpenedFrame frame, out BodyFault fault)
    {
        if (!AttendanceBody.TryRead(frame.Plain.Span, frame.WireSn, out var body, out fault)) return false;
        var terminal = frame.Terminal;
        var upload = services.Uploads.Read(body, frame.Device, Transport.Socket, terminal.Dialect!.TimeZone, frame.Plain.Span, UploadIntake.SocketTries);
        var trial = services.TrialOf(frame.Connection) is { } tried && upload.Records.All(static record => TestPersons.IsOne(record.UserId)) ? tried : null;
        if (trial?.Take(TrialKind.RefuseUpload) is not null)
        {
            TellInOrder(Answer.Refusal(frame.Inbound, ResultCode.ServerFault, "certification: send it again"));
            return true;
        }

        terminal.Uploads = StoreAndAnswerAsync(frame.Connection, terminal.Uploads, upload, frame.WireSn, frame.Session, trial);
        return true;
    }

    /// <summary>A refused upload is not answered before the uploads that came earlier: the terminal can only match answers by their order.</summary>
    public void TellInOrder(Answer answer)
    {
        var terminal = answer.Connection.Terminal;
        if (terminal.Uploads.IsCompleted) lane.Tell(answer);
        else terminal.Uploads = TellAfterAsync(terminal.Uploads, answer);
    }

    private async Task TellAfterAsync(Task before, Answer answer)
    {
        await before;
        lane.Tell(answer);
    }

    private async Task StoreAndAnswerAsync(TerminalConnection connection, Task before, AttendanceUpload upload, SerialNumber sn, Session session, Trial? trial)
    {
        using var span = GatewaySpans.StartUpload(upload.Sn, upload.Transport, upload.Records.Count);
        var answer = new Answer(connection, CommandWord.AttendanceUpload, sn, FrameStatus.Failure, ResultCode.ServerFault, "not stored, send it again", null); // D18
        try
        {
            if (await services.Uploads.StoreAsync(upload, span) is { } outcome)
            {
                var refused = outcome.Result != UploadResult.Stored;
                services.Region.Tell(new UploadNoted(upload.Sn, session, upload.ReceivedAt, outcome.Stored, outcome.Duplicates, refused), lane);
                answer = outcome.Result switch
                {
                    UploadResult.Stored => answer with { Status = FrameStatus.Success, Code = ResultCode.Success, Description = "" },
                    UploadResult.Refused => answer with { Code = ResultCode.SenderFault, Description = upload.Fault!.Reason },
                    _ => answer with { Description = "quarantine: full, send it again" }, // D35
                };
            }
        }
#pragma warning disable CA1031 // A chain that breaks would leave every later upload of the connection without an answer.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TcpLog.UploadFailed(services.Log, connection.Number, fault);
        }

        await before;
        if (trial?.Take(TrialKind.SlowUploadAnswer) is { } seconds) await Task.Delay(TimeSpan.FromSeconds(seconds), services.Time);
        if (trial?.Take(TrialKind.LoseUploadAnswer) is null)
        {
            lane.Tell(answer);
            return;
        }

        connection.Allowance.Release();
        lane.Tell(new LaneMessages.Close(connection, CloseReason.Revoked));
    }
}
