using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Gateway.WebConsole.Charts;

/// <summary>Draws a chart with OxyPlot. Colours stand for what they mean until <see cref="ChartMarkup"/> names them, so that one drawing serves both themes.</summary>
internal static class ChartDrawing
{
    private const double FontSize = 12;
    private const double LineWidth = 2.2;
    private const double UsualWidth = 1.6;
    private const double DotSize = 3.5;
    private const double Room = 8;

    /// <summary>Of a digit, in browsers: OxyPlot's own measure falls short of it. A Chinese character is as wide as it is high.</summary>
    private const double DigitWidth = 7;

    private const double LabelHeight = 22;

    /// <summary>Of the time up to the next point, left and right of a bar.</summary>
    private const double BarMargin = 0.12;

    private const double MarkMargin = 0.04;

    /// <summary>Above the highest value, so that it does not touch the edge.</summary>
    private const double Headroom = 1.04;

    /// <summary>In widths of the line.</summary>
    private static readonly double[] Dashes = [4, 3];

    /// <summary>An <c>svg</c> element.</summary>
    public static string Svg(ChartContent content, int width, string css)
    {
        var height = width < content.Height * 2 ? (int)(content.Height * 0.8) : content.Height;
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false };
        return ChartMarkup.Of(exporter.ExportToString(Model(content, width, height)), width, height, css);
    }

    private static PlotModel Model(ChartContent content, int width, int height)
    {
        var (from, to) = (ChartScale.Hours(content.From, content.Zone), ChartScale.Hours(content.To, content.Zone));
        var points = content.Series.SelectMany(static series => series.Points).Where(static point => double.IsFinite(point.Value)).ToList();
        var most = points.Select(static point => point.Value).DefaultIfEmpty(0).Max();
        var step = ChartScale.ValueStep(most, height);
        var top = Math.Max(step, Math.Ceiling(most * Headroom / step) * step);
        var model = new PlotModel
        {
            PlotAreaBorderThickness = new OxyThickness(0),
            Background = OxyColors.Undefined,
            DefaultFont = ChartMarkup.Font,
            Padding = new OxyThickness(0),
            PlotMargins = new OxyThickness(LabelWidth(top, step, content.IsChinese) + Room, Room, 2 * Room, LabelHeight),
            Culture = CultureInfo.InvariantCulture,
        };
        var timeStep = ChartScale.TimeStep(to - from, width);
        model.Axes.Add(Axis(AxisPosition.Bottom, from, Math.Max(to, from + timeStep), timeStep, hours => ChartScale.Time(hours, timeStep)));
        model.Axes.Add(Axis(AxisPosition.Left, 0, top, step, value => ChartScale.Value(value, top, content.IsChinese)));
        foreach (var series in content.Series.OrderBy(static series => Layer(series.Style))) Add(model, series, content);
        return model;
    }

    private static double LabelWidth(double top, double step, bool isChinese)
    {
        var widest = 0.0;
        for (var value = 0.0; value <= top; value += step)
            widest = Math.Max(widest, ChartScale.Value(value, top, isChinese).Sum(static letter => char.IsAscii(letter) ? DigitWidth : FontSize));

        return widest;
    }

    /// <summary>Areas below bars, bars below lines.</summary>
    private static int Layer(ChartStyle style) => style switch
    {
        ChartStyle.Band => 0,
        ChartStyle.Bars => 1,
        ChartStyle.Usual or ChartStyle.Marks => 2,
        _ => 3,
    };

    private static LinearAxis Axis(AxisPosition position, double least, double most, double step, Func<double, string> label) => new()
    {
        Position = position,
        Minimum = least,
        Maximum = most,
        MajorStep = step,
        MinorStep = step,
        MinorTickSize = 0,
        MajorTickSize = position == AxisPosition.Bottom ? Room / 2 : 0,
        TicklineColor = ChartMarkup.Edge,
        AxislineStyle = position == AxisPosition.Bottom ? LineStyle.Solid : LineStyle.None,
        AxislineColor = ChartMarkup.Edge,
        MajorGridlineStyle = position == AxisPosition.Left ? LineStyle.Solid : LineStyle.None,
        MajorGridlineColor = ChartMarkup.Line,
        TextColor = ChartMarkup.Dim,
        FontSize = FontSize,
        LabelFormatter = label,
        IsPanEnabled = false,
        IsZoomEnabled = false,
    };

    private static void Add(PlotModel model, ChartSeries series, ChartContent content)
    {
        var points = series.Points.Where(point => point.At <= content.To).Select(point => (X: ChartScale.Hours(point.At, content.Zone), point.Value, point.Low)).ToList();
        if (points.Count == 0) return;
        var length = points.Zip(points.Skip(1), static (one, next) => next.X - one.X).Where(static apart => apart > 0).DefaultIfEmpty(1).Min();
        switch (series.Style)
        {
            case ChartStyle.Band:
                var band = new AreaSeries { Fill = ChartMarkup.Band, Color = OxyColors.Transparent, Color2 = OxyColors.Transparent, StrokeThickness = 0 };
                foreach (var (x, value, low) in points.Where(static point => double.IsFinite(point.Value)))
                {
                    band.Points.Add(new DataPoint(x, value));
                    band.Points2.Add(new DataPoint(x, low ?? 0));
                }

                model.Series.Add(band);
                break;
            case ChartStyle.Bars:
                var bars = new RectangleBarSeries { FillColor = ChartMarkup.Of(series.Level), StrokeThickness = 0 };
                foreach (var (x, value, _) in points.Where(static point => point.Value > 0))
                    bars.Items.Add(new RectangleBarItem(x + (BarMargin * length), 0, x + ((1 - BarMargin) * length), value));

                model.Series.Add(bars);
                break;
            case ChartStyle.Marks:
                var marks = Line(ChartMarkup.Ink, UsualWidth);
                foreach (var (x, value, _) in points.Where(static point => double.IsFinite(point.Value)))
                    marks.Points.AddRange([new DataPoint(x + (MarkMargin * length), value), new DataPoint(x + ((1 - MarkMargin) * length), value), DataPoint.Undefined]);

                model.Series.Add(marks);
                break;
            default:
                AddLine(model, series, points, content);
                break;
        }
    }

    /// <summary>What is not over yet ends with a dot.</summary>
    private static void AddLine(PlotModel model, ChartSeries series, List<(double X, double Value, double? Low)> points, ChartContent content)
    {
        var isUsual = series.Style == ChartStyle.Usual;
        var line = isUsual ? Line(ChartMarkup.Dim, UsualWidth) : Line(ChartMarkup.Of(series.Level), LineWidth);
        if (isUsual) line.Dashes = Dashes;
        line.Points.AddRange(points.Select(static point => double.IsFinite(point.Value) ? new DataPoint(point.X, point.Value) : DataPoint.Undefined));
        model.Series.Add(line);
        var last = points[^1];
        if (isUsual || !double.IsFinite(last.Value)) return;
        var dot = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = DotSize, MarkerFill = ChartMarkup.Of(series.Level) };
        dot.Points.Add(new ScatterPoint(last.X, last.Value));
        model.Series.Add(dot);
    }

    private static LineSeries Line(OxyColor colour, double width) =>
        new() { Color = colour, StrokeThickness = width, LineStyle = LineStyle.Solid, LineJoin = LineJoin.Round, CanTrackerInterpolatePoints = false };
}
