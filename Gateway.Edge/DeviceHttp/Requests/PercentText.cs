namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Percent-encoded bytes.</summary>
internal static class PercentText
{
    /// <summary>Decodes every <c>%XX</c> in place, once. A <c>%</c> without two hexadecimal digits behind it stays.</summary>
    /// <returns>The decoded length.</returns>
    public static int Decode(Span<byte> text)
    {
        var from = text.IndexOf((byte)'%');
        if (from < 0) return text.Length;
        var to = from;
        for (; from < text.Length; from++)
        {
            if (text[from] == '%' && from + 2 < text.Length && Digit(text[from + 1]) is var high and >= 0 && Digit(text[from + 2]) is var low and >= 0)
            {
                text[to++] = (byte)((high << 4) | low);
                from += 2;
            }
            else
            {
                text[to++] = text[from];
            }
        }

        return to;
    }

    private static int Digit(byte character) => (char)character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };
}
