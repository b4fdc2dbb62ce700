namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>
/// The parameters of a request, from query and form alike, by name without regard to case (field notes). Of several values of one name the first that is not
/// empty counts. Values may be personal: none is in the text form.
/// </summary>
internal sealed class RequestParameters
{
    /// <summary>Parameters of one request; more are left out.</summary>
    public const int CountMax = 100;

    /// <summary>Characters of a name; longer ones are left out.</summary>
    public const int NameLengthMax = 64;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _values = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Whether a value of this name would count.</summary>
    /// <param name="name">Without white space around it.</param>
    public bool Takes(string name) =>
        name.Length is > 0 and <= NameLengthMax && (_values.TryGetValue(name, out var first) ? first.IsEmpty : _values.Count < CountMax);

    /// <summary>Adds a value if it counts.</summary>
    /// <param name="name">Without white space around it.</param>
    /// <param name="value">Decoded from the form, not looked at otherwise. Kept, not copied.</param>
    public bool Add(string name, ReadOnlyMemory<byte> value)
    {
        if (!Takes(name)) return false;
        _values[name] = value;
        return true;
    }

    /// <summary>The value's bytes; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Bytes(string name) => _values.GetValueOrDefault(name);

    /// <summary>The value as text, without NULs and white space around it; empty when there is none. Bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(string name) => Raw(name).Trim('\0', ' ', '\t', '\r', '\n');

    /// <summary>The value as text, exactly; empty when there is none. A space at its end may have been the '+' of Base64.</summary>
    public string Raw(string name) => Encoding.UTF8.GetString(Bytes(name).Span);

    public override string ToString() => $"{_values.Count} parameters";
}
