namespace Gateway.Platform.Sheets;

/// <summary>A file that may be a CSV or an XLSX: what it is, its first bytes say, not its name.</summary>
internal static class SheetFile
{
    /// <summary>Reads its sheets; at least one, each with a row.</summary>
    /// <exception cref="SheetException">It cannot be read, or is too large.</exception>
    public static IReadOnlyList<Sheet> Read(byte[] file, CancellationToken cancellation)
    {
        if (file.Length > SheetLimits.BytesMax) throw new SheetException(SheetFault.TooLarge);
        if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) throw new SheetException(SheetFault.OldFormat);
        var sheets = file.AsSpan().StartsWith("PK\u0003\u0004"u8) ? XlsxWorkbook.Read(new MemoryStream(file), cancellation) : [CsvSheet.Read(file)];
        return sheets.Any(static sheet => sheet.Rows.Count > 0) ? sheets : throw new SheetException(SheetFault.Empty);
    }
}
