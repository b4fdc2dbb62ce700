namespace Gateway.Platform.Sheets;

/// <summary>A sheet as people keep it: rows of texts.</summary>
/// <param name="Name">Of the sheet in its workbook; empty when there are no names (CSV).</param>
/// <param name="Rows">Without those that are empty.</param>
internal sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows)
{
    public override string ToString() => $"{Rows.Count} rows";
}

/// <summary>One row.</summary>
/// <param name="Number">As the program that shows the sheet counts, from 1.</param>
/// <param name="Cells">As far as the last one with a text; an empty one is an empty text.</param>
internal readonly record struct SheetRow(int Number, string[] Cells)
{
    /// <summary>The cell's text; empty beyond the last one.</summary>
    public string this[int column] => column < Cells.Length ? Cells[column] : "";

    public override string ToString() => $"row {Number}";
}
