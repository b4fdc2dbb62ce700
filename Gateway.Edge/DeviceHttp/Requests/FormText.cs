namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> and query strings, <c>a=1&amp;b=2</c>, as they come, leniently: what is no escape stays as it is.</summary>
internal sealed class FormText(FormFields fields) : IFormReader
{
    /// <summary>Bytes of a name as it is written: each of its characters may be three escapes. White space may stand around it: the specification's own example has it.</summary>
    private const int NameBytesMax = 1024;

    /// <summary>Bytes that are decoded at once.</summary>
    private const int PieceMax = 4096;

    private readonly byte[] _name = new byte[NameBytesMax];
    private readonly byte[] _piece = new byte[PieceMax];
    private int _nameLength;
    private bool _inValue;

    /// <summary>Bytes of an escape that is not whole, at the beginning of the piece.</summary>
    private int _carried;

    public void Append(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = _inValue ? text.IndexOf((byte)'&') : text.IndexOfAny((byte)'=', (byte)'&');
            var piece = end < 0 ? text : text[..end];
            if (_inValue) Value(piece);
            else Name(piece);
            if (end < 0) return;
            if (_inValue) EndOfValue();
            else if (text[end] == '=') BeginValue();
            else _nameLength = 0;
            text = text[(end + 1)..];
        }
    }

    public void Finish()
    {
        if (_inValue) EndOfValue();
    }

    private void Name(ReadOnlySpan<byte> piece)
    {
        var fits = Math.Min(piece.Length, NameBytesMax - _nameLength);
        piece[..fits].CopyTo(_name.AsSpan(_nameLength));
        _nameLength += fits;
    }

    private void BeginValue()
    {
        // One that was cut off is longer than any that counts, and of no name there is none.
        _name.AsSpan(0, _nameLength).Replace((byte)'+', (byte)' ');
        if (_nameLength is 0 or NameBytesMax) fields.BeginNone();
        else fields.Begin(Encoding.UTF8.GetString(_name, 0, PercentText.Decode(_name.AsSpan(0, _nameLength))));
        (_nameLength, _inValue) = (0, true);
    }

    private void Value(ReadOnlySpan<byte> value)
    {
        if (_carried == 0 && value.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            fields.Append(value);
            return;
        }

        while (!value.IsEmpty)
        {
            var fits = Math.Min(value.Length, PieceMax - _carried);
            value[..fits].CopyTo(_piece.AsSpan(_carried));
            value = value[fits..];
            var length = _carried + fits;
            _carried = _piece[length - 1] == '%' ? 1 : length > 1 && _piece[length - 2] == '%' ? 2 : 0;
            Decode(length - _carried);
            _piece.AsSpan(length - _carried, _carried).CopyTo(_piece);
        }
    }

    /// <summary><c>+</c> is a space, <c>%XX</c> a byte.</summary>
    private void Decode(int length)
    {
        _piece.AsSpan(0, length).Replace((byte)'+', (byte)' ');
        fields.Append(_piece.AsSpan(0, PercentText.Decode(_piece.AsSpan(0, length))));
    }

    private void EndOfValue()
    {
        // A '+' behind a '%' at the end is a space as any other.
        _piece.AsSpan(0, _carried).Replace((byte)'+', (byte)' ');
        fields.Append(_piece.AsSpan(0, _carried));
        fields.End();
        (_carried, _inValue) = (0, false);
    }
}
