using System.Text.Unicode;
using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>
/// Reads an attendance upload of any length in parts, as it comes (D39). It keeps the bytes of one part, or of one record if that is longer, never the whole. An upload
/// of one part is read to its end before it is given; of a longer one the parts before a fault have been given by then. For one thread.
/// </summary>
/// <remarks>
/// The same bytes have the same parts, however they were cut on their way: a part ends before the record that would be its 501st, or once it has <see cref="PartLengthMax"/> bytes.
/// </remarks>
public sealed class AttendanceParts : IBufferWriter<byte>
{
    /// <summary>Bytes after which a part ends, with the record that they end in: 256 KiB.</summary>
    public const int PartLengthMax = 256 * 1024;

    /// <summary>Bytes of one record, or of one field beside the records: 8 MiB. Longer ones are not read.</summary>
    public const int ValueLengthMax = 8 * 1024 * 1024;

    private const int FirstBuffer = 8 * 1024;

    private readonly SerialNumber _expectedSn;

    private byte[] _bytes = new byte[FirstBuffer];
    private int _length;

    /// <summary>Where the part begins that is being read, and how far it has been read.</summary>
    private int _part;
    private int _read;

    /// <summary>Unread bytes below which it is not looked again: a long record is looked at each time it has doubled.</summary>
    private int _lookFrom;
    private JsonReaderState _state = new(JsonInput.Options);
    private Where _where;
    private List<AttendanceEntry> _logs = [];
    private AttendanceFaults _faults = new();
    private bool _hasLogs;
    private int? _count;
    private bool _countUnreadable;

    /// <param name="expectedSn">The terminal's SN. A record with another is at fault (D11).</param>
    public AttendanceParts(SerialNumber expectedSn) => _expectedSn = expectedSn;

    private enum Where
    {
        Start,
        Object,
        Logs,
        End,
    }

    private enum Field
    {
        Other,
        Count,
        Sn,
        Logs,
    }

    /// <summary>Records so far, readable or not.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes that it holds.</summary>
    public int Retained => _bytes.Length;

    /// <summary>The bytes since the part that was given last.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_part, _length - _part);

    /// <summary>Room for the next bytes of the body. Parts that were given before are gone with it.</summary>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        sizeHint = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length < sizeHint) MakeRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc cref="GetMemory"/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Bytes that were written into that room.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Reads on, as far as what has come.</summary>
    /// <param name="isLast">Nothing more comes.</param>
    /// <param name="part">The next part; null with the other results.</param>
    /// <param name="plain">Its bytes, valid until more are written.</param>
    /// <param name="fault">With <see cref="AttendancePartResult.Unreadable"/>: why.</param>
    public AttendancePartResult Read(bool isLast, out AttendanceBody? part, out ReadOnlyMemory<byte> plain, out BodyFault fault)
    {
        (part, plain, fault) = (null, default, default);
        if (!isLast && _length - _read < _lookFrom) return AttendancePartResult.NeedsMore;
        AttendancePartResult result;
        try
        {
            result = ReadOn(isLast, ref fault);
        }
        catch (JsonException broken)
        {
            fault = JsonInput.Broken(broken);
            return AttendancePartResult.Unreadable;
        }

        _lookFrom = result == AttendancePartResult.NeedsMore ? Math.Min(2 * (_length - _read), ValueLengthMax + 1) : 0;
        if (result == AttendancePartResult.NeedsMore && _length - _read > ValueLengthMax) return AttendancePartResult.TooLong;
        if (result is AttendancePartResult.Part or AttendancePartResult.LastPart)
            part = Take(result == AttendancePartResult.LastPart, out plain);
        return result;
    }

    private AttendancePartResult ReadOn(bool isLast, ref BodyFault fault)
    {
        if (_where == Where.Start && _read == 0)
        {
            if (_length < 3 && !isLast) return AttendancePartResult.NeedsMore;
            if (_bytes.AsSpan(0, _length).StartsWith("\uFEFF"u8)) _read = 3;
        }

        var from = _read;
        var json = _bytes.AsSpan(from, _length - from).TrimEnd("\0 \r\n\t"u8);
        if (json.IsEmpty && isLast && _where == Where.Start)
        {
            fault = new BodyFault(ResultCode.Malformed, "the body is empty");
            return AttendancePartResult.Unreadable;
        }

        var reader = new Utf8JsonReader(json, isLast, _state);
        AttendancePartResult? result;
        do
        {
            var next = reader; // What is not whole yet will be read once more.
            result = Step(json, from, ref next, ref fault);
            if (result is null) reader = next;
        }
        while (result is null);
        _state = reader.CurrentState;
        _read = from + (int)reader.BytesConsumed;
        return result.Value;
    }

    /// <summary>Reads one record, or one field beside the records. Null: goes on.</summary>
    private AttendancePartResult? Step(ReadOnlySpan<byte> json, int from, ref Utf8JsonReader reader, ref BodyFault fault)
    {
        var isFull = _where == Where.Logs && (_logs.Count >= AttendanceBody.RecordsMax || from + reader.BytesConsumed - _part >= PartLengthMax);
        if (!reader.Read())
        {
            if (_where != Where.End || !reader.IsFinalBlock) return AttendancePartResult.NeedsMore;
            return _hasLogs ? AttendancePartResult.LastPart : Refuse(ref fault, "logs is missing");
        }

        switch (_where)
        {
            case Where.Start:
                if (reader.TokenType != JsonTokenType.StartObject) return Refuse(ref fault, "the body is not a JSON object");
                _where = Where.Object;
                return null;
            case Where.Logs when reader.TokenType == JsonTokenType.EndArray:
                _where = Where.Object;
                return null;
            case Where.Logs:
                if (isFull) return AttendancePartResult.Part;
                var start = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                if (!reader.TrySkip()) return AttendancePartResult.NeedsMore;
                if (isObject) TakeRecord(json[start..(int)reader.BytesConsumed]);
                else _faults.Add(new AttendanceEntryFault(Records++, "", AttendanceReader.NoObject));
                return null;
            case Where.Object when reader.TokenType == JsonTokenType.EndObject:
                _where = Where.End;
                return null;
            default:
                return ReadField(json, ref reader, ref fault);
        }
    }

    private void TakeRecord(ReadOnlySpan<byte> json)
    {
        var index = Records++;
        if (!Utf8.IsValid(json))
        {
            _faults.Add(new AttendanceEntryFault(index, "", "is not UTF-8"));
            return;
        }

        var input = JsonInput.OfValue(json);
        if (AttendanceReader.TryReadEntry(ref input, _expectedSn, index, out var entry, out var fault)) _logs.Add(entry);
        else _faults.Add(fault);
    }

    private AttendancePartResult? ReadField(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, ref BodyFault fault)
    {
        var field = FieldAt(reader);
        if (!reader.Read()) return AttendancePartResult.NeedsMore;
        if (field == Field.Logs)
        {
            // Of two lists one would be acknowledged without having been stored.
            if (_hasLogs) return Refuse(ref fault, "logs is there twice");
            if (reader.TokenType != JsonTokenType.StartArray) return Refuse(ref fault, "logs is not an array");
            _hasLogs = true;
            _where = Where.Logs;
            return null;
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip()) return AttendancePartResult.NeedsMore;
        if (field == Field.Other) return null;
        var input = JsonInput.OfValue(json[start..(int)reader.BytesConsumed]);
        if (field == Field.Count)
        {
            _countUnreadable = !input.TryGetInt(out _count);
            return null;
        }

        if (!input.TryGetText(out var sn)) return Refuse(ref fault, "sn is not text");
        return sn is not null && !BodyRules.IsSnOf(Encoding.UTF8.GetBytes(sn), _expectedSn) ? Refuse(ref fault, "sn differs from the terminal's SN") : null; // D11
    }

    private static Field FieldAt(in Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped) name = JsonInput.TryGetString(reader, out var unescaped) ? Encoding.UTF8.GetBytes(unescaped) : default;
        return Ascii.EqualsIgnoreCase(name, "logs"u8) || Ascii.EqualsIgnoreCase(name, "log"u8) ? Field.Logs
            : Ascii.EqualsIgnoreCase(name, "count"u8) ? Field.Count
            : Ascii.EqualsIgnoreCase(name, "sn"u8) ? Field.Sn
            : Field.Other;
    }

    private static AttendancePartResult Refuse(ref BodyFault fault, string description)
    {
        BodyRules.Refuse(out fault, description);
        return AttendancePartResult.Unreadable;
    }

    /// <summary>The part that is whole. Only the last one can say whether <c>count</c> is right.</summary>
    private AttendanceBody Take(bool isLast, out ReadOnlyMemory<byte> plain)
    {
        var end = isLast ? _length : _read;
        plain = _bytes.AsMemory(_part, end - _part);
        var disagrees = isLast && (_countUnreadable || (_count is not null && _count != Records));
        var part = new AttendanceBody(_count, disagrees, _logs, _faults);
        (_part, _logs, _faults) = (end, [], new AttendanceFaults());
        return part;
    }

    private void MakeRoom(int sizeHint)
    {
        var kept = _length - _part;
        var bytes = _bytes.Length - kept >= sizeHint ? _bytes : new byte[Math.Max(kept + sizeHint, Math.Min(2 * _bytes.Length, kept + PartLengthMax))];
        _bytes.AsSpan(_part, kept).CopyTo(bytes);
        (_bytes, _length, _read, _part) = (bytes, kept, _read - _part, 0);
    }
}
