using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace Gateway.Codec.Bodies;

/// <summary>
/// JSON as terminals write it (D9): names without regard to case, numbers as strings and the reverse, trailing commas, comments, a byte order mark.
/// Whatever the bytes are, a body reader run by <see cref="TryRead"/> gives a body or a fault.
/// </summary>
internal ref struct JsonInput
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int DepthMax = 16;

    // Longest name and number that is unescaped on the stack; \u0041 takes six bytes for one.
    private const int EscapedLengthMax = 256;

    /// <summary>What terminals are forgiven.</summary>
    public static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DepthMax
    };

    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _rawName;

    private JsonInput(ReadOnlySpan<byte> json) => _reader = new Utf8JsonReader(json, Options);

    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    public readonly bool IsArray => _reader.TokenType == JsonTokenType.StartArray;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>One value that was found to be JSON, at its first token.</summary>
    public static JsonInput OfValue(ReadOnlySpan<byte> json)
    {
        var input = new JsonInput(json);
        input._reader.Read();
        return input;
    }

    /// <summary>What is wrong with bytes that are no JSON.</summary>
    public static BodyFault Broken(JsonException broken)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
        return new BodyFault(ResultCode.Malformed, $"the body is not JSON of at most {DepthMax} levels: error at {at}");
    }

    /// <summary>Runs a body reader over a whole body; total.</summary>
    public static bool TryRead<TContext, TBody>(
        ReadOnlySpan<byte> json, TContext context, BodyReader<TContext, TBody> read, [MaybeNullWhen(false)] out TBody body, out BodyFault fault)
    {
        body = default;
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        json = json.TrimEnd("\0 \r\n\t"u8);
        if (json.IsEmpty)
        {
            fault = new BodyFault(ResultCode.Malformed, "the body is empty");
            return false;
        }

        if (!Utf8.IsValid(json))
        {
            fault = new BodyFault(ResultCode.Malformed, "the body is not UTF-8");
            return false;
        }

        var input = new JsonInput(json);
        try
        {
            input._reader.Read();
            var done = read(ref input, context, out body, out fault);

            // To the end in any case: broken JSON is broken JSON, whatever else is wrong with it.
            while (input._reader.Read())
            {
            }

            return done;
        }
        catch (JsonException broken)
        {
            fault = Broken(broken);
            body = default;
            return false;
        }
    }

    /// <summary>Moves to the value of the next property of the current object; false at the object's end.</summary>
    public bool NextProperty()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject) return false;
        _rawName = _reader.ValueSpan;
        _name = !_reader.ValueIsEscaped ? _rawName : TryGetString(out var unescaped) ? Encoding.UTF8.GetBytes(unescaped) : default;
        _reader.Read();
        return true;
    }

    /// <summary>Moves to the next item of the current array; false at the array's end.</summary>
    public bool NextItem()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>True if the current property has this name, in any case.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(_name, name);

    /// <summary>Passes over the current value.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>The current value as text; null for null. False for objects, arrays and text that is none (a lone surrogate).</summary>
    public bool TryGetText(out string? text)
    {
        text = null;
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return TryGetString(out text);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                text = Encoding.ASCII.GetString(_reader.ValueSpan);
                return true;
            case JsonTokenType.Null:
                return true;
            default:
                _reader.Skip();
                return false;
        }
    }

    /// <summary>The same without allocating: as UTF-8 into <paramref name="destination"/>. Also false if it is too short.</summary>
    public bool TryCopyText(scoped Span<byte> destination, out int length)
    {
        length = 0;
        switch (_reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                break;
            case JsonTokenType.Null:
                return true;
            default:
                _reader.Skip();
                return false;
        }

        scoped var value = _reader.ValueSpan;
        if (_reader.ValueIsEscaped)
        {
            if (value.Length > EscapedLengthMax || !TryGetString(out var unescaped)) return false;
            value = Encoding.UTF8.GetBytes(unescaped);
        }

        length = value.Length;
        return value.TryCopyTo(destination);
    }

    /// <summary>The current value as a whole number, whether written as a number or as text; null for null and for empty text.</summary>
    public bool TryGetInt(out int? value)
    {
        value = null;
        Span<byte> text = stackalloc byte[16];
        if (!TryCopyText(text, out var length)) return false;
        var digits = text[..length].Trim(" "u8);
        if (digits.IsEmpty) return true;
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }

    /// <summary>
    /// Appends the current property to <paramref name="output"/> as strict JSON, without comments and trailing commas, escapes as they came.
    /// False if some text in it is none.
    /// </summary>
    public bool TryCopyProperty(IBufferWriter<byte> output)
    {
        var right = !_name.IsEmpty || _rawName.IsEmpty;
        Quote(output, _rawName);
        output.Write(":"u8);
        var depth = _reader.CurrentDepth;
        var comma = false;
        do
        {
            var token = _reader.TokenType;
            if (comma && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray)) output.Write(","u8);
            comma = token is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
            if (_reader.ValueIsEscaped) right &= TryGetString(out _);
            CopyToken(output, token);
            if (comma && _reader.CurrentDepth == depth) return right;
        }
        while (_reader.Read());
        return right;
    }

    private readonly void CopyToken(IBufferWriter<byte> output, JsonTokenType token)
    {
        if (token is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            Quote(output, _reader.ValueSpan);
            if (token == JsonTokenType.PropertyName) output.Write(":"u8);
        }
        else
        {
            output.Write(_reader.ValueSpan);
        }
    }

    private static void Quote(IBufferWriter<byte> output, ReadOnlySpan<byte> raw)
    {
        output.Write("\""u8);
        output.Write(raw);
        output.Write("\""u8);
    }

    /// <summary>The current string or name. If the bytes are UTF-8, only an escaped lone surrogate can be wrong; the reader throws for it.</summary>
    public static bool TryGetString(in Utf8JsonReader reader, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private readonly bool TryGetString([NotNullWhen(true)] out string? text) => TryGetString(_reader, out text);
}
