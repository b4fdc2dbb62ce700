namespace Gateway.WebConsole.Exports;

/// <summary>Forms of a file, as the address names them.</summary>
internal static class SheetFormats
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
}
