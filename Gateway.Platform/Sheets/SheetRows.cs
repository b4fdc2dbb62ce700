namespace Gateway.Platform.Sheets;

/// <summary>Collects the rows of a sheet within their limits; those without a text are counted and left out.</summary>
internal sealed class SheetRows(SheetBudget budget)
{
    private readonly List<SheetRow> _rows = [];
    private readonly List<string> _cells = [];

    public IReadOnlyList<SheetRow> Rows => _rows;

    /// <summary>Puts a text into the row that is being read.</summary>
    /// <exception cref="SheetException">It stands too far to the right, or there is too much text.</exception>
    public void Add(int column, string text)
    {
        if (text.Length == 0) return;
        if (column >= SheetLimits.ColumnsMax) throw new SheetException(SheetFault.TooManyColumns);
        budget.TakeCharacters(text.Length);
        while (_cells.Count <= column) _cells.Add("");
        _cells[column] = text;
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="SheetException">There are too many.</exception>
    public void End(int number)
    {
        if (_cells.Count == 0) return;
        budget.TakeRow();
        _rows.Add(new SheetRow(number, [.. _cells]));
        _cells.Clear();
    }
}
