namespace Gateway.Simulator.Reports;

/// <summary>The report for people.</summary>
internal static class RunReportText
{
    private const int WrongShownMax = 20;

    public static void Write(TextWriter output, RunReport report)
    {
        Line(output, $"{report.Terminals} socket terminals, {report.HttpTerminals} over HTTPS, {report.Seconds:F1} s, at most {report.ConnectedMax} connected");
        Line(output, $"connections  {report.Connects} made, {report.Reconnects} of them reconnects, {report.ConnectFailures} failed, {report.Resets} reset");
        if (report.Storm is { } storm) Line(output, $"storm        {storm.Served} of {storm.Terminals} served again, the last after {storm.SecondsToLast:F1} s");
        Latency(output, "heartbeats", report.Heartbeat, report.Seconds);
        Latency(output, "uploads   ", report.Upload, report.Seconds);
        if (report.HttpTerminals > 0) Latency(output, "polls     ", report.Poll, report.Seconds);
        Line(output, $"records      {report.RecordsAcknowledged} acknowledged, {report.RecordsUnacknowledged} not");
        Line(output, $"             {report.RecordsRepeated} sent again, {report.RecordsHeldBack} held back");
        Line(output, $"commands     {report.PersonsPushed} persons pushed, {report.PersonsRefused} refused, {report.PersonsDeleted} deleted");
        Line(output, $"             {report.ClocksSet} clocks set");
        Line(output, $"unanswered   {report.AnswersLost} lost with their connection, {report.Timeouts} timed out");
        Line(output, $"wrong        {report.Wrong}");
        foreach (var wrong in report.WrongAnswers.Take(WrongShownMax)) output.WriteLine($"             {wrong}");
        output.WriteLine(report.Failure is { } failure ? $"FAILED: {failure}" : "fine: every answer was right");
    }

    private static void Latency(TextWriter output, string name, LatencySummary latency, double seconds)
    {
        Line(output, $"{name}   {latency.Count}, {latency.Count / Math.Max(seconds, 1):F1}/s");
        Line(output, $"             ms: p50 {latency.P50Ms:F2} p90 {latency.P90Ms:F2} p99 {latency.P99Ms:F2} p99.9 {latency.P999Ms:F2} max {latency.MaxMs:F2}");
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
