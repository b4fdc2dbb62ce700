using Gateway.Platform.Problems;
using Gateway.Platform.Sheets;

namespace Gateway.WebConsole.Import;

/// <summary>A sheet of which it is known what its columns are.</summary>
public sealed class SheetTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportField> _fields = new(StringComparer.Ordinal);

    internal SheetTable(IReadOnlyList<Sheet> sheets, SheetMapping mapping)
    {
        var rows = sheets[mapping.Sheet].Rows;
        Header = rows[mapping.Header];
        Rows = [.. rows.Skip(mapping.Header + 1)];
        for (var column = 0; column < mapping.Fields.Count; column++)
        {
            if (mapping.Fields[column] is not { } field) continue;
            _columns[field.Name] = column;
            _fields[field.Name] = field;
        }
    }

    /// <summary>The titles.</summary>
    internal SheetRow Header { get; }

    /// <summary>What stands below them.</summary>
    internal IReadOnlyList<SheetRow> Rows { get; }

    /// <summary>Titles of the columns that are not imported.</summary>
    public IEnumerable<string> Ignored => Header.Cells.Where((title, column) => title.Length > 0 && !_columns.ContainsValue(column));

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string field) => _columns.ContainsKey(field);

    /// <summary>The column of a field; null: there is none.</summary>
    public int? ColumnOf(string field) => _columns.TryGetValue(field, out var column) ? column : null;

    /// <summary>The cell's text; empty when it is, or when there is no such column. What it cannot be goes to <paramref name="errors"/>.</summary>
    /// <param name="isWord">No text for people: full width becomes half.</param>
    internal string Text(SheetRow row, string field, FieldErrors errors, bool isWord = true)
    {
        if (!_columns.TryGetValue(field, out var column)) return "";
        var text = CellText.Clean(row[column]);
        if (isWord) text = CellText.Narrow(text);
        if (CellText.IsFormulaFault(text)) errors.Add(field, ProblemKinds.FieldInvalid, $"is the error {text} of a formula in the sheet");
        else if (_fields[field].IsIdentifier && CellText.IsExponent(text))
            errors.Add(field, ProblemKinds.FieldInvalid, $"has lost its last digits: the sheet keeps it as the number {text}; format the column as text and enter it again");
        return text;
    }
}
