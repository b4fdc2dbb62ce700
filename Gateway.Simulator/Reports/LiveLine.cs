namespace Gateway.Simulator.Reports;

/// <summary>The counters of a run as one line a second.</summary>
internal sealed class LiveLine(RunCounters counters, WrongAnswerLog wrong, LatencyRecorder heartbeat, LatencyRecorder upload)
{
    /// <summary>Most connections that were open when a line was made.</summary>
    public long ConnectedMax { get; private set; }

    /// <summary>Every second so far, oldest first.</summary>
    public List<TimelinePoint> Timeline { get; } = [];

    /// <summary>The pulls of HTTPS terminals; null when there are none.</summary>
    public LatencyRecorder? Poll { get; init; }

    /// <summary>What happened since the last line.</summary>
    /// <param name="elapsed">Since the run began.</param>
    /// <param name="interval">Since the last line.</param>
    /// <param name="at">UTC.</param>
    public string Next(TimeSpan elapsed, TimeSpan interval, DateTimeOffset at)
    {
        var connected = counters.Connected;
        ConnectedMax = Math.Max(ConnectedMax, connected);
        var beats = heartbeat.TakeInterval();
        var uploads = upload.TakeInterval();
        Timeline.Add(new TimelinePoint(
            at.ToUnixTimeMilliseconds() / 1000d, Math.Round(interval.TotalSeconds, 3), connected, heartbeat.EncodeInterval(), upload.EncodeInterval()));
        var seconds = Math.Max(interval.TotalSeconds, 0.001);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds,4:F0} s  {connected} connected  {beats.Count / seconds:F0} heartbeats/s  {uploads.Count / seconds:F0} uploads/s  "
            + $"{counters.RecordsAcknowledged} acked  {counters.Reconnects} reconnects  {wrong.Count} wrong  "
            + $"p50/p99 ms: heartbeat {beats.P50Ms:F1}/{beats.P99Ms:F1} upload {uploads.P50Ms:F1}/{uploads.P99Ms:F1}")
            + (Poll?.TakeInterval() is { } polls
                ? string.Create(CultureInfo.InvariantCulture, $" poll {polls.P50Ms:F1}/{polls.P99Ms:F1}, {polls.Count / seconds:F0} polls/s")
                : "");
    }
}
