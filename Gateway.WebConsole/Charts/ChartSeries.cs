using Gateway.WebConsole.Parts;

namespace Gateway.WebConsole.Charts;

/// <summary>One series of a chart.</summary>
/// <param name="Name">In the viewer's language.</param>
/// <param name="Points">By time.</param>
/// <param name="Level">Of what needs a person; its colour.</param>
public sealed record ChartSeries(string Name, ChartStyle Style, IReadOnlyList<ChartPoint> Points, Level Level = Level.Plain);
