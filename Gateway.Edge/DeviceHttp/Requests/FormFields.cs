namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Where the fields of a form go while it is read: into the parameters once they are whole, one of them piece by piece to whoever takes it on.</summary>
/// <param name="streamed">The one that is not kept whole; null: all are.</param>
internal sealed class FormFields(RequestParameters parameters, string? streamed = null)
{
    private string? _name;
    private ArrayBufferWriter<byte>? _value;
    private bool _isStreamed;
    private bool _streamedAny;
    private bool _streamedHasEnded;

    /// <summary>What has come of the streamed field; whoever has taken it clears it. Of several the first that is not empty counts.</summary>
    public ArrayBufferWriter<byte> Streamed { get; } = new();

    /// <summary>Bytes that are held for the values.</summary>
    public long Retained => Kept + (_value?.Capacity ?? 0) + Streamed.WrittenCount;

    /// <summary>Bytes of the values that are whole.</summary>
    public long Kept { get; private set; }

    public void Begin(string name)
    {
        name = name.Trim();
        var isStreamed = name.Equals(streamed, StringComparison.OrdinalIgnoreCase);
        (_name, _value, _isStreamed) = (isStreamed ? null : name, null, isStreamed && !_streamedHasEnded);
    }

    /// <summary>A field that does not count.</summary>
    public void BeginNone() => (_name, _value, _isStreamed) = (null, null, false);

    public void Append(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        if (_isStreamed)
        {
            Streamed.Write(value);
            _streamedAny = true;
        }
        else if (_name is not null && parameters.Takes(_name))
        {
            (_value ??= new ArrayBufferWriter<byte>(value.Length)).Write(value);
        }
    }

    public void End()
    {
        if (_isStreamed) _streamedHasEnded = _streamedAny;
        else if (_name is not null && parameters.Add(_name, _value?.WrittenMemory ?? default)) Kept += _value?.Capacity ?? 0;
        BeginNone();
    }
}
