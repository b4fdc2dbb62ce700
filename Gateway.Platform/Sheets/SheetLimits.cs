namespace Gateway.Platform.Sheets;

/// <summary>Limits of sheets: what is held of one in memory are its texts.</summary>
internal static class SheetLimits
{
    /// <summary>Bytes of a CSV or XLSX file: 16 MiB.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <summary>Bytes of all parts of an XLSX, unpacked: 96 MiB.</summary>
    public const long UnpackedMax = 96L * 1024 * 1024;

    /// <summary>Characters of all texts of a workbook: 16 million.</summary>
    public const long CharactersMax = 16 * 1024 * 1024;

    /// <summary>Columns that may have a text.</summary>
    public const int ColumnsMax = 100;

    /// <summary>Characters of a cell: Excel's own limit.</summary>
    public const int CellLengthMax = 32_767;

    /// <summary>Rows of all sheets of a workbook that have a text.</summary>
    public const int RowsMax = 50_100;

    /// <summary>Sheets of a workbook that are looked at.</summary>
    public const int SheetsMax = 20;

    /// <summary>Cell formats of a workbook; Excel's own limit is 64 000.</summary>
    public const int FormatsMax = 65_000;

    /// <summary>Bytes of a ZIP with photos: 512 MiB.</summary>
    public const long ArchiveBytesMax = 512L * 1024 * 1024;

    /// <summary>Entries of a ZIP with photos.</summary>
    public const int EntriesMax = 25_000;

    /// <summary>Bytes of the list of a ZIP's entries: 16 MiB. It is read into memory whole.</summary>
    public const long DirectoryBytesMax = 16L * 1024 * 1024;
}
