namespace Gateway.WebConsole.Charts;

/// <summary>How a series is drawn. Each has a shape of its own, so that none is told apart by colour alone.</summary>
public enum ChartStyle
{
    Line,

    /// <summary>Dashed: what is usual.</summary>
    Usual,

    /// <summary>An area between two values.</summary>
    Band,

    /// <summary>From each time to the next one.</summary>
    Bars,

    /// <summary>A short level line over a bar: what is usual.</summary>
    Marks,
}
