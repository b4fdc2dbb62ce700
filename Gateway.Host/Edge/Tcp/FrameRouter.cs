using System.Diagnostics;
using System.Threading.Channels;
using Akka.Actor;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Tracing;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Edge.Metrics;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>The lane's last stage: sends each message where it belongs. Total, like the decoder: whatever goes wrong ends at most the connection it came from.</summary>
internal sealed partial class FrameRouter(LaneServices services, IActorRef lane)
{
    public void Route(Decoded decoded)
    {
        try
        {
            services.Probes?.BeforeRoute?.Invoke(decoded);
            RouteOne(decoded);
        }
#pragma warning disable CA1031 // The lane serves many: a fault that one connection provokes is that connection's end and no other's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogRouteFailed(services.Log, decoded.Connection.Number, fault);
            lane.Tell(new LaneMessages.Close(decoded.Connection, CloseReason.LaneLost));
        }
    }

    private void RouteOne(in Decoded decoded)
    {
        var connection = decoded.Connection;
        if (decoded.Message is { } message)
        {
            if (message is HeartbeatReceived heartbeat)
            {
                connection.Heartbeats.Asked(services.Time.GetTimestamp(), heartbeat);
                services.Region.Tell(message, lane);
            }
            else
            {
                services.Region.Tell(message, lane);
                connection.Allowance.Release();
            }
        }
        else if (decoded.Upload is { } upload)
        {
            var terminal = connection.Terminal;
            terminal.Uploads = StoreAndAnswerAsync(connection, terminal.Uploads, upload, decoded.UploadSn, terminal.Session!);
        }
        else if (decoded.Answer is { } answer)
        {
            AnswerInOrder(answer);
        }
        else
        {
            connection.Allowance.Release();
            if (decoded.Close is { } reason)
            {
                lane.Tell(new LaneMessages.Close(connection, reason));
            }
        }
    }

    /// <summary>A refused upload is not answered before the uploads that came earlier: the terminal can only match answers by their order.</summary>
    private void AnswerInOrder(Answer answer)
    {
        EdgeMetrics.Refused(answer.Command, answer.Code);
        var terminal = answer.Connection.Terminal;
        if (answer.Command != CommandWord.AttendanceUpload || terminal.Uploads.IsCompleted)
        {
            lane.Tell(answer);
        }
        else
        {
            terminal.Uploads = TellAfterAsync(terminal.Uploads, answer);
        }
    }

    private async Task TellAfterAsync(Task before, Answer answer)
    {
        await before;
        lane.Tell(answer);
    }

    private async Task StoreAndAnswerAsync(TerminalConnection connection, Task before, AttendanceUpload upload, SerialNumber sn, Session session)
    {
        using var span = GatewayTrace.StartUpload(upload.Sn, Transport.Socket, upload.Records.Count);
        var started = services.Time.GetTimestamp();
        var answer = new Answer(connection, CommandWord.AttendanceUpload, sn, FrameStatus.Success, ResultCode.Success, "", null);
        try
        {
            var outcome = await StoreAsync(upload);
            EdgeMetrics.UploadStored(services.Time.GetElapsedTime(started), outcome);
            var refused = outcome.Result == UploadResult.Refused;
            if (refused)
            {
                answer = answer with { Status = FrameStatus.Failure, Code = ResultCode.SenderFault, Description = upload.Fault!.Reason };
            }

            services.Region.Tell(new UploadNoted(upload.Sn, session, upload.ReceivedAt, outcome.Stored, outcome.Duplicates, refused), lane);
        }
#pragma warning disable CA1031 // As in Route. A chain that breaks would leave every later upload of the connection without an answer.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (fault is not (TimeoutException or ChannelClosedException))
            {
                LogUploadFailed(services.Log, connection.Number, fault);
            }

            EdgeMetrics.UploadNotDurable();
            span?.SetStatus(ActivityStatusCode.Error);
            answer = answer with { Status = FrameStatus.Failure, Code = ResultCode.ServerFault, Description = "not stored, send it again" }; // D18
        }

        await before;
        lane.Tell(answer);
    }

    private async Task<UploadOutcome> StoreAsync(AttendanceUpload upload)
    {
        using var span = GatewayTrace.StartCommit();
        return await services.Attendance.StoreAsync(upload);
    }

    [LoggerMessage(1201, LogLevel.Error, "A message of connection {Connection} could not be routed; the connection is closed")]
    private static partial void LogRouteFailed(ILogger log, long connection, Exception fault);

    [LoggerMessage(1207, LogLevel.Error, "An upload of connection {Connection} failed in a way that was not foreseen; it is answered 9998")]
    private static partial void LogUploadFailed(ILogger log, long connection, Exception fault);
}
