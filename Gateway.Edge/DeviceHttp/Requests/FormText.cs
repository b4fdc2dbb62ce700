namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> and query strings, leniently: what is no escape stays as it is.</summary>
internal static class FormText
{
    /// <summary>Adds the parameters of <c>a=1&amp;b=2</c>. The bytes are decoded in place.</summary>
    public static void Read(Memory<byte> text, RequestParameters parameters)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'&');
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            var equals = pair.Span.IndexOf((byte)'=');
            if (equals <= 0) continue;
            var name = pair[..equals];
            var value = pair[(equals + 1)..];
            parameters.Add(Encoding.UTF8.GetString(name.Span[..Decode(name.Span)]), value[..Decode(value.Span)]);
        }
    }

    /// <summary>Decodes in place: <c>+</c> is a space, <c>%XX</c> a byte.</summary>
    /// <returns>The decoded length.</returns>
    private static int Decode(Span<byte> text)
    {
        if (text.IndexOfAny((byte)'%', (byte)'+') < 0) return text.Length;
        text.Replace((byte)'+', (byte)' ');
        return PercentText.Decode(text);
    }
}
