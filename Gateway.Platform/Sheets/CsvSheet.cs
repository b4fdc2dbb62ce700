using System.Text.Unicode;

namespace Gateway.Platform.Sheets;

/// <summary>
/// Reads a CSV as programs for sheets write it: UTF-8 with or without a mark, UTF-16 with one, GBK or GB 18030; commas, tabs or semicolons; fields in quotes may span lines.
/// A row's number is that under which such a program shows it.
/// </summary>
internal static class CsvSheet
{
    private const char Quote = '"';

    private static readonly char[] Separators = [',', '\t', ';'];

    /// <summary>GB 18030 has GBK in it. Strict: what is not of it is no text.</summary>
    private static readonly Encoding Chinese =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Reads the file.</summary>
    /// <exception cref="SheetException">It is no text, or too much of it.</exception>
    public static Sheet Read(ReadOnlySpan<byte> file)
    {
        var text = Decode(file);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new SheetException(SheetFault.NotASheet);
        var separator = Separator(text);
        var rows = new SheetRows(new SheetBudget());
        var at = 0;
        for (var number = 1; at < text.Length; number++) ReadRow(text, separator, ref at, rows, number);
        return new Sheet("", rows.Rows);
    }

    private static string Decode(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("\uFEFF"u8) && Utf8.IsValid(file)) return Encoding.UTF8.GetString(file[3..]);
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(file[2..]);
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(file[2..]);
        if (Utf8.IsValid(file)) return Encoding.UTF8.GetString(file);
        try
        {
            return Chinese.GetString(file);
        }
        catch (DecoderFallbackException broken)
        {
            throw new SheetException(SheetFault.EncodingUnknown, broken);
        }
    }

    /// <summary>The one that stands most often in the first line with any.</summary>
    private static char Separator(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var (best, most) = (',', 0);
            foreach (var separator in Separators)
            {
                var count = line.Count(separator);
                if (count > most) (best, most) = (separator, count);
            }

            if (most > 0) return best;
        }

        return ',';
    }

    private static void ReadRow(string text, char separator, ref int at, SheetRows rows, int number)
    {
        for (var column = 0; ; column++)
        {
            rows.Add(column, text[at] == Quote && TryReadQuoted(text, separator, ref at, out var field) ? field : ReadPlain(text, separator, ref at));
            if (at < text.Length && text[at] == separator && ++at < text.Length) continue;
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            break;
        }

        rows.End(number);
    }

    private static string ReadPlain(string text, char separator, ref int at)
    {
        var rest = text.AsSpan(at);
        var length = rest.IndexOfAny(separator, '\r', '\n');
        if (length < 0) length = rest.Length;
        if (length > SheetLimits.CellLengthMax) throw new SheetException(SheetFault.NotASheet);
        at += length;
        return rest[..length].Trim().ToString();
    }

    /// <summary>False: its quote is never closed, so that it spoils its own line only.</summary>
    private static bool TryReadQuoted(string text, char separator, ref int at, out string field)
    {
        var read = new StringBuilder();
        for (var i = at + 1; i < text.Length && read.Length <= SheetLimits.CellLengthMax; i++)
        {
            if (text[i] != Quote)
            {
                read.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == Quote)
            {
                read.Append(text[i++]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] != separator && text[i + 1] is not ('\r' or '\n')) break;
            at = i + 1;
            field = read.ToString().Trim();
            return true;
        }

        field = "";
        return false;
    }
}
