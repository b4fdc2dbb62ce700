namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>
/// Reads <c>multipart/form-data</c>. The boundary is taken from the body's first line, not from the header, which some clients misspell (field notes). Line
/// ends may be CRLF or LF.
/// </summary>
/// <remarks>
/// <code>
/// --boundary CRLF · header CRLF … · CRLF · value · CRLF --boundary CRLF … CRLF --boundary--
/// </code>
/// </remarks>
internal static class FormParts
{
    private const int BoundaryLengthMax = 200;
    private const int HeadersLengthMax = 4096;

    /// <summary>Whether a body looks like parts: its first line is a boundary, its second a header.</summary>
    public static bool AreIn(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart("\r\n"u8);
        return body.StartsWith("--"u8)
            && body.IndexOf((byte)'\n') is > 2 and < BoundaryLengthMax and var end
            && IndexOfIgnoreCase(body[(end + 1)..Math.Min(body.Length, end + HeadersLengthMax)], "content-") >= 0;
    }

    /// <summary>Adds the parameters of the parts. Parts without a name are left out; a part that is cut off counts as far as it came.</summary>
    public static void Read(ReadOnlyMemory<byte> body, RequestParameters parameters)
    {
        var rest = body[(body.Length - body.Span.TrimStart("\r\n"u8).Length)..];
        var lineEnd = rest.Span.IndexOf((byte)'\n');
        var boundary = rest.Span[..lineEnd].TrimEnd("\r"u8).ToArray();
        rest = rest[(lineEnd + 1)..];
        while (!rest.IsEmpty)
        {
            var end = EndOfPart(rest.Span, boundary);
            Part(rest[..end], parameters);
            if (end + 1 + boundary.Length >= rest.Length) return;
            rest = rest[(rest.Span[end] == '\r' ? end + 2 + boundary.Length : end + 1 + boundary.Length)..];
            if (rest.Span.StartsWith("--"u8)) return;
            lineEnd = rest.Span.IndexOf((byte)'\n');
            rest = lineEnd < 0 ? default : rest[(lineEnd + 1)..];
        }
    }

    /// <summary>Where the line end before the next boundary starts; the length when there is none.</summary>
    private static int EndOfPart(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> boundary)
    {
        for (var at = 0; rest[at..].IndexOf(boundary) is var found and >= 0; at += found + boundary.Length)
        {
            var start = at + found;
            if (start > 0 && rest[start - 1] == '\n') return start > 1 && rest[start - 2] == '\r' ? start - 2 : start - 1;
        }

        return rest.Length;
    }

    private static void Part(ReadOnlyMemory<byte> part, RequestParameters parameters)
    {
        string? name = null;
        while (part.Span.IndexOf((byte)'\n') is var end and >= 0 and < HeadersLengthMax)
        {
            var line = Encoding.UTF8.GetString(part.Span[..end].TrimEnd("\r"u8));
            part = part[(end + 1)..];
            if (line.Length == 0)
            {
                if (name is not null) parameters.Add(name, part);
                return;
            }

            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)) name = NameIn(line);
        }
    }

    /// <summary>The <c>name</c> of <c>form-data; name="idno"; filename="…"</c>; with or without quotes.</summary>
    private static string? NameIn(string header)
    {
        foreach (var item in header.Split(';').Skip(1))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && item.AsSpan(0, equals).Trim().Equals("name", StringComparison.OrdinalIgnoreCase)) return item[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    private static int IndexOfIgnoreCase(ReadOnlySpan<byte> text, string lowerCase) =>
        Encoding.Latin1.GetString(text).IndexOf(lowerCase, StringComparison.OrdinalIgnoreCase);
}
