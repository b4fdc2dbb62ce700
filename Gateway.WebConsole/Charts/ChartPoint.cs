namespace Gateway.WebConsole.Charts;

/// <summary>A value at a time, or from then on for bars and marks.</summary>
/// <param name="Value">Not a number: not known, a gap.</param>
/// <param name="Low">Of a band.</param>
public readonly record struct ChartPoint(DateTimeOffset At, double Value, double? Low = null);
