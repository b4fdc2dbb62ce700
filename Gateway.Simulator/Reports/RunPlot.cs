namespace Gateway.Simulator.Reports;

/// <summary>A run as an SVG picture: rates above, percentiles of latency below on a logarithmic scale, over time.</summary>
internal static class RunPlot
{
    private const int Width = 1000;
    private const int Left = 70;
    private const int PlotWidth = 900;
    private const int PanelHeight = 220;
    private const int RateTop = 40;
    private const int LatencyTop = 310;
    private const double LatencyMinMs = 0.1;
    private const int LatencyDecades = 6;

    /// <summary>The picture.</summary>
    /// <exception cref="FormatException">The report holds no readable histograms.</exception>
    public static string Draw(RunReport report)
    {
        var svg = new StringBuilder();
        Put(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} 570\" font-family=\"sans-serif\" font-size=\"12\">");
        Put(svg, $"<rect width=\"{Width}\" height=\"570\" fill=\"white\"/>");
        Text(svg, Left, 20, $"{report.Terminals + report.HttpTerminals} terminals, {report.Seconds:F0} s, {report.Wrong} wrong answers");
        var points = report.Timeline;
        if (points.Count > 0)
        {
            var start = points[0].UnixSeconds - points[0].Seconds;
            var length = Math.Max(points[^1].UnixSeconds - start, 1);
            var at = points.Select(point => Left + (PlotWidth * (point.UnixSeconds - start) / length)).ToArray();
            var heartbeats = points.Select(point => LatencySummary.Of(EncodedHistogram.Merge([point.Heartbeat]))).ToArray();
            var uploads = points.Select(point => LatencySummary.Of(EncodedHistogram.Merge([point.Upload]))).ToArray();
            Rates(svg, points, at, heartbeats, uploads);
            Latencies(svg, at, heartbeats, uploads);
            for (var tick = 0; tick <= 10; tick++) Text(svg, Left + (PlotWidth * tick / 10) - 8, LatencyTop + PanelHeight + 18, $"{length * tick / 10:F0} s");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Rates(StringBuilder svg, IReadOnlyList<TimelinePoint> points, double[] at, LatencySummary[] heartbeats, LatencySummary[] uploads)
    {
        double[] PerSecond(LatencySummary[] summaries) => [.. summaries.Select((summary, i) => summary.Count / Math.Max(points[i].Seconds, 0.001))];
        var beatRates = PerSecond(heartbeats);
        var uploadRates = PerSecond(uploads);
        var max = Math.Max(1, beatRates.Concat(uploadRates).Max());
        Frame(svg, RateTop);
        for (var line = 0; line <= 4; line++) Text(svg, 8, RateTop + PanelHeight - (PanelHeight * line / 4) + 4, $"{max * line / 4:F0}/s");
        double Y(double rate) => RateTop + PanelHeight - (PanelHeight * rate / max);
        Curve(svg, "#1f77b4", at, beatRates, Y, "heartbeats/s", 0, RateTop);
        Curve(svg, "#d62728", at, uploadRates, Y, "uploads/s", 1, RateTop);
        var most = Math.Max(1, points.Max(point => point.Connected));
        double[] connected = [.. points.Select(point => max * point.Connected / most)];
        Curve(svg, "#999999", at, connected, Y, string.Create(CultureInfo.InvariantCulture, $"connected (top = {most})"), 2, RateTop);
    }

    private static void Latencies(StringBuilder svg, double[] at, LatencySummary[] heartbeats, LatencySummary[] uploads)
    {
        Frame(svg, LatencyTop);
        for (var decade = 0; decade <= LatencyDecades; decade++)
            Text(svg, 8, LatencyTop + PanelHeight - (PanelHeight * decade / LatencyDecades) + 4, $"{LatencyMinMs * Math.Pow(10, decade):G} ms");

        static double Y(double ms) =>
            LatencyTop + PanelHeight - (PanelHeight * Math.Clamp(Math.Log10(Math.Max(ms, LatencyMinMs) / LatencyMinMs) / LatencyDecades, 0, 1));
        Curve(svg, "#1f77b4", at, [.. heartbeats.Select(GapOr(summary => summary.P50Ms))], Y, "heartbeat p50", 0, LatencyTop);
        Curve(svg, "#17becf", at, [.. heartbeats.Select(GapOr(summary => summary.P99Ms))], Y, "heartbeat p99", 1, LatencyTop);
        Curve(svg, "#d62728", at, [.. uploads.Select(GapOr(summary => summary.P50Ms))], Y, "upload p50", 2, LatencyTop);
        Curve(svg, "#ff7f0e", at, [.. uploads.Select(GapOr(summary => summary.P99Ms))], Y, "upload p99", 3, LatencyTop);
    }

    /// <summary>A second without requests has no latency: NaN leaves a gap.</summary>
    private static Func<LatencySummary, double> GapOr(Func<LatencySummary, double> value) => summary => summary.Count == 0 ? double.NaN : value(summary);

    private static void Frame(StringBuilder svg, int top) =>
        Put(svg, $"<rect x=\"{Left}\" y=\"{top}\" width=\"{PlotWidth}\" height=\"{PanelHeight}\" fill=\"none\" stroke=\"#cccccc\"/>");

    private static void Curve(StringBuilder svg, string colour, double[] at, double[] values, Func<double, double> y, string name, int place, int top)
    {
        var path = new StringBuilder();
        var down = false;
        for (var i = 0; i < at.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                down = false;
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{at[i]:F1} {y(values[i]):F1}");
            down = true;
        }

        Put(svg, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-linecap=\"round\" stroke-width=\"1.5\"/>");
        Put(svg, $"<text x=\"{Left + (place * 150)}\" y=\"{top - 6}\" fill=\"{colour}\">{name}</text>");
    }

    private static void Text(StringBuilder svg, int x, int y, FormattableString text) =>
        Put(svg, $"<text x=\"{x}\" y=\"{y}\">{text.ToString(CultureInfo.InvariantCulture)}</text>");

    private static void Put(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
