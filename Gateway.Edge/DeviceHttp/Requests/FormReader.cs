namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Reads the body of a request as it comes, whatever its Content-Type says: as parts if it looks like them, else as URL-encoded text (field notes).</summary>
internal sealed class FormReader(FormFields fields) : IFormReader
{
    private ArrayBufferWriter<byte>? _first = new(256);
    private IFormReader? _reader;

    /// <summary>Reads a query string, without its question mark.</summary>
    public static void ReadQuery(ReadOnlySpan<byte> query, FormFields fields)
    {
        var text = new FormText(fields);
        text.Append(query);
        text.Finish();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_first is { } first)
        {
            var look = bytes[..Math.Min(bytes.Length, FormParts.LookLength - first.WrittenCount)];
            first.Write(look);
            bytes = bytes[look.Length..];
            if (first.WrittenCount < FormParts.LookLength) return;
            Decide(first);
        }

        _reader!.Append(bytes);
    }

    public void Finish()
    {
        if (_first is { } first) Decide(first);
        _reader!.Finish();
    }

    private void Decide(ArrayBufferWriter<byte> first)
    {
        _reader = FormParts.AreIn(first.WrittenSpan) ? new FormParts(fields) : new FormText(fields);
        _reader.Append(first.WrittenSpan);
        _first = null;
    }
}
