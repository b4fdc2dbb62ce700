using System.Runtime.InteropServices;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Load;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Keys;
using Gateway.Edge.Metrics;
using Gateway.Edge.Traffic;

namespace Gateway.Edge.Tcp;

/// <summary>
/// What the lane's stream does with each frame: who sent it, and whether he is served; his key; what it says in clear. Reading that is the business of its kind. Total: whatever
/// one connection sends ends at most that connection. Works in the frame's own body: the plaintext takes the place of the ciphertext.
/// </summary>
internal sealed class FrameDecoder(LaneServices services, IActorRef lane, HeartbeatFrames heartbeats, UploadFrames uploads, CommandDelivery commands)
{
    /// <summary>Bad frames in a row that close a connection (D3).</summary>
    public const int BadFramesMax = 5;

    /// <summary>Bodies of a second in which a lane looks for the key: each costs it up to a millisecond, which all its connections wait for.</summary>
    private const int DiagnosesPerSecond = 20;

    private const string WrongKey = "body: " + TrafficNote.WrongKey;

    private long _diagnosedFrom;
    private int _diagnoses;

    public void Decode(in InboundFrame inbound)
    {
        if (inbound.Connection.Muted)
        {
            inbound.Connection.Allowance.Release(); // It is ending, or it belonged to the run of this lane before.
            return;
        }

        try
        {
            services.Probes?.BeforeDecode?.Invoke(inbound);
            DecodeOne(inbound);
        }
#pragma warning disable CA1031 // The lane serves many: a fault that one connection provokes is that connection's end and no other's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TcpLog.NotDecoded(services.Log, inbound.Connection.Number, fault);
            Close(inbound.Connection, CloseReason.LaneLost);
        }
    }

    private void DecodeOne(in InboundFrame inbound)
    {
        var terminal = inbound.Connection.Terminal;
        var served = Served(inbound);
        if (served is not null && (terminal.Sn ?? served.Sn) == served.Sn) terminal.Use(served, services.Dialects);
        if (inbound.Fault != FrameFault.None) Faulty(inbound);
        else if (served is null) Unserved(inbound);
        else if (served.IsCertifying && services.Trials?.Of(served.Sn)?.Holds(TrialKind.RefuseFrames) == true) RefuseOnTrial(inbound);
        else FromServed(inbound, served);
    }

    /// <summary>The bytes that a terminal with a wrong key gets; a good one comes back (D38).</summary>
    private void RefuseOnTrial(in InboundFrame inbound)
    {
        services.Traffic.Unopened(inbound);
        Reply(Answer.Bare(inbound, CloseReason.Revoked));
    }

    /// <summary>
    /// The device that the frame's SN names, when it is served and may come from this address; null otherwise. Decided once per connection and state of the device: from then on
    /// it is the one that the connection uses.
    /// </summary>
    private static Device? Served(in InboundFrame inbound) =>
        inbound.Entry is { Device: { IsServed: true } device } && device.Transports.HasFlag(DeviceTransports.Socket)
        && (device.AllowedAddresses.IsAny || inbound.Connection.Terminal.Uses(device) || device.AllowedAddresses.Contains(inbound.Connection.RemoteAddress))
            ? device
            : null;

    /// <summary>An SN that is not known, a disabled one and one from a wrong address get the same bytes (D8); who looks from our side sees the difference.</summary>
    private void Unserved(in InboundFrame inbound)
    {
        services.Traffic.Unopened(inbound);
        var connection = inbound.Connection;
        if (inbound.Entry is not { Device: { IsServed: true } device })
        {
            TcpLog.Unknown(services.Log, connection.Number, inbound.Frame.Sn.ToString());
            if (inbound.Entry is null) NoteUnknown(inbound);
            else NoteSighting(inbound, SightingKind.DisabledSn, CommandWord.Name(inbound.Frame.Command));
            Refuse(inbound, CloseReason.Unknown, inbound.Entry is null ? "unknown" : "disabled");
            return;
        }

        var byTransport = !device.Transports.HasFlag(DeviceTransports.Socket);
        TcpLog.NotAllowed(services.Log, connection.Number, device.Sn, connection.Remote);
        if (!byTransport) EdgeMetrics.AddressRefused(Transport.Socket);
        services.Sightings?.Note(
            device.Sn, byTransport ? SightingKind.TransportNotAllowed : SightingKind.AddressNotAllowed, connection.Remote, CommandWord.Name(inbound.Frame.Command));
        Refuse(inbound, connection.Terminal.Session is null ? CloseReason.Unknown : CloseReason.Revoked, byTransport ? "transport" : "address");
    }

    private void Refuse(in InboundFrame inbound, CloseReason close, string reason)
    {
        Reply(Answer.Bare(inbound, close));
        EdgeMetrics.Unserved(Transport.Socket, reason);
        services.Guesses?.Missed(ClientAddress.Of(inbound.Connection.RemoteAddress));
    }

    private void Faulty(in InboundFrame inbound)
    {
        services.Traffic.Unframed(inbound);
        EdgeMetrics.FrameFault(inbound.Fault);
        if (inbound.Connection.Terminal.Sn is not null) NoteSighting(inbound, SightingKind.BadFrame, inbound.Fault.ToString());
        switch (inbound.Fault)
        {
            case FrameFault.LengthOutOfRange:
                Reply(Answer.Bare(inbound, CloseReason.BadFrames)); // D2
                break;
            case FrameFault.ChecksumMismatch:
                var last = ++inbound.Connection.Terminal.BadFrames >= BadFramesMax;
                Reply(Answer.Refusal(inbound, ResultCode.SenderFault, "checksum: wrong", last ? CloseReason.BadFrames : null)); // D3
                break;
            default:
                Close(inbound.Connection, CloseReason.BadFrames); // D4
                break;
        }
    }

    private void FromServed(in InboundFrame inbound, Device device)
    {
        var terminal = inbound.Connection.Terminal;
        terminal.BadFrames = 0;
        EdgeMetrics.FrameRead(inbound.Frame.Command);
        if (terminal.Sn is null || terminal.Sn == device.Sn)
        {
            Assemble(inbound, device);
            return;
        }

        services.Traffic.Unopened(inbound);
        Refuse(inbound, ResultCode.SenderFault, "SN: this connection belongs to another terminal");
    }

    /// <summary>Several packets become one message (D7); nearly all messages are one packet.</summary>
    private void Assemble(in InboundFrame inbound, Device device)
    {
        if (inbound.Frame.PacketTotal <= 1 && inbound.Frame.PacketNumber <= inbound.Frame.PacketTotal)
        {
            Open(inbound, device, inbound.Frame.Status, inbound.Frame.Body);
            return;
        }

        var terminal = inbound.Connection.Terminal;
        switch (terminal.Partial.Add(inbound.Frame, terminal.Session is null ? services.Unproved : null, services.Milliseconds, out var message, out var reason))
        {
            case AssembleResult.NeedMore:
                ObservePacket(inbound);
                inbound.Connection.Allowance.Release();
                break;
            case AssembleResult.Refused:
                ObservePacket(inbound);
                Refuse(inbound, ResultCode.SenderFault, $"packets: {reason}");
                break;
            default:
                Open(inbound, device, message.Status, message.Body);
                break;
        }
    }

    private void ObservePacket(in InboundFrame inbound)
    {
        if (IsServed(inbound.Frame.Command)) services.Traffic.Packet(inbound);
        else services.Traffic.Unopened(inbound);
    }

    private void Open(in InboundFrame inbound, Device device, byte status, ReadOnlyMemory<byte> body)
    {
        var terminal = inbound.Connection.Terminal;
        var buffer = MemoryMarshal.AsMemory(body);
        var isOpen = terminal.Cipher!.TryDecrypt(body.Span, buffer.Span, out var length);
        if (isOpen && PlainText.ProvesKey(body.Span[..length]))
        {
            Prove(inbound, device);
            inbound.Connection.Heard();
        }

        isOpen &= terminal.Session is not null; // Until the key is proved, a padding that fits by chance is a wrong key.
        if (!IsServed(inbound.Frame.Command))
        {
            services.Traffic.Unopened(inbound);
            Refuse(inbound, ResultCode.SenderFault, $"command word: {CommandWord.Name(inbound.Frame.Command)} is not served"); // D19
            return;
        }

        if (isOpen)
        {
            services.Traffic.Opened(inbound, body[..length], null);
            Take(new OpenedFrame(inbound, device, status, body[..length]));
            return;
        }

        var note = body.IsEmpty ? null : terminal.WrongKeyNote ?? WhatIsWrong(inbound, device, body.Span);
        services.Traffic.Opened(inbound, default, note);
        if (note is not null) NoteSighting(inbound, SightingKind.WrongKey, "body: " + note);
        if (status == FrameStatus.Failure && commands.TryFail(inbound)) return; // D16
        Refuse(inbound, ResultCode.SenderFault, body.IsEmpty ? "body: missing" : WrongKey);
    }

    /// <summary>With which key a body is encrypted that the device's does not decrypt, if that can be found (D35): looked for once a connection, and so often a second.</summary>
    private string WhatIsWrong(in InboundFrame inbound, Device device, ReadOnlySpan<byte> decrypted)
    {
        var now = services.Milliseconds;
        if (now - _diagnosedFrom >= 1000) (_diagnosedFrom, _diagnoses) = (now, 0);
        if (++_diagnoses > DiagnosesPerSecond) return TrafficNote.WrongKey;

        // What stands there now has taken the ciphertext's place: encrypting it again gives that back, and a block of padding.
        var terminal = inbound.Connection.Terminal;
        var body = terminal.Cipher!.Encrypt(decrypted).AsSpan(0, decrypted.Length);
        var found = KeyDiagnosis.OfBytes(device, inbound.Frame.Sn, terminal.Dialect!.Cipher, body);
        return terminal.WrongKeyNote = found is null ? TrafficNote.WrongKey : $"{TrafficNote.WrongKey}; {found.Detail}";
    }

    /// <summary>A body that decrypts to text proves the key, whatever it says: from the first on the connection is this terminal's session (D38).</summary>
    private void Prove(in InboundFrame inbound, Device device)
    {
        var (connection, terminal) = (inbound.Connection, inbound.Connection.Terminal);
        if (terminal.Session is not null) return;
        terminal.Sn = device.Sn;
        terminal.WireSn = inbound.Frame.Sn;
        connection.Door = new ConnectionDoor(connection, heartbeats);
        terminal.Session = new Session(
            new SessionId(services.Node.Uid, connection.Number), lane, Transport.Socket, connection.Remote, services.Node.Name, connection.AcceptedAt)
        { Door = connection.Door };
        EdgeMetrics.SessionBegan();
        services.Guesses?.Served(ClientAddress.Of(connection.RemoteAddress), device.Sn);
    }

    private void Take(in OpenedFrame frame)
    {
        try
        {
            services.Probes?.BeforeTake?.Invoke(frame.Inbound);
            frame.Terminal.WireSn = frame.WireSn;
            BodyFault fault;
            var isTaken = frame.Inbound.Frame.Command switch
            {
                CommandWord.Heartbeat => heartbeats.TryTake(frame, out fault),
                CommandWord.AttendanceUpload => uploads.TryTake(frame, out fault),
                _ => commands.TryTake(frame, out fault),
            };
            if (!isTaken) Refuse(frame.Inbound, fault.Code, fault.Description);
        }
#pragma warning disable CA1031 // As in Decode.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TcpLog.NotTaken(services.Log, frame.Connection.Number, fault);
            lane.Tell(new LaneMessages.Close(frame.Connection, CloseReason.LaneLost));
        }
    }

    private static bool IsServed(byte command) =>
        command is CommandWord.Heartbeat or CommandWord.AttendanceUpload or CommandWord.PersonPush or CommandWord.PersonDelete;

    private void Refuse(in InboundFrame inbound, string code, string description)
    {
        TcpLog.Refused(services.Log, inbound.Connection.Number, CommandWord.Name(inbound.Frame.Command), code, description);
        if (description != WrongKey) NoteSighting(inbound, SightingKind.Refused, $"{CommandWord.Name(inbound.Frame.Command)}: {code} {description}");
        Reply(Answer.Refusal(inbound, code, description));
    }

    private void Reply(Answer answer)
    {
        if (answer.Connection.Terminal.Session is null && IsPaced(answer))
        {
            EdgeMetrics.Unserved(Transport.Socket, "paced");
            Close(answer.Connection, CloseReason.Unknown);
            return;
        }

        EdgeMetrics.Refused(answer.Command, answer.Code);
        if (answer.Command == CommandWord.AttendanceUpload) uploads.TellInOrder(answer);
        else lane.Tell(answer);
    }

    private bool IsPaced(Answer answer) => services.Guesses?.MayAsk(ClientAddress.Of(answer.Connection.RemoteAddress), answer.Sn.ToString()) == false;

    private void Close(TerminalConnection connection, CloseReason reason)
    {
        connection.Allowance.Release();
        lane.Tell(new LaneMessages.Close(connection, reason));
    }

    private void NoteUnknown(in InboundFrame inbound)
    {
        if (services.Sightings is not { } sightings || inbound.Sn is not { } sn) return;
        var (connection, frame) = (inbound.Connection, inbound.Frame);
        var order = connection.ByteOrder == ByteOrder.Little ? "little" : "big";
        sightings.NoteUnknown(UnknownTerminal.Once(
            sn, Transport.Socket, connection.Remote, connection.RemoteAddress, services.Time.GetUtcNow(), CommandWord.Name(frame.Command), frame.Body.Length, order));
    }

    private void NoteSighting(in InboundFrame inbound, SightingKind kind, string detail)
    {
        if (inbound.Sn is { } sn) services.Sightings?.Note(sn, kind, inbound.Connection.Remote, detail);
    }
}
