using System.IO.Pipelines;

namespace Gateway.Platform.Import;

/// <summary>Cuts a streamed body into lines (LF or CRLF) without ever holding more than one of them. A byte order mark at the top is dropped.</summary>
/// <param name="lengthMax">Bytes of a line, its end not counted.</param>
internal sealed class LineReader(PipeReader body, int lengthMax = LineReader.LengthMax)
{
    /// <summary>Bytes of a line, unless the body has longer ones: 64 KiB.</summary>
    public const int LengthMax = 64 * 1024;

    private byte[] _line = new byte[Math.Min(LengthMax, lengthMax) + 1]; // One more, for the CR.
    private int _length;
    private bool _tooLong;

    /// <summary>Bytes of a line.</summary>
    public int Max => lengthMax;

    /// <summary>Number of the line that was read last, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>The line that was read last, until the next is. Empty when <see cref="TooLong"/>.</summary>
    public ReadOnlySpan<byte> Line => TooLong ? default : _line.AsSpan(0, _length);

    /// <summary>The line was longer than allowed and was skipped.</summary>
    public bool TooLong => _tooLong || _length > lengthMax;

    /// <summary>Reads the next line; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        _length = 0;
        _tooLong = false;
        var begun = false;
        while (true)
        {
            var result = await body.ReadAsync(cancellation);
            var buffer = result.Buffer;
            var end = buffer.PositionOf((byte)'\n');
            var part = end is null ? buffer : buffer.Slice(0, end.Value);
            Append(part);
            begun |= part.Length > 0 || end is not null;
            body.AdvanceTo(end is null ? buffer.End : buffer.GetPosition(1, end.Value));
            if (end is null && !result.IsCompleted) continue;
            if (!begun) return false;
            Finish();
            return true;
        }
    }

    private void Append(ReadOnlySequence<byte> part)
    {
        if (_tooLong || _length + part.Length > lengthMax + 1)
        {
            _tooLong = true;
            return;
        }

        if (_length + part.Length > _line.Length) Array.Resize(ref _line, (int)Math.Min(Math.Max(_line.Length * 2L, _length + part.Length), lengthMax + 1));

        part.CopyTo(_line.AsSpan(_length));
        _length += (int)part.Length;
    }

    private void Finish()
    {
        Number++;
        if (_tooLong) return;
        if (_length > 0 && _line[_length - 1] == '\r') _length--;
        if (Number == 1 && _line.AsSpan(0, _length).StartsWith("\uFEFF"u8))
        {
            _length -= 3;
            _line.AsSpan(3, _length).CopyTo(_line);
        }
    }
}
