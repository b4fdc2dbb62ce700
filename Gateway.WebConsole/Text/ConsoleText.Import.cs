using Gateway.Platform.Sheets;

namespace Gateway.WebConsole.Text;

/// <summary>Files that cannot be read.</summary>
public sealed partial record ConsoleText
{
    internal string SheetFault(SheetFault fault) => fault switch
    {
        Platform.Sheets.SheetFault.NotASheet => T("That is neither a CSV nor an Excel file (.xlsx).", "文件既不是 CSV，也不是 Excel 工作簿（.xlsx）。"),
        Platform.Sheets.SheetFault.OldFormat => T(
            "That is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.", "这是旧版 Excel 文件（.xls）或带密码的文件，请另存为不带密码的 .xlsx。"),
        Platform.Sheets.SheetFault.Broken => T("The file is damaged. Open it, save it anew and try again.", "文件已损坏，请打开后重新保存再试。"),
        Platform.Sheets.SheetFault.EncodingUnknown => T(
            "The text of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx.", "无法识别文件的编码，请另存为“CSV UTF-8”或 .xlsx。"),
        Platform.Sheets.SheetFault.Empty => T("The file is empty.", "文件是空的。"),
        Platform.Sheets.SheetFault.TooLarge => T("The file is too large: 16 MiB at most.", "文件过大：最多 16 MiB。"),
        Platform.Sheets.SheetFault.TooManyRows => T("The file has too many rows: 50 000 terminals or 20 000 persons at most.", "行数过多：终端最多 50 000 行，人员最多 20 000 行。"),
        Platform.Sheets.SheetFault.TooManyColumns => T("The file has a text beyond column 100 (CV).", "第 100 列（CV）之后仍有内容，请删除多余的列。"),
        Platform.Sheets.SheetFault.ArchiveTooLarge => T("The ZIP is too large: 512 MiB and 25 000 files at most.", "ZIP 过大：最多 512 MiB、25 000 个文件。"),
        Platform.Sheets.SheetFault.ArchiveWithoutOneSheet => T(
            "There must be one sheet in the ZIP (.xlsx or .csv), or choose the sheet beside it.", "ZIP 中须有且只有一个表格（.xlsx 或 .csv），或者同时选择表格和 ZIP。"),
        _ => fault.ToString(),
    };
}
