using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Firmwares;

/// <summary>One connection of a terminal on the socket, from its first heartbeat to its end.</summary>
internal sealed class SocketConversation(FirmwareContext context, SocketHabit habit, SocketCommands commands, FrameConnection connection, TimeSpan beatEvery)
{
    private const int UploadMax = 4; // §5.3.3: fewer than five
    private const string OtherSn = "another-sn";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly PacketAssembler _assembler = new(keepsAttachment: true);
    private readonly long _start = context.Time.GetTimestamp();
    private readonly List<(byte Command, byte[] Json, TimeSpan At)> _owed = [];
    private TimeSpan _beatAt;
    private TimeSpan? _beatUnansweredSince;
    private TimeSpan _uploadAt;
    private TimeSpan? _uploadedAt;
    private IReadOnlyList<TerminalRecord> _uploading = [];
    private bool _isHeard;
    private bool _hasCrashed;
    private bool _wasRefused;
    private bool _saidResult;
    private bool _fromZero;
    private byte _announced;

    private TimeSpan Now => context.Time.GetElapsedTime(_start);

    /// <summary>Works until the connection is over.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    public async Task<ConversationEnd> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if (IsTooLate(_beatUnansweredSince) || IsTooLate(_uploadedAt)) return ConversationEnd.Unanswered;
                await SayAsync(stop);
                await connection.ReceiveAsync(Tick, stop);
                while (connection.TryRead(out var frame)) await OnFrameAsync(frame, stop);
                if (_hasCrashed) return ConversationEnd.Crashed;
                if (_wasRefused && !habit.ComesBackAfterRefusal) return ConversationEnd.Refused;
                if (connection.IsOver) return connection.IsInsideAFrame ? ConversationEnd.InsideAFrame : _wasRefused ? ConversationEnd.Refused : ConversationEnd.Closed;
                if (!habit.JoinsPieces && connection.DropPiece()) context.Tell(Deed.PassedOver, detail: "a piece of a frame");
            }
        }
        finally
        {
            if (!habit.RepeatsUnanswered && _uploading.Count > 0) Forget("unanswered");
        }
    }

    private bool IsTooLate(TimeSpan? since) => Now - since > habit.AnswerPatience;

    private async Task SayAsync(CancellationToken stop)
    {
        if (Now >= _beatAt)
        {
            _beatAt = Now + beatEvery;
            _beatUnansweredSince ??= Now;
            _saidResult = false;
            await connection.SendAsync(CommandWord.Heartbeat, TerminalBodies.Heartbeat(context.Identity!.Sn, context.ClockText), stop);
        }

        foreach (var owed in _owed.Where(owed => Now >= owed.At).ToList())
        {
            _owed.Remove(owed);
            await SayResultAsync(owed.Command, owed.Json, stop);
        }

        if (_isHeard && _uploading.Count == 0 && Now >= _uploadAt) await UploadAsync(stop);
    }

    private async Task SayResultAsync(byte command, byte[] json, CancellationToken stop)
    {
        _saidResult = true;
        await connection.SendAsync(command, json, stop);
        context.Tell(Deed.Reported, detail: CommandWord.Name(command));
    }

    private async Task UploadAsync(CancellationToken stop)
    {
        _uploading = context.Memory.Oldest(UploadMax);
        if (_uploading.Count == 0) return;
        _uploadedAt = Now;
        var frame = new ArrayBufferWriter<byte>();
        var sn = habit.BodySnRight ? context.Identity!.Sn : OtherSn;
        var json = TerminalBodies.Upload(sn, [.. _uploading.Select(static record => (record.UserId, record.Time))]);
        context.Identity!.Write(frame, CommandWord.AttendanceUpload, TerminalIdentity.DeviceStateWorking, json);
        var bytes = frame.WrittenSpan.ToArray();
        if (!habit.UploadChecksumRight) bytes[^1] ^= 0xFF;
        context.Tell(Deed.RecordSent, _uploading);
        await connection.SendAsync(bytes, stop);
    }

    private void Forget(string why)
    {
        context.Memory.Forget(_uploading);
        context.Tell(Deed.RecordForgotten, _uploading, why);
    }

    private async Task OnFrameAsync(Frame frame, CancellationToken stop)
    {
        if (frame.PacketTotal > 1 && habit.PacketsFromZeroOnly)
        {
            _fromZero = frame.PacketNumber == 0 || (_fromZero && frame.PacketNumber < frame.PacketTotal);
            if (!_fromZero)
            {
                context.Tell(Deed.PassedOver, detail: "packets numbered from 1");
                return;
            }
        }

        if (_assembler.Add(frame, (long)Now.TotalMilliseconds, out var message, out _) is not (AssembleResult.Single or AssembleResult.Complete)) return;
        if (context.Options.LosesAnswer?.Invoke(CommandWord.Name(message.Command)) == true) return;
        if (message is { Status: FrameStatus.Failure, Body.IsEmpty: true })
        {
            _wasRefused = true;
            context.Tell(Deed.PassedOver, detail: "refused without a word");
        }

        switch (message.Command)
        {
            case CommandWord.Heartbeat:
                await OnHeartbeatAnswerAsync(message, stop);
                break;
            case CommandWord.AttendanceUpload:
                OnUploadAnswer(message);
                break;
            case CommandWord.PersonPush or CommandWord.PersonDelete when message.Status != FrameStatus.Failure:
                OnCommand(message);
                break;
            case CommandWord.PersonPush or CommandWord.PersonDelete:
                context.Tell(Deed.PassedOver, detail: "a result was refused");
                break;
            default:
                _hasCrashed = !habit.SurvivesUnknownWords;
                context.Tell(_hasCrashed ? Deed.Crashed : Deed.PassedOver, detail: string.Create(CultureInfo.InvariantCulture, $"word 0x{message.Command:X2}"));
                break;
        }
    }

    private async Task OnHeartbeatAnswerAsync(AssembledMessage message, CancellationToken stop)
    {
        _beatUnansweredSince = null;
        if (message.Status != FrameStatus.Failure) (_isHeard, _wasRefused) = (true, false);
        if (message.Status > FrameStatus.Failure) _announced = message.Status;
        if (message.Status != FrameStatus.Success || !habit.SetsClock || !context.Identity!.TryDecrypt(message.Body.Span, out var plain)) return;
        if (TimeIn(plain) is not { } told) return;
        context.SetClock(told);
        await SayResultAsync(CommandWord.Heartbeat, TerminalBodies.Result(ResultCode.Success, "").ToArray(), stop);
    }

    /// <summary>The time in <c>{"cmd":"…","params":[{"date_time":"…"}]}</c>; null if there is none.</summary>
    private DateTimeOffset? TimeIn(byte[] plain)
    {
        using var json = StrictJson.Open(plain, out _);
        if (json is null || !json.RootElement.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Array) return null;
        var text = parameters.EnumerateArray().Select(static item => TerminalPerson.Text(item, "date_time")).FirstOrDefault(static text => text is not null);
        return DateTime.TryParseExact(text, DeviceTime.Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, context.Options.UtcOffset)
            : null;
    }

    private void OnUploadAnswer(in AssembledMessage message)
    {
        if (_uploading.Count == 0) return;
        using var json = context.Identity!.TryDecrypt(message.Body.Span, out var plain) ? StrictJson.Open(plain, out _) : null;
        var code = json is null ? null : TerminalPerson.Text(json.RootElement, "result_code");
        if (message.Status == FrameStatus.Success && code == ResultCode.Success)
        {
            Forget("stored");
        }
        else
        {
            context.Tell(Deed.PassedOver, detail: $"an upload was refused with {code ?? "no code"}");
            if (!habit.RepeatsRefused) Forget("refused");
            _uploadAt = Now + beatEvery;
        }

        _uploading = [];
        _uploadedAt = null;
    }

    private void OnCommand(in AssembledMessage message)
    {
        var isAnnounced = _announced == message.Command;
        var isDirect = !isAnnounced && _beatUnansweredSince is not null;
        var isDrained = !isAnnounced && !isDirect && _saidResult;
        _announced = 0;
        if (isDirect) (_beatUnansweredSince, _isHeard) = (null, true); // D13
        var isRead = isAnnounced ? habit.ReadsAnnounced : isDirect ? habit.ReadsDirect : !isDrained || habit.ReadsDrained;
        if (!isRead) context.Tell(Deed.PassedOver, detail: $"{CommandWord.Name(message.Command)} {(isAnnounced ? "announced" : isDirect ? "direct" : "drained")}");
        else if (commands.CarryOut(message) is { } answer) _owed.Add((message.Command, answer.Json, Now + answer.After));
    }
}
