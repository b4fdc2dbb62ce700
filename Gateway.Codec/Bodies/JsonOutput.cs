using System.Buffers.Text;

namespace Gateway.Codec.Bodies;

/// <summary>
/// JSON for embedded parsers: strict, without white space, and everything but '"', '\' and control characters as plain UTF-8. The platform's relaxed
/// encoder escapes characters beyond the BMP, which rare names have. Every method has its twin that gives the exact length.
/// </summary>
internal static class JsonOutput
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    /// <summary>Runs a writer and gives what it wrote.</summary>
    public static byte[] ToArray<TBody>(TBody body, Action<IBufferWriter<byte>, TBody> write)
    {
        var output = new ArrayBufferWriter<byte>(256);
        write(output, body);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A string with its quotes. A lone surrogate becomes U+FFFD.</summary>
    public static void Text(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(rest[..at], output);
            Escape(output, rest[at]);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
    }

    /// <summary>Bytes that <see cref="Text"/> writes.</summary>
    public static int TextLength(string text)
    {
        var length = 2;
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            length += Encoding.UTF8.GetByteCount(rest[..at]) + (ShortEscape(rest[at]) == 0 ? 6 : 2);
            rest = rest[(at + 1)..];
        }

        return length + Encoding.UTF8.GetByteCount(rest);
    }

    /// <summary>A number.</summary>
    public static void Number(IBufferWriter<byte> output, int number)
    {
        var span = output.GetSpan(11);
        number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Bytes that <see cref="Number"/> writes.</summary>
    public static int NumberLength(int number)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Bytes as a Base64 string with its quotes; unlike the platform's relaxed encoder's, its '+' is always plain.</summary>
    public static void Base64Text(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        output.Write("\""u8);
        var span = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, span, out _, out var written);
        output.Advance(written);
        output.Write("\""u8);
    }

    /// <summary>Bytes that <see cref="Base64Text"/> writes.</summary>
    public static int Base64TextLength(int bytes) => 2 + Base64.GetMaxEncodedToUtf8Length(bytes);

    private static void Escape(IBufferWriter<byte> output, char c)
    {
        if (ShortEscape(c) is var letter and not 0)
        {
            output.Write([(byte)'\\', letter]);
            return;
        }

        const string Digits = "0123456789abcdef";
        output.Write("\\u00"u8);
        output.Write([(byte)Digits[c >> 4], (byte)Digits[c & 15]]);
    }

    private static byte ShortEscape(char c) => c switch
    {
        '"' => (byte)'"',
        '\\' => (byte)'\\',
        '\b' => (byte)'b',
        '\f' => (byte)'f',
        '\n' => (byte)'n',
        '\r' => (byte)'r',
        '\t' => (byte)'t',
        _ => 0
    };
}
