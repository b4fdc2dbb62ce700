namespace Gateway.Platform.Sheets;

/// <summary>Why a file cannot be read as a sheet.</summary>
internal enum SheetFault
{
    /// <summary>Neither CSV nor XLSX.</summary>
    NotASheet,

    /// <summary>The container of Excel 97 (.xls), which is also that of a workbook with a password.</summary>
    OldFormat,

    /// <summary>It claims to be one, and is broken.</summary>
    Broken,

    /// <summary>Neither UTF-8, nor UTF-16 with its mark, nor GB 18030.</summary>
    EncodingUnknown,

    /// <summary>There is no row in it.</summary>
    Empty,

    /// <summary>More than <see cref="SheetLimits.BytesMax"/>, or, unpacked, than <see cref="SheetLimits.UnpackedMax"/>.</summary>
    TooLarge,

    /// <summary>More rows than the caller takes.</summary>
    TooManyRows,

    /// <summary>A text beyond column <see cref="SheetLimits.ColumnsMax"/>.</summary>
    TooManyColumns,

    /// <summary>A ZIP of more than <see cref="SheetLimits.ArchiveBytesMax"/>, or of more entries than <see cref="SheetLimits.EntriesMax"/>.</summary>
    ArchiveTooLarge,

    /// <summary>A ZIP with no sheet in it, or with several.</summary>
    ArchiveWithoutOneSheet,
}
