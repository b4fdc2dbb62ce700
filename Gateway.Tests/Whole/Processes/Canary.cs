namespace Gateway.Tests.Whole.Processes;

/// <summary>Something that must be nowhere in clear, in any of the forms in which it could be written.</summary>
/// <param name="What">For the failing test.</param>
/// <param name="Forms">Bytes that must not be found.</param>
internal sealed record Canary(string What, IReadOnlyList<(string Form, byte[] Bytes)> Forms)
{
    /// <summary>A text: UTF-8, UTF-16, Base64 at every alignment, hexadecimal, percent-encoded, escaped as JSON does.</summary>
    public static Canary OfText(string what, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var utf16 = Encoding.Unicode.GetBytes(text);
        List<(string, byte[])> forms =
        [
            ("UTF-8", utf8),
            ("UTF-16", utf16),
            ("UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text)),
            .. Encoded(utf8),
            .. Encoded(utf16)
        ];
        if (text.Any(c => c > '~'))
        {
            forms.Add(("percent-encoded", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text))));
            forms.Add(("JSON", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:X4}")))));
            forms.Add(("JSON", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:x4}")))));
        }

        return new Canary(what, forms);
    }

    /// <summary>Bytes: a piece of them as they are, in Base64, in hexadecimal.</summary>
    public static Canary OfBytes(string what, byte[] bytes)
    {
        var piece = bytes[300..345];
        return new Canary(what, [("bytes", piece), .. Encoded(piece)]);
    }

    /// <summary>The forms in which it is in some bytes.</summary>
    public IEnumerable<string> FoundIn(string where, byte[] bytes) =>
        Forms.Where(form => bytes.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => $"{What} as {form.Form} in {where}");

    private static IEnumerable<(string, byte[])> Encoded(byte[] bytes)
    {
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        for (var before = 0; before < 3; before++)
        {
            // Characters that carry bits of neighbours only are left out at both ends.
            var length = (bytes.Length + before) / 3 * 3 - before;
            var text = Convert.ToBase64String([.. new byte[before], .. bytes[..length]]);
            var core = text[(before == 0 ? 0 : before + 1)..];
            yield return ("Base64", Encoding.ASCII.GetBytes(core));
            yield return ("Base64 for addresses", Encoding.ASCII.GetBytes(core.Replace('+', '-').Replace('/', '_')));
        }
    }
}
