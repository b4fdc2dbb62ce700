using Gateway.Actors.Time;
using Gateway.Storage.Counts;
using Gateway.WebConsole.Charts;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Board;

/// <summary>The curve of the day: how many have clocked in, over what is usual on this day of the week.</summary>
internal static class BoardCurve
{
    /// <param name="from">What was before is in the first point.</param>
    public static IReadOnlyList<ChartSeries> Of(BoardSample sample, GatewayZone zone, ConsoleText text, DateTimeOffset from, DateTimeOffset to)
    {
        var day = text.Weekday(sample.Day.DayOfWeek);
        var series = new List<ChartSeries>();
        var usual = sample.Curve.Select(slot => (Slot: slot, End: ClockInTime.At(zone, sample.Day, slot.Slot + 1))).Where(slot => slot.End >= from && slot.End <= to).ToList();
        if (usual.Count > 0)
        {
            series.Add(new ChartSeries(
                text.T($"8 of 10 {day}s lay here", $"过去 8 个{day}的 10–90 % 区间"), ChartStyle.Band,
                [.. usual.Select(static slot => new ChartPoint(slot.End, slot.Slot.High, slot.Slot.Low))]));
            series.Add(new ChartSeries(
                text.T($"median of the last {day}s", $"过去 8 个{day}的中位数"), ChartStyle.Usual, [.. usual.Select(static slot => new ChartPoint(slot.End, slot.Slot.Median))]));
        }

        series.Add(new ChartSeries(text.T("today", "今天"), ChartStyle.Line, Today(sample, zone, from)));
        return series;
    }

    /// <summary>Whether two curves are drawn alike.</summary>
    public static bool AreSame(IReadOnlyList<ChartSeries> one, IReadOnlyList<ChartSeries> other) =>
        one.Count == other.Count && one.Zip(other, static (a, b) => a with { Points = b.Points } == b && a.Points.SequenceEqual(b.Points)).All(static isSame => isSame);

    private static List<ChartPoint> Today(BoardSample sample, GatewayZone zone, DateTimeOffset from)
    {
        var persons = sample.Today.ToDictionary(static slot => slot.Slot, static slot => slot.Persons);
        // To the minute: each drawing goes to every board that is open.
        var now = sample.At.AddTicks(-(sample.At.Ticks % TimeSpan.TicksPerMinute));
        var (points, sum) = (new List<ChartPoint>(), 0);
        for (var slot = 0; slot < ClockInTime.Slots; slot++)
        {
            var end = ClockInTime.At(zone, sample.Day, slot + 1);
            sum += persons.GetValueOrDefault(slot);
            if (end >= from) points.Add(new ChartPoint(end < now ? end : now, sum));
            if (end >= sample.At) break;
        }

        return points;
    }
}
