namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>
/// Repairs the request lines of clients that put raw UTF-8 and spaces into the query (field notes, FeedBack), which HTTP does not allow and the server refuses
/// with 400: such bytes of the target become %XX, which is what they mean.
/// </summary>
internal static class RequestLine
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (byte)code)]);

    /// <summary>Copies one line. A line that is no request line, or needs no repair, is copied as it is.</summary>
    /// <param name="line">With its end, LF or CRLF.</param>
    /// <param name="output">Gets the line.</param>
    /// <param name="lengthMax">Bytes of the repaired line.</param>
    /// <param name="isBlank">Nothing but a line end: HTTP allows it before a request.</param>
    /// <returns>False: the line is too long; nothing was written.</returns>
    public static bool TryCopy(ReadOnlySpan<byte> line, IBufferWriter<byte> output, int lengthMax, out bool isBlank)
    {
        var text = line.TrimEnd("\r\n"u8);
        isBlank = text.IsEmpty;
        if (line.Length > lengthMax) return false;
        var start = text.IndexOf((byte)' ') + 1;
        var end = text.LastIndexOf(" HTTP/"u8);
        if (start == 0 || end <= start || !text[start..end].ContainsAnyExcept(Plain))
        {
            output.Write(line);
            return true;
        }

        var target = text[start..end].Trim((byte)' ');
        var odd = 0;
        foreach (var code in target) odd += Plain.Contains(code) ? 0 : 1;
        if (line.Length + (2L * odd) > lengthMax) return false;

        output.Write(text[..start]);
        Escape(target, output.GetSpan(target.Length + (2 * odd)));
        output.Advance(target.Length + (2 * odd));
        output.Write(line[end..]);
        return true;
    }

    private static void Escape(ReadOnlySpan<byte> target, Span<byte> escaped)
    {
        var at = 0;
        foreach (var code in target)
        {
            if (Plain.Contains(code))
            {
                escaped[at++] = code;
                continue;
            }

            escaped[at++] = (byte)'%';
            escaped[at++] = Digit(code >> 4);
            escaped[at++] = Digit(code & 0xF);
        }
    }

    private static byte Digit(int value) => "0123456789ABCDEF"u8[value];
}
