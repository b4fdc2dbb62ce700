namespace Gateway.Platform.Import;

/// <summary>
/// One row of a CSV (RFC 4180): fields between commas, in double quotes where needed, a quote inside doubled. One difference: a field cannot span lines,
/// so that an unclosed quote spoils its own line only.
/// </summary>
internal static class CsvLine
{
    /// <summary>Splits a row; null when it was split, else what is wrong with it.</summary>
    public static string? Split(string line, List<string> fields)
    {
        fields.Clear();
        var at = 0;
        while (true)
        {
            var error = at < line.Length && line[at] == '"' ? ReadQuoted(line, ref at, fields) : ReadPlain(line, ref at, fields);
            if (error is not null) return error;
            if (at == line.Length) return null;
            at++; // The comma.
        }
    }

    private static string? ReadPlain(string line, ref int at, List<string> fields)
    {
        var end = line.IndexOf(',', at);
        if (end < 0) end = line.Length;
        var field = line[at..end];
        if (field.Contains('"')) return $"field {fields.Count + 1} has a quote but does not begin with one";
        fields.Add(field.Trim());
        at = end;
        return null;
    }

    private static string? ReadQuoted(string line, ref int at, List<string> fields)
    {
        var field = new StringBuilder();
        while (true)
        {
            var quote = line.IndexOf('"', at + 1);
            if (quote < 0) return $"field {fields.Count + 1} has an opening quote and no closing one";
            field.Append(line, at + 1, quote - at - 1);
            at = quote + 1;
            if (at < line.Length && line[at] == '"')
            {
                field.Append('"');
                continue;
            }

            if (at < line.Length && line[at] != ',') return $"field {fields.Count + 1} goes on after its closing quote";
            fields.Add(field.ToString());
            return null;
        }
    }
}
