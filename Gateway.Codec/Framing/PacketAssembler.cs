namespace Gateway.Codec.Framing;

/// <summary>
/// Joins the packets of one connection into messages, within the limits of D7: one message of several packets at a time, at most
/// <see cref="MessageLengthMax"/> bytes, at most <see cref="GapMaxMilliseconds"/> between packets. Not for several threads at once.
/// </summary>
/// <param name="keepsAttachment">True: the packets behind the first are kept, for who reads them (a terminal does). False: they are counted.</param>
public sealed class PacketAssembler(bool keepsAttachment)
{
    /// <summary>Most bytes in the bodies of one message. // D7</summary>
    public const int MessageLengthMax = 4 * 1024 * 1024;

    /// <summary>Longest time between two packets of a message, in milliseconds. // D7</summary>
    public const long GapMaxMilliseconds = 60_000;

    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private Frame _first;
    private int _length;
    private int _received;
    private long _lastAt;

    /// <summary>True while a message of several packets is unfinished.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Bytes of the unfinished message so far, held or only counted.</summary>
    public int PendingLength => _length;

    /// <summary>Bytes held for the unfinished message.</summary>
    public int HeldLength => keepsAttachment ? _length : _first.Body.Length;

    /// <summary>Takes one packet.</summary>
    /// <param name="frame">A frame of the connection; single packets pass and leave an unfinished message alone.</param>
    /// <param name="nowMilliseconds">Any monotonic clock, in milliseconds.</param>
    /// <param name="message">The message when the result is <see cref="AssembleResult.Single"/> or <see cref="AssembleResult.Complete"/>.</param>
    /// <param name="reason">What is wrong when the result is <see cref="AssembleResult.Refused"/>.</param>
    public AssembleResult Add(in Frame frame, long nowMilliseconds, out AssembledMessage message, out string? reason)
    {
        message = default;
        reason = null;
        if (frame.PacketTotal <= 1 && frame.PacketNumber <= frame.PacketTotal)
        {
            message = new AssembledMessage(frame.Command, frame.Status, frame.Sn, frame.Body, default);
            return AssembleResult.Single;
        }

        // What has waited too long does not stand in the way of a new message.
        if (HasExpired(nowMilliseconds) && frame.PacketNumber <= 1 && frame.PacketNumber != NextNumber) Drop();
        reason = IsPending ? RefusalOfNext(frame, nowMilliseconds) : RefusalOfFirst(frame);
        if (reason is not null)
        {
            Drop();
            return AssembleResult.Refused;
        }

        Keep(frame, nowMilliseconds);
        if (_received < frame.PacketTotal) return AssembleResult.NeedMore;
        message = new AssembledMessage(_first.Command, _first.Status, _first.Sn, _first.Body, Join());
        Drop();
        return AssembleResult.Complete;
    }

    /// <summary>True if a message is unfinished and its next packet is overdue.</summary>
    public bool HasExpired(long nowMilliseconds) => IsPending && nowMilliseconds - _lastAt > GapMaxMilliseconds;

    /// <summary>Lets go of the bytes of a message whose next packet is overdue; when that comes all the same, it is refused. False: none is.</summary>
    public bool Expire(long nowMilliseconds)
    {
        if (!HasExpired(nowMilliseconds)) return false;
        _first = new Frame(_first.Command, _first.PacketNumber, _first.PacketTotal, _first.Status, _first.Sn, default);
        _attachments.Clear();
        _length = 0;
        return true;
    }

    /// <summary>Forgets the unfinished message, if there is one.</summary>
    public void Drop()
    {
        IsPending = false;
        _first = default;
        _attachments.Clear();
        _length = 0;
        _received = 0;
    }

    private int NextNumber => _first.PacketNumber + _received;

    private static string? RefusalOfFirst(in Frame frame)
    {
        if (IsBeyondTotal(frame, frame.PacketNumber == 0 ? 0 : 1)) return Beyond(frame);
        return frame.PacketNumber > 1 ? Text($"packet {frame.PacketNumber} of {frame.PacketTotal} without the packets before it") : null;
    }

    private string? RefusalOfNext(in Frame frame, long now)
    {
        if (HasExpired(now)) return Text($"packet {frame.PacketNumber} came more than {GapMaxMilliseconds / 1000} s after the one before it");
        if (frame.Sn != _first.Sn) return "the SN changed within a message";
        if (frame.Command != _first.Command)
            return Text($"a second message of several packets (0x{frame.Command:X2}) before the first (0x{_first.Command:X2}) was whole");

        if (frame.PacketTotal != _first.PacketTotal)
            return Text($"the number of packets changed from {_first.PacketTotal} to {frame.PacketTotal} within a message");

        if (IsBeyondTotal(frame, _first.PacketNumber)) return Beyond(frame);
        if (frame.PacketNumber == NextNumber - 1) return Text($"packet {frame.PacketNumber} was repeated");
        if (frame.PacketNumber == _first.PacketNumber)
            return Text($"a second message of several packets (0x{frame.Command:X2}) before the first (0x{_first.Command:X2}) was whole");

        if (frame.PacketNumber != NextNumber) return Text($"packet {frame.PacketNumber} where {NextNumber} was expected");
        return _length + frame.Body.Length > MessageLengthMax ? Text($"a message has at most {MessageLengthMax} bytes") : null;
    }

    private static bool IsBeyondTotal(in Frame frame, int firstNumber) => frame.PacketNumber >= firstNumber + frame.PacketTotal;

    private static string Beyond(in Frame frame) => Text($"packet {frame.PacketNumber} of {frame.PacketTotal}: the number is beyond the total");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Keep(in Frame frame, long now)
    {
        if (!IsPending) _first = frame;
        else if (keepsAttachment) _attachments.Add(frame.Body);
        IsPending = true;
        _length += frame.Body.Length;
        _received++;
        _lastAt = now;
    }

    private byte[] Join()
    {
        if (!keepsAttachment) return [];
        var joined = new byte[_length - _first.Body.Length];
        var at = 0;
        foreach (var part in _attachments)
        {
            part.Span.CopyTo(joined.AsSpan(at));
            at += part.Length;
        }

        return joined;
    }
}
