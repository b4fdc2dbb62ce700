using HdrHistogram;

namespace Gateway.Simulator.Reports;

/// <summary>Reports of several processes that ran at the same time, as one.</summary>
internal static class ReportMerger
{
    /// <summary>Adds the counters and the histograms; the percentiles are those of all requests together, not means.</summary>
    /// <exception cref="FormatException">A report holds no readable histograms.</exception>
    public static RunReport Merge(IReadOnlyList<RunReport> reports)
    {
        if (reports is [var only]) return only;
        long Sum(Func<RunReport, long> counter) => reports.Sum(counter);
        var heartbeats = EncodedHistogram.Merge(reports.Select(report => report.HeartbeatHistogram));
        var uploads = EncodedHistogram.Merge(reports.Select(report => report.UploadHistogram));
        var polls = EncodedHistogram.Merge(reports.Select(report => report.PollHistogram));
        var timeline = Timeline(reports);
        return new RunReport
        {
            Terminals = reports.Sum(report => report.Terminals),
            HttpTerminals = reports.Sum(report => report.HttpTerminals),
            Seconds = reports.Max(report => report.Seconds),
            ConnectedMax = timeline.Count > 0 ? timeline.Max(point => point.Connected) : Sum(report => report.ConnectedMax),
            Connects = Sum(report => report.Connects),
            ConnectFailures = Sum(report => report.ConnectFailures),
            Reconnects = Sum(report => report.Reconnects),
            Resets = Sum(report => report.Resets),
            Heartbeat = LatencySummary.Of(heartbeats),
            Upload = LatencySummary.Of(uploads),
            Poll = LatencySummary.Of(polls),
            HeartbeatHistogram = EncodedHistogram.Write(heartbeats),
            UploadHistogram = EncodedHistogram.Write(uploads),
            PollHistogram = EncodedHistogram.Write(polls),
            Timeline = timeline,
            Storm = Storm(reports),
            RecordsAcknowledged = Sum(report => report.RecordsAcknowledged),
            RecordsUnacknowledged = Sum(report => report.RecordsUnacknowledged),
            RecordsRepeated = Sum(report => report.RecordsRepeated),
            RecordsHeldBack = Sum(report => report.RecordsHeldBack),
            AnswersLost = Sum(report => report.AnswersLost),
            Timeouts = Sum(report => report.Timeouts),
            PersonsPushed = Sum(report => report.PersonsPushed),
            PersonsRefused = Sum(report => report.PersonsRefused),
            PersonsDeleted = Sum(report => report.PersonsDeleted),
            ClocksSet = Sum(report => report.ClocksSet),
            Wrong = Sum(report => report.Wrong),
            WrongAnswers = [.. reports.SelectMany(report => report.WrongAnswers).OrderBy(wrong => wrong.At).Take(WrongAnswerLog.KeptMax)]
        };
    }

    /// <summary>Points of the same second of the clock become one; a process without a point in a second has none to add.</summary>
    private static List<TimelinePoint> Timeline(IReadOnlyList<RunReport> reports) =>
    [
        .. reports
            .SelectMany(report => report.Timeline)
            .GroupBy(point => Math.Floor(point.UnixSeconds))
            .OrderBy(second => second.Key)
            .Select(second => new TimelinePoint(
                second.Key,
                second.Max(point => point.Seconds),
                second.Sum(point => point.Connected),
                Encoded(second.Select(point => point.Heartbeat)),
                Encoded(second.Select(point => point.Upload))))
    ];

    private static string Encoded(IEnumerable<string> parts)
    {
        LongHistogram merged = EncodedHistogram.Merge(parts);
        return EncodedHistogram.Write(merged);
    }

    private static StormReport? Storm(IReadOnlyList<RunReport> reports)
    {
        var storms = reports.Select(report => report.Storm).OfType<StormReport>().ToList();
        return storms.Count == 0
            ? null
            : new StormReport(storms.Sum(storm => storm.Terminals), storms.Sum(storm => storm.Served), storms.Max(storm => storm.SecondsToLast));
    }
}
