using System.Runtime.InteropServices;
using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Metrics;
using Gateway.Edge.Uploads;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// The lane's first stage: a frame in, a message or a fault out. Total: whatever one connection sends ends at most that connection. Works in the frame's own body: the
/// plaintext takes the place of the ciphertext.
/// </summary>
internal sealed partial class FrameDecoder(LaneServices services, IActorRef lane)
{
    /// <summary>Bad frames in a row that close a connection (D3).</summary>
    public const int BadFramesMax = 5;

    private const string WrongKey = "body: cannot be decrypted with this terminal's key";

    public Decoded Decode(InboundFrame inbound)
    {
        if (inbound.Connection.Muted)
        {
            return Decoded.Nothing(inbound.Connection); // It is ending, or it belonged to the run of this lane before.
        }

        try
        {
            services.Probes?.BeforeDecode?.Invoke(inbound);
            return DecodeOne(inbound);
        }
#pragma warning disable CA1031 // The lane serves many: a fault that one connection provokes is that connection's end and no other's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogDecodeFailed(services.Log, inbound.Connection.Number, fault);
            return Decoded.Closed(inbound.Connection, CloseReason.LaneLost);
        }
    }

    private Decoded DecodeOne(in InboundFrame inbound)
    {
        var connection = inbound.Connection;
        var terminal = connection.Terminal;
        var served = Served(inbound);
        if (served is not null && (terminal.Sn ?? served.Sn) == served.Sn)
        {
            terminal.Use(served, services.Dialects);
        }

        services.Trace.Inbound(inbound);
        RecordUnread(inbound, served);
        if (inbound.Fault != FrameFault.None)
        {
            return Faulty(inbound);
        }

        if (served is null)
        {
            return Unserved(inbound);
        }

        terminal.BadFrames = 0;
        connection.Heard();
        EdgeMetrics.FrameRead(inbound.Frame.Command);
        if (terminal.Sn is { } bound && bound != served.Sn)
        {
            return Refuse(inbound, ResultCode.SenderFault, "SN: this connection belongs to another terminal");
        }

        return Assemble(inbound, served);
    }

    /// <summary>
    /// The device that the frame's SN names, when it is enabled and may come from this address; null otherwise. Decided once per connection and state of the device: from then on it is
    /// the one that the connection uses.
    /// </summary>
    private static Device? Served(in InboundFrame inbound) =>
        inbound.Entry is { Device: { Enabled: true } device }
        && (device.AllowedAddresses.IsAny || inbound.Connection.Terminal.Uses(device) || device.AllowedAddresses.Contains(inbound.Connection.RemoteAddress))
            ? device
            : null;

    /// <summary>An SN that is not known, a disabled one and one from a wrong address get the same bytes (D8); who looks from our side sees the difference.</summary>
    private Decoded Unserved(in InboundFrame inbound)
    {
        var connection = inbound.Connection;
        if (inbound.Entry is not { Device: { Enabled: true } device })
        {
            LogUnknown(services.Log, connection.Number, inbound.Frame.Sn.ToString());
            See(inbound, inbound.Entry?.Device is null ? SightingKind.UnknownSn : SightingKind.DisabledSn, CommandWord.Name(inbound.Frame.Command));
            return Decoded.Answered(Answer.Bare(inbound, CloseReason.Unknown));
        }

        LogNotAllowed(services.Log, connection.Number, device.Sn, connection.Remote);
        EdgeMetrics.AddressRefused(Gateway.Actors.Sessions.Transport.Socket);
        services.Sightings?.Note(device.Sn, SightingKind.AddressNotAllowed, connection.Remote, CommandWord.Name(inbound.Frame.Command));
        return Decoded.Answered(Answer.Bare(inbound, connection.Terminal.Session is null ? CloseReason.Unknown : CloseReason.Revoked));
    }

    private Decoded Faulty(in InboundFrame inbound)
    {
        EdgeMetrics.FrameFault(inbound.Fault);
        if (inbound.Connection.Terminal.Sn is not null)
        {
            See(inbound, SightingKind.BadFrame, inbound.Fault.ToString());
        }

        switch (inbound.Fault)
        {
            case FrameFault.LengthOutOfRange:
                return Decoded.Answered(Answer.Bare(inbound, CloseReason.BadFrames)); // D2
            case FrameFault.ChecksumMismatch:
                var last = ++inbound.Connection.Terminal.BadFrames >= BadFramesMax;
                return Decoded.Answered(Answer.Refusal(inbound, ResultCode.SenderFault, "checksum: wrong", last ? CloseReason.BadFrames : null)); // D3
            default:
                return Decoded.Closed(inbound.Connection, CloseReason.BadFrames); // D4
        }
    }

    /// <summary>Several packets become one message (D7); nearly all messages are one packet.</summary>
    private Decoded Assemble(in InboundFrame inbound, Device device)
    {
        var terminal = inbound.Connection.Terminal;
        if (terminal.Assembler is null && inbound.Frame.PacketTotal <= 1)
        {
            return Read(inbound, device, inbound.Frame.Status, inbound.Frame.Body);
        }

        terminal.Assembler ??= new PacketAssembler();
        switch (terminal.Assembler.Add(inbound.Frame, Now(), out var message, out var reason))
        {
            case AssembleResult.NeedMore:
                RecordPacket(inbound);
                return Decoded.Nothing(inbound.Connection);
            case AssembleResult.Refused:
                RecordPacket(inbound);
                return Refuse(inbound, ResultCode.SenderFault, $"packets: {reason}");
            default:
                return Read(inbound, device, message.Status, message.Body);
        }
    }

    private Decoded Read(in InboundFrame inbound, Device device, byte status, ReadOnlyMemory<byte> body)
    {
        if (!IsServed(inbound.Frame.Command))
        {
            return Refuse(inbound, ResultCode.SenderFault, $"command word: {CommandWord.Name(inbound.Frame.Command)} is not served"); // D19
        }

        var terminal = inbound.Connection.Terminal;
        var buffer = MemoryMarshal.AsMemory(body);
        if (!terminal.Cipher!.TryDecrypt(body.Span, buffer.Span, out var length))
        {
            RecordRead(inbound, default, body.IsEmpty ? null : WrongKey);
            return Undecryptable(inbound, status, body.IsEmpty ? "body: missing" : WrongKey);
        }

        var plain = body[..length];
        RecordRead(inbound, plain, null);
        return inbound.Frame.Command switch
        {
            CommandWord.Heartbeat => Heartbeat(inbound, device, plain.Span),
            CommandWord.AttendanceUpload => Upload(inbound, device, plain),
            _ => Result(inbound, device, status, plain.Span),
        };
    }

    private Decoded Undecryptable(in InboundFrame inbound, byte status, string description)
    {
        if (description == WrongKey)
        {
            See(inbound, SightingKind.WrongKey, description);
        }

        return inbound.Frame.Command is CommandWord.PersonPush or CommandWord.PersonDelete && status == FrameStatus.Failure && inbound.Connection.Terminal.Session is { } session
            ? Failed(inbound, session, ResultCode.SenderFault, null) // D16
            : Refuse(inbound, ResultCode.SenderFault, description);
    }

    /// <summary>
    /// Until the key is proved, a padding that fits by chance must look like one that does not: else who has recorded a body could ask, block by block, what is in it. D28's 9001
    /// stays for what is text, which nobody gets to by guessing.
    /// </summary>
    private Decoded Unreadable(in InboundFrame inbound, BodyFault fault, ReadOnlySpan<byte> plain)
    {
        if (inbound.Connection.Terminal.Session is not null || fault.Code != ResultCode.Malformed || PlainText.IsText(plain))
        {
            return Refuse(inbound, fault.Code, fault.Description);
        }

        See(inbound, SightingKind.WrongKey, WrongKey);
        return Refuse(inbound, ResultCode.SenderFault, WrongKey);
    }

    private Decoded Heartbeat(in InboundFrame inbound, Device device, ReadOnlySpan<byte> json)
    {
        var terminal = inbound.Connection.Terminal;
        if (!HeartbeatBody.TryRead(json, inbound.Frame.Sn, out var heartbeat, out var fault))
        {
            return Unreadable(inbound, fault, json);
        }

        var now = services.Time.GetUtcNow();
        var session = Prove(inbound.Connection, device.Sn, inbound.Frame.Sn);
        if (heartbeat.ClockResult is { } clock)
        {
            return Decoded.Told(
                inbound.Connection, new ClockResultReceived(device.Sn, session, now, clock.IsSuccess, clock.Code ?? ResultCode.ClockFailed, clock.Description)); // D12
        }

        if (heartbeat.LocalTime is null && !string.IsNullOrEmpty(heartbeat.DateTimeText))
        {
            return Refuse(inbound, ResultCode.SenderFault, "date_time: no time that can be read"); // D10, D28
        }

        int? skew = null;
        if (heartbeat.LocalTime is { } local)
        {
            skew = (int)Math.Clamp((DeviceTime.ToUtc(local, terminal.Dialect!.TimeZone) - now.UtcDateTime).TotalSeconds, int.MinValue, int.MaxValue);
        }

        var correct = terminal.Dialect!.SetTimeCommand is not null && skew is { } seconds && Math.Abs((long)seconds) > services.Options.ClockSkewAllowed.TotalSeconds;
        return Decoded.Asked(inbound.Connection, new HeartbeatReceived(device.Sn, session, now, inbound.Frame.Status, skew, correct));
    }

    private Decoded Upload(in InboundFrame inbound, Device device, ReadOnlyMemory<byte> json)
    {
        if (!AttendanceBody.TryRead(json.Span, inbound.Frame.Sn, out var body, out var fault))
        {
            return Unreadable(inbound, fault, json.Span);
        }

        Prove(inbound.Connection, device.Sn, inbound.Frame.Sn);
        var upload = UploadReader.Read(
            body, device, Gateway.Actors.Sessions.Transport.Socket, inbound.Connection.Terminal.Dialect!.TimeZone, services.Time.GetUtcNow(), json.Span, UploadReader.SocketTries);
        return Decoded.Uploaded(inbound.Connection, upload, inbound.Frame.Sn);
    }

    private Decoded Result(in InboundFrame inbound, Device device, byte status, ReadOnlySpan<byte> json)
    {
        if (ResultBody.TryRead(json, out var result, out var fault))
        {
            var session = Prove(inbound.Connection, device.Sn, inbound.Frame.Sn);
            return Decoded.Told(inbound.Connection, ResultMessage(inbound, session, result.IsSuccess, result.Code ?? ResultCode.SenderFault, result.Description));
        }

        // Random bytes "decrypt" with any key once in 256 times: what cannot be read proves nothing (D38).
        return status == FrameStatus.Failure && inbound.Connection.Terminal.Session is { } known
            ? Failed(inbound, known, ResultCode.SenderFault, null) // D16
            : Unreadable(inbound, fault, json);
    }

    private Decoded Failed(in InboundFrame inbound, Session session, string code, string? description) =>
        Decoded.Told(inbound.Connection, ResultMessage(inbound, session, false, code, description));

    private CommandResultReceived ResultMessage(in InboundFrame inbound, Session session, bool succeeded, string code, string? description)
    {
        var type = inbound.Frame.Command == CommandWord.PersonPush ? CommandType.PersonPush : CommandType.PersonDelete;
        return new CommandResultReceived(inbound.Connection.Terminal.Sn!, session, services.Time.GetUtcNow(), type, succeeded, code, description, inbound.Connection.Terminal.Dialect!.Drain);
    }

    /// <summary>The first body that decrypts and can be read proves the key: from here on the connection is this terminal's session (D38).</summary>
    private Session Prove(TerminalConnection connection, string sn, in SerialNumber wireSn)
    {
        var terminal = connection.Terminal;
        if (terminal.Session is null)
        {
            terminal.Sn = sn;
            terminal.Session = new Session(
                new SessionId(services.NodeUid, connection.Number), lane, Gateway.Actors.Sessions.Transport.Socket, connection.Remote, services.Node, connection.AcceptedAt);
            EdgeMetrics.SessionBegan();
        }

        terminal.WireSn = wireSn;
        return terminal.Session;
    }

    private Decoded Refuse(in InboundFrame inbound, string code, string description)
    {
        LogRefused(services.Log, inbound.Connection.Number, CommandWord.Name(inbound.Frame.Command), code, description);
        if (description != WrongKey)
        {
            See(inbound, SightingKind.Refused, $"{CommandWord.Name(inbound.Frame.Command)}: {code} {description}");
        }

        return Decoded.Answered(Answer.Refusal(inbound, code, description));
    }

    /// <summary>By the SN that the connection has proved, else by the one that its frame claims.</summary>
    private void See(in InboundFrame inbound, SightingKind kind, string detail)
    {
        var sn = inbound.Connection.Terminal.Sn;
        if (sn is not null || inbound.Frame.Sn.TryGetText(out sn))
        {
            services.Sightings?.Note(sn, kind, inbound.Connection.Remote, detail);
        }
    }

    private long Now() => (long)services.Time.GetElapsedTime(0).TotalMilliseconds;

    [LoggerMessage(1203, LogLevel.Error, "A frame of connection {Connection} could not be decoded; the connection is closed")]
    private static partial void LogDecodeFailed(ILogger log, long connection, Exception fault);

    [LoggerMessage(1204, LogLevel.Debug, "Connection {Connection}: SN {Sn} is unknown or disabled")]
    private static partial void LogUnknown(ILogger log, long connection, string sn);

    [LoggerMessage(1205, LogLevel.Debug, "Connection {Connection}: {Command} refused with {Code}: {Description}")]
    private static partial void LogRefused(ILogger log, long connection, string command, string code, string description);

    [LoggerMessage(1208, LogLevel.Debug, "Connection {Connection}: SN {Sn} may not come from {Remote}")]
    private static partial void LogNotAllowed(ILogger log, long connection, string sn, string remote);
}
