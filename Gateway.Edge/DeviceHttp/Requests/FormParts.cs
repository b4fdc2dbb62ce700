namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>
/// Reads <c>multipart/form-data</c> as it comes. The boundary is taken from the body's first line, not from the header, which some clients misspell (field notes). Line ends
/// may be CRLF or LF.
/// </summary>
/// <remarks>
/// <code>
/// --boundary CRLF · header CRLF … · CRLF · value · CRLF --boundary CRLF … CRLF --boundary--
/// </code>
/// </remarks>
internal sealed class FormParts(FormFields fields) : IFormReader
{
    /// <summary>Bytes of a body after which it is clear whether it has parts.</summary>
    public const int LookLength = BoundaryLengthMax + LineLengthMax;

    private const int BoundaryLengthMax = 200;

    /// <summary>Bytes of a header line: with a longer one a part does not count.</summary>
    private const int LineLengthMax = 4096;

    private readonly ArrayBufferWriter<byte> _line = new(256);

    /// <summary>LF and the boundary.</summary>
    private byte[] _end = [];

    /// <summary>What may be the beginning of a line end and boundary; the first <see cref="_notValue"/> bytes of it are no value.</summary>
    private readonly ArrayBufferWriter<byte> _held = new(256);
    private int _notValue;
    private State _state;
    private string? _name;

    private enum State
    {
        Begin,
        Headers,
        Value,
        BehindBoundary,
        Done,
    }

    /// <summary>Whether a body looks like parts: its first line is a boundary, its second a header.</summary>
    /// <param name="body">At least its first <see cref="LookLength"/> bytes, or all.</param>
    public static bool AreIn(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart("\r\n"u8);
        return body.StartsWith("--"u8)
            && body.IndexOf((byte)'\n') is > 2 and < BoundaryLengthMax and var end
            && IndexOfIgnoreCase(body[(end + 1)..Math.Min(body.Length, end + LineLengthMax)], "content-") >= 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _state != State.Done)
        {
            if (_state == State.Value) bytes = Value(bytes);
            else bytes = Line(bytes);
        }
    }

    public void Finish()
    {
        if (_state != State.Value) return;
        fields.Append(_held.WrittenSpan[_notValue..]);
        fields.End();
    }

    /// <summary>Collects one line; gives what is behind it.</summary>
    private ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var piece = end < 0 ? bytes : bytes[..end];
        _line.Write(piece[..Math.Min(piece.Length, LineLengthMax - _line.WrittenCount)]);
        if (end >= 0)
        {
            WholeLine(_line.WrittenSpan.TrimEnd("\r"u8));
            _line.ResetWrittenCount();
        }

        return end < 0 ? default : bytes[(end + 1)..];
    }

    private void WholeLine(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.Begin when line.IsEmpty:
                break;
            case State.Begin:
                _end = [(byte)'\n', .. line];
                _state = State.Headers;
                break;
            case State.BehindBoundary:
                _state = line.StartsWith("--"u8) ? State.Done : State.Headers;
                break;
            case State.Headers when line.StartsWith(_end.AsSpan(1)):
                _name = null; // A part of nothing.
                _state = line[(_end.Length - 1)..].StartsWith("--"u8) ? State.Done : State.Headers;
                break;
            case State.Headers when line.IsEmpty:
                if (_name is null) fields.BeginNone();
                else fields.Begin(_name);
                BeginValue();
                break;
            case State.Headers when line.Length >= LineLengthMax - 1:
                fields.BeginNone();
                BeginValue();
                break;
            default:
                var header = Encoding.UTF8.GetString(line);
                if (header.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)) _name = NameIn(header);
                break;
        }
    }

    /// <summary>The line end behind the headers may be the one before the next boundary.</summary>
    private void BeginValue()
    {
        (_state, _name, _notValue) = (State.Value, null, 1);
        _held.ResetWrittenCount();
        _held.Write("\n"u8);
    }

    /// <summary>Passes the value on up to what may be its end; gives what is behind the boundary.</summary>
    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> bytes)
    {
        // Only as much of the new bytes joins what is held as a boundary may take.
        var joined = Math.Min(bytes.Length, _end.Length);
        var before = _held.WrittenCount;
        _held.Write(bytes[..joined]);
        var held = _held.WrittenSpan;
        if (held.IndexOf(_end) is var at and >= 0)
        {
            EndOfPart(held[..at]);
            return bytes[(at + _end.Length - before)..];
        }

        if (joined == bytes.Length)
        {
            Keep(held);
            return default;
        }

        // No boundary begins in what was held.
        fields.Append(held[_notValue..before]);
        _held.ResetWrittenCount();
        _notValue = 0;
        if (bytes.IndexOf(_end) is var found and >= 0)
        {
            EndOfPart(bytes[..found]);
            return bytes[(found + _end.Length)..];
        }

        Keep(bytes);
        return default;
    }

    private void EndOfPart(ReadOnlySpan<byte> value)
    {
        if (value.EndsWith("\r"u8)) value = value[..^1];
        if (value.Length > _notValue) fields.Append(value[_notValue..]);
        fields.End();
        _state = State.BehindBoundary;
        _held.ResetWrittenCount();
    }

    /// <summary>Passes on what cannot belong to a boundary, and holds the rest: as long as CR, LF and boundary.</summary>
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var sure = Math.Max(bytes.Length - _end.Length - 1, 0);
        var rest = bytes[sure..].ToArray();
        if (sure > _notValue) fields.Append(bytes[_notValue..sure]);
        _notValue = Math.Max(_notValue - sure, 0);
        _held.ResetWrittenCount();
        _held.Write(rest);
    }

    /// <summary>The <c>name</c> of <c>form-data; name="idno"; filename="…"</c>; with or without quotes.</summary>
    private static string? NameIn(string header)
    {
        foreach (var item in header.Split(';').Skip(1))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && item.AsSpan(0, equals).Trim().Equals("name", StringComparison.OrdinalIgnoreCase)) return item[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    private static int IndexOfIgnoreCase(ReadOnlySpan<byte> text, string lowerCase) =>
        Encoding.Latin1.GetString(text).IndexOf(lowerCase, StringComparison.OrdinalIgnoreCase);
}
