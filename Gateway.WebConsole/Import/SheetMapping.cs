using Gateway.Platform.Sheets;

namespace Gateway.WebConsole.Import;

/// <summary>Which column of which sheet is what.</summary>
/// <param name="Sheet">Index of the sheet in its workbook.</param>
/// <param name="Header">Index of the row with the titles.</param>
/// <param name="Fields">By column; null: it is not imported.</param>
/// <param name="IsSure">Nobody has to look at it.</param>
public sealed record SheetMapping(int Sheet, int Header, IReadOnlyList<ImportField?> Fields, bool IsSure)
{
    /// <summary>Rows above the titles that a sheet may have: its name, the date, who made it.</summary>
    public const int HeaderRowsMax = 10;

    /// <summary>The best guess: the row with the most titles that are known.</summary>
    /// <param name="sheets">At least one, with rows.</param>
    internal static SheetMapping Guess(IReadOnlyList<Sheet> sheets, IReadOnlyList<ImportField> fields)
    {
        var places = from sheet in Enumerable.Range(0, sheets.Count)
                     from row in Enumerable.Range(0, Math.Min(HeaderRowsMax, sheets[sheet].Rows.Count))
                     select (sheet, row, known: Known(sheets[sheet].Rows[row], fields).Count(static field => field is not null));
        var (best, header, _) = places.Aggregate((sheet: 0, row: 0, known: -1), static (most, next) => next.known > most.known ? next : most);
        return Guess(sheets, best, header, fields);
    }

    /// <summary>The best guess for the titles of that row.</summary>
    internal static SheetMapping Guess(IReadOnlyList<Sheet> sheets, int sheet, int header, IReadOnlyList<ImportField> fields)
    {
        if (header >= sheets[sheet].Rows.Count) header = 0;
        var row = sheets[sheet].Rows.Count == 0 ? new SheetRow(1, []) : sheets[sheet].Rows[header];
        var known = Known(row, fields);
        var isTwice = known.Where(static field => field is not null).GroupBy(static field => field).Any(static same => same.Count() > 1);
        var key = fields[0];
        var at = Array.IndexOf(known, key);
        if (at < 0)
        {
            // Where persons have no other number, the work number is theirs.
            at = Array.FindIndex(known, static field => field?.Name == ImportFields.WorkSn);
            if (at >= 0) known[at] = key;
        }

        var isSure = at >= 0 && !isTwice;
        if (at < 0 && (at = Like(row, known, key)) >= 0) known[at] = key;
        for (var i = 0; i < known.Length; i++) if (Array.IndexOf(known, known[i]) < i) known[i] = null; // The first one of two.
        return new SheetMapping(sheet, header, known, isSure);
    }

    /// <summary>The same with another meaning of one column; whichever had that meaning loses it.</summary>
    public SheetMapping With(int column, ImportField? field) =>
        this with { Fields = [.. Fields.Select((old, at) => at == column ? field : field is not null && old == field ? null : old)] };

    private static ImportField?[] Known(SheetRow row, IReadOnlyList<ImportField> fields) =>
        [.. row.Cells.Select(title => HeaderText.Meanings(title).Select(meaning => Named(meaning, fields)).FirstOrDefault(static field => field is not null))];

    private static ImportField? Named(string meaning, IReadOnlyList<ImportField> fields) =>
        fields.FirstOrDefault(field => HeaderText.Names(field).Contains(meaning, StringComparer.Ordinal));

    /// <summary>A column whose title has one of the field's names in it, and which is nothing else; -1: there is none.</summary>
    private static int Like(SheetRow row, ImportField?[] known, ImportField field)
    {
        var names = HeaderText.Names(field).Where(static name => name.Length > 1).ToList();
        bool IsLike(string meaning) => names.Exists(name => meaning.Contains(name, StringComparison.Ordinal));
        return Enumerable.Range(0, known.Length).FirstOrDefault(column => known[column] is null && HeaderText.Meanings(row.Cells[column]).Any(IsLike), -1);
    }
}
