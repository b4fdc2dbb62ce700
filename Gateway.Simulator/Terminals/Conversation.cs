using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>
/// What a terminal and the gateway say to each other on one connection after another: which answers are due, which commands are expected, and
/// whether what comes is right. Not for several threads at once.
/// </summary>
internal sealed class Conversation(RunContext context, TerminalIdentity identity, TerminalClock clock, RecordBacklog backlog)
{
    private static readonly TimeSpan RefusedUploadDelay = TimeSpan.FromSeconds(2);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _frameScratch;

    [ThreadStatic]
    private static Recognition[]? _groupScratch;

    private readonly CommandResponder _responder =
        new(identity, context.Options.FailUsers, context.ReceivedLog, context.Options.FailWords, context.Persons?.Of(identity.Sn));
    private readonly PacketAssembler _assembler = new(keepsAttachment: true);
    private readonly long _timeout = context.Ticks(context.Options.AnswerTimeout);

    private readonly ExpectedFrames _expected = new();

    private ITerminalLink? _link;
    private bool _hasGivenUp;

    // When the requests on their way were sent; Never when there is none.
    private long _heartbeatSent = DueTable.Never;
    private long _uploadSent = DueTable.Never;
    private long _uploadNotBefore;

    // Where their latency counts from, and the first heartbeat that could not be sent because another was not answered (open loop).
    private long _heartbeatDue;
    private long _uploadDue;
    private long _heartbeatOwed = DueTable.Never;

    /// <summary>True once anything was rightly answered on this connection.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>True while a heartbeat is not answered.</summary>
    public bool AwaitsHeartbeat => _heartbeatSent != DueTable.Never;

    /// <summary>When an upload can be sent, <see cref="DueTable.Never"/> while one is on its way or there is nothing to send.</summary>
    public long UploadDue => _uploadSent == DueTable.Never && backlog.Count > 0 ? _uploadNotBefore : DueTable.Never;

    /// <summary>When the gateway's silence has lasted too long.</summary>
    public long Deadline
    {
        get
        {
            var since = Math.Min(_expected.AnnouncedAt, Math.Min(_heartbeatSent, _uploadSent));
            return since == DueTable.Never || _hasGivenUp ? DueTable.Never : since + _timeout;
        }
    }

    /// <summary>A new connection.</summary>
    public void Begin(ITerminalLink link)
    {
        _link = link;
        _hasGivenUp = false;
        WasAnswered = false;
        _uploadNotBefore = 0;
    }

    /// <summary>The connection has ended; what was not answered is to be sent again.</summary>
    /// <returns>How many requests were not answered.</returns>
    public int End()
    {
        var lost = (_heartbeatSent == DueTable.Never ? 0 : 1) + (_uploadSent == DueTable.Never ? 0 : 1);
        _link = null;
        _assembler.Drop();
        _heartbeatSent = _uploadSent = _heartbeatOwed = DueTable.Never;
        _expected.Clear();
        backlog.Lose();
        return lost;
    }

    /// <summary>Beats, unless a heartbeat is still to be answered.</summary>
    /// <param name="due">When it was due: an open loop counts from there, also when the one before was not answered yet.</param>
    public void SendHeartbeat(long now, long due)
    {
        if (_link is null) return;
        if (AwaitsHeartbeat)
        {
            if (context.Options.OpenLoop && _heartbeatOwed == DueTable.Never) _heartbeatOwed = due;
            return;
        }

        _heartbeatSent = now;
        _heartbeatDue = context.Options.OpenLoop ? due : now;
        Send(CommandWord.Heartbeat, TerminalBodies.Heartbeat(identity.Sn, clock.Text));
    }

    /// <summary>Uploads the next records, if <see cref="UploadDue"/> allows.</summary>
    public void SendUpload(long now)
    {
        if (_link is null || now < UploadDue) return;
        var regroup = context.Options.Regroup && backlog.IsRepeating;
        var wanted = regroup ? Random.Shared.Next(1, FleetOptions.RecordsPerUploadMax + 1) : context.Options.RecordsPerUpload;
        var repeats = backlog.IsRepeating;
        var group = Group();
        var count = backlog.Send(group, wanted, regroup);
        if (repeats) context.Counters.Repeated(count);
        _uploadSent = now;
        _uploadDue = context.Options.OpenLoop ? group[0].Due : now;
        Send(CommandWord.AttendanceUpload, TerminalBodies.Upload(identity.Sn, clock.UtcOffset, context.Options.RunTag, group.AsSpan(0, count)));
    }

    /// <summary>The gateway has been silent up to <see cref="Deadline"/>.</summary>
    public void GiveUp(long now)
    {
        if (_expected.AnnouncedAt != DueTable.Never && now - _expected.AnnouncedAt >= _timeout)
        {
            Wrong(_expected.Announced, "was announced and did not follow");
            _expected.ForgetAnnounced();
        }

        if (now < Deadline) return;
        _hasGivenUp = true;
        context.Counters.TimedOut();
        _link?.Close();
    }

    /// <summary>One frame from the gateway.</summary>
    public void Received(in Frame frame, long now)
    {
        if (!identity.Owns(frame.Sn))
        {
            Wrong(frame.Command, $"carries the SN {frame.Sn}");
            return;
        }

        switch (_assembler.Add(frame, (long)context.Time.GetElapsedTime(0, now).TotalMilliseconds, out var message, out var reason))
        {
            case AssembleResult.NeedMore:
                return;
            case AssembleResult.Refused:
                Wrong(frame.Command, reason ?? "a packet that does not fit");
                return;
        }

        switch (message.Command)
        {
            case CommandWord.Heartbeat:
                OnHeartbeatAnswer(message, now);
                break;
            case CommandWord.AttendanceUpload:
                OnUploadAnswer(message, now);
                break;
            case CommandWord.PersonPush or CommandWord.PersonDelete:
                OnCommand(message, now);
                break;
            default:
                Wrong(message.Command, "a command word that was not asked for");
                break;
        }
    }

    /// <summary>Bytes from the gateway that are no frame.</summary>
    public void Faulted(byte command, string fault) => Wrong(command, fault);

    private void OnHeartbeatAnswer(in AssembledMessage message, long now)
    {
        var answer = AnswerJudge.Heartbeat(message, identity, clock.UtcOffset);
        if (answer.Fault is not null)
        {
            _heartbeatSent = DueTable.Never;
            Wrong(CommandWord.Heartbeat, answer.Fault);
            return;
        }

        if (AwaitsHeartbeat)
        {
            _expected.HeartbeatAnswered(_heartbeatSent);
            SettleHeartbeat(now);
        }
        else if (!_expected.TakesAnswer(answer.SetClockTo is not null))
        {
            Wrong(CommandWord.Heartbeat, "answers no heartbeat");
            return;
        }

        if (answer.FollowUp != 0) Announce(answer.FollowUp, now);
        if (answer.SetClockTo is not { } told) return;
        clock.Adopt(told);
        context.Counters.ClockSet();
        SendResult(CommandWord.Heartbeat, ResultCode.Success, "", now); // D12: not answered in its turn
    }

    private void OnUploadAnswer(in AssembledMessage message, long now)
    {
        if (_uploadSent == DueTable.Never)
        {
            Wrong(CommandWord.AttendanceUpload, "answers no upload");
            return;
        }

        var sent = _uploadSent;
        var latency = context.Time.GetElapsedTime(_uploadDue, now);
        _uploadSent = DueTable.Never;
        if (AnswerJudge.Upload(message, identity) is { } fault)
        {
            Wrong(CommandWord.AttendanceUpload, fault);
            backlog.Lose();
            _uploadNotBefore = now + context.Ticks(RefusedUploadDelay);
            return;
        }

        WasAnswered = true;
        context.UploadLatency.Record(latency);
        context.Meter?.UploadAnswered(identity.Sn, sent, now);
        var group = Group();
        var count = backlog.Acknowledge(group);
        context.Counters.UploadAnswered(count);
        if (context.AckLog is { } log)
            foreach (var record in group.AsSpan(0, count)) log.Append(identity.Sn, TerminalBodies.UserId(context.Options.RunTag, record), record.UnixSeconds);

        SendUpload(now);
    }

    private void OnCommand(in AssembledMessage message, long now)
    {
        if (_expected.Announced == message.Command)
        {
            _expected.ForgetAnnounced();
        }
        else if (AwaitsHeartbeat) // D13, direct: the command frame is the answer
        {
            _expected.CommandMetHeartbeat();
            SettleHeartbeat(now);
        }
        else if (!_expected.MayDrain)
        {
            Wrong(message.Command, "a command that no heartbeat and no result called for");
        }

        var outcome = _responder.Respond(message);
        if (outcome.Fault is not null) Wrong(message.Command, outcome.Fault);
        else if (message.Command == CommandWord.PersonDelete && outcome.Succeeded) context.Counters.Deleted();
        else if (outcome.Succeeded) context.Counters.Pushed(outcome.Persons);
        else context.Counters.Refused(outcome.Persons);
        SendResult(message.Command, outcome.ResultCode, outcome.ResultText, now);
    }

    private void Announce(byte command, long now)
    {
        if (_expected.Announced is not 0 and var open) Wrong(command, string.Create(CultureInfo.InvariantCulture, $"was announced while 0x{open:X2} is still to come"));
        _expected.Announce(command, now);
    }

    private void SettleHeartbeat(long now)
    {
        WasAnswered = true;
        context.Counters.HeartbeatAnswered();
        context.HeartbeatLatency.Record(context.Time.GetElapsedTime(_heartbeatDue, now));
        context.Meter?.HeartbeatAnswered(identity.Sn, _heartbeatSent, now);
        _heartbeatSent = DueTable.Never;
        var owed = _heartbeatOwed;
        _heartbeatOwed = DueTable.Never;
        if (owed != DueTable.Never) SendHeartbeat(now, owed);
    }

    private void SendResult(byte command, string code, string description, long now)
    {
        _expected.ResultSent(now);
        Send(command, TerminalBodies.Result(code, description));
    }

    private void Send(byte command, ReadOnlySpan<byte> json)
    {
        var frame = _frameScratch ??= new ArrayBufferWriter<byte>();
        frame.ResetWrittenCount();
        identity.Write(frame, command, TerminalIdentity.DeviceStateWorking, json);
        _link?.Send(frame.WrittenSpan);
    }

    private static Recognition[] Group() => _groupScratch ??= new Recognition[FleetOptions.RecordsPerUploadMax];

    private void Wrong(byte command, string reason) => context.Wrong.Add(identity.Sn, CommandWord.Name(command), reason);
}
