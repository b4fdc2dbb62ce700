namespace Gateway.Platform.Sheets;

/// <summary>What the sheets of one workbook may still take.</summary>
internal sealed class SheetBudget
{
    private long _characters = SheetLimits.CharactersMax;
    private int _rows = SheetLimits.RowsMax;
    private long _bytes = SheetLimits.UnpackedMax;

    /// <exception cref="SheetException">Too much text.</exception>
    public void TakeCharacters(int count)
    {
        if ((_characters -= count) < 0) throw new SheetException(SheetFault.TooLarge);
    }

    /// <exception cref="SheetException">Too many rows.</exception>
    public void TakeRow()
    {
        if (--_rows < 0) throw new SheetException(SheetFault.TooManyRows);
    }

    /// <exception cref="SheetException">It unpacks to too many bytes.</exception>
    public void TakeBytes(int count)
    {
        if ((_bytes -= count) < 0) throw new SheetException(SheetFault.TooLarge);
    }
}
