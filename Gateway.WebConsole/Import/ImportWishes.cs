namespace Gateway.WebConsole.Import;

/// <summary>What is chosen beside the file.</summary>
public sealed class ImportWishes
{
    /// <summary>What new terminals are of which the sheet does not say it.</summary>
    public string Kind { get; set; } = "attendance";

    /// <summary>Where terminals stand of which the sheet does not say it; empty: that stays as it is.</summary>
    public string Site { get; set; } = "";

    /// <summary>Who is in the roster and not in the sheet is taken out of it.</summary>
    public bool IsReplace { get; set; }
}
