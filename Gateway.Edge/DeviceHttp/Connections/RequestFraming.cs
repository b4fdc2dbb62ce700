using System.Buffers.Text;

namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>
/// Copies the bytes of one HTTP/1.x connection and repairs each request line on the way (<see cref="RequestLine"/>). To find the request lines it follows the
/// framing of the bodies; where that is not clear, it copies the rest of the connection untouched and leaves the refusal to the server.
/// </summary>
/// <remarks>
/// <code>
/// request line CRLF · header CRLF … · CRLF · body: Content-Length bytes, or chunks:  size CRLF data CRLF … 0 CRLF · trailer CRLF … · CRLF
/// </code>
/// </remarks>
internal sealed class RequestFraming(int requestLineLengthMax)
{
    /// <summary>Bytes of a header line that is still looked at; the server takes no longer ones.</summary>
    private const int HeaderLineLengthMax = 64 * 1024;

    private State _state = State.RequestLine;
    private long _remaining;
    private bool _chunked;
    private long _lineLength;

    private enum State
    {
        RequestLine,
        Headers,
        Body,
        ChunkSize,
        ChunkData,
        Trailers,
        Untouched,
    }

    /// <summary>A request line is being waited for: what was not copied is the beginning of one.</summary>
    public bool IsInLine => _state == State.RequestLine;

    /// <summary>A request line longer than allowed has come: the connection is to be closed.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Bytes of the request lines that were copied since it was asked last.</summary>
    public long TakeLineLength()
    {
        var length = _lineLength;
        _lineLength = 0;
        return length;
    }

    /// <summary>Copies what is complete. What is not is to be given again, with more bytes behind it.</summary>
    /// <returns>Where it stopped.</returns>
    public SequencePosition Copy(in ReadOnlySequence<byte> bytes, IBufferWriter<byte> output)
    {
        var rest = bytes;
        while (!rest.IsEmpty && !IsTooLong && CopyOne(ref rest, output))
        {
        }

        return rest.Start;
    }

    /// <summary>False: more bytes are needed.</summary>
    private bool CopyOne(ref ReadOnlySequence<byte> rest, IBufferWriter<byte> output)
    {
        switch (_state)
        {
            case State.Untouched:
                Write(output, rest);
                rest = rest.Slice(rest.End);
                return true;
            case State.Body or State.ChunkData:
                var data = rest.Slice(0, Math.Min(rest.Length, _remaining));
                Write(output, data);
                rest = rest.Slice(data.End);
                _remaining -= data.Length;
                if (_remaining == 0) _state = _state == State.Body ? State.RequestLine : State.ChunkSize;
                return true;
            default:
                return CopyLine(ref rest, output);
        }
    }

    private bool CopyLine(ref ReadOnlySequence<byte> rest, IBufferWriter<byte> output)
    {
        var max = _state == State.RequestLine ? requestLineLengthMax : HeaderLineLengthMax;
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            if (rest.Length <= max) return false;
            IsTooLong = _state == State.RequestLine;
            _state = State.Untouched;
            return true;
        }

        var line = rest.Slice(0, rest.GetPosition(1, end));
        rest = rest.Slice(line.End);
        if (_state != State.RequestLine)
        {
            Write(output, line);
            Follow(line.Length <= HeaderLineLengthMax ? line.ToArray().AsSpan().TrimEnd("\r\n"u8) : "?"u8);
            return true;
        }

        IsTooLong = !RequestLine.TryCopy(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), output, requestLineLengthMax, out var isBlank);
        if (isBlank) return true;
        _lineLength += line.Length;
        Begin();
        return true;
    }

    private void Begin()
    {
        _state = State.Headers;
        _remaining = 0;
        _chunked = false;
    }

    /// <summary>Follows the framing over a line that is no request line.</summary>
    private void Follow(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.Headers when line.IsEmpty:
                _state = _chunked ? State.ChunkSize : _remaining > 0 ? State.Body : State.RequestLine;
                break;
            case State.Headers:
                Header(line);
                break;
            case State.ChunkSize:
                var size = line.IndexOf((byte)';') is var extension and >= 0 ? line[..extension] : line;
                size = size.Trim(" \t"u8);
                if (!Utf8Parser.TryParse(size, out long length, out var used, 'x') || used != size.Length || length is < 0 or > long.MaxValue - 2)
                    _state = State.Untouched;
                else if (length == 0) _state = State.Trailers;
                else (_state, _remaining) = (State.ChunkData, length + 2);
                break;
            case State.Trailers when line.IsEmpty:
                _state = State.RequestLine;
                break;
        }
    }

    private void Header(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return;
        var name = line[..colon].Trim(" \t"u8);
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (IsName(name, "Content-Length"))
        {
            var isNumber = Utf8Parser.TryParse(value, out long length, out var used) && used == value.Length && length >= 0;
            if (!isNumber || _chunked || (_remaining != 0 && _remaining != length)) _state = State.Untouched;
            else _remaining = length;
        }
        else if (IsName(name, "Transfer-Encoding"))
        {
            if (!IsName(value, "chunked") || _remaining != 0) _state = State.Untouched;
            else _chunked = true;
        }
        else if (IsName(name, "Upgrade"))
        {
            _state = State.Untouched;
        }
    }

    private static bool IsName(ReadOnlySpan<byte> name, string expected) => System.Text.Ascii.EqualsIgnoreCase(name, expected);

    private static void Write(IBufferWriter<byte> output, in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes) output.Write(segment.Span);
    }
}
