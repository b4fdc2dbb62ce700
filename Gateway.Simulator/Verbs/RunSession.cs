using Gateway.Simulator.Http;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>One run of many terminals, from the first connection to the report.</summary>
/// <param name="persons">Who is on which terminal; null: terminals forget whom they took in.</param>
internal sealed class RunSession(RunSettings settings, TextWriter output, TimeProvider time, PersonLists? persons = null)
{
    private static readonly TimeSpan HangUpMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Runs for the time that is set, or until stopped, then lets the terminals finish their uploads and hang up.</summary>
    /// <exception cref="IOException">A log cannot be opened or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be opened.</exception>
    public async Task<RunReport> RunAsync(CancellationToken stop)
    {
        await using var ackLog = settings.AckLog is { } acks ? new AckLog(new JsonLineFile(acks, time)) : null;
        await using var receivedLog = settings.ReceivedLog is { } received ? new ReceivedLog(new JsonLineFile(received, time)) : null;
        var context = new RunContext(time, settings.Fleet) { AckLog = ackLog, ReceivedLog = receivedLog, Persons = persons };
        var fleet = new Fleet(context, new SingleEntrance(settings.Gateway), settings.Identities());
        var http = new HttpFleet(context, settings.DeviceHttp, settings.HttpIdentities());
        var live = new LiveLine(context.Counters, context.Wrong, context.HeartbeatLatency, context.UploadLatency)
        {
            Poll = settings.HttpTerminals > 0 ? context.PollLatency : null
        };
        using var fleetStop = new CancellationTokenSource();
        var start = time.GetTimestamp();
        Task[] fleets = [fleet.RunAsync(fleetStop.Token), http.RunAsync(fleetStop.Token)];
        bool HasFailed() => fleets.Any(running => running.IsFaulted);

        if (settings.StormAt is { } stormAt)
        {
            await WatchAsync(live, start, () => HasFailed() || stop.IsCancellationRequested || time.GetElapsedTime(start) >= stormAt);
            fleet.Storm();
        }

        await WatchAsync(live, start, () => HasFailed() || stop.IsCancellationRequested || time.GetElapsedTime(start) >= settings.Duration);
        context.StopRecording();
        var over = time.GetTimestamp();
        await WatchAsync(
            live, start, () => HasFailed() || fleet.Unacknowledged + http.Unacknowledged == 0 || time.GetElapsedTime(over) >= settings.DrainMax);
        await fleetStop.CancelAsync();
        await Task.WhenAll(fleets);
        var elapsed = time.GetElapsedTime(start);
        await fleet.HangUpAsync(HangUpMax);
        return Report(context, fleet.Unacknowledged + http.Unacknowledged, live, elapsed);
    }

    /// <summary>Writes a line a second until <paramref name="isOver"/>.</summary>
    private async Task WatchAsync(LiveLine live, long start, Func<bool> isOver)
    {
        var last = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        while (!isOver())
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            var interval = time.GetElapsedTime(last);
            if (interval < Second) continue;
            last = time.GetTimestamp();
            await output.WriteLineAsync(live.Next(time.GetElapsedTime(start), interval, time.GetUtcNow()));
        }
    }

    private RunReport Report(RunContext context, long unacknowledged, LiveLine live, TimeSpan elapsed)
    {
        var counters = context.Counters;
        return new RunReport
        {
            Terminals = settings.Terminals,
            HttpTerminals = settings.HttpTerminals,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            ConnectedMax = live.ConnectedMax,
            Connects = counters.Connects,
            ConnectFailures = counters.ConnectFailures,
            Reconnects = counters.Reconnects,
            Resets = counters.Resets,
            Heartbeat = context.HeartbeatLatency.TakeAll(),
            Upload = context.UploadLatency.TakeAll(),
            Poll = context.PollLatency.TakeAll(),
            HeartbeatHistogram = context.HeartbeatLatency.EncodeAll(),
            UploadHistogram = context.UploadLatency.EncodeAll(),
            PollHistogram = context.PollLatency.EncodeAll(),
            Timeline = live.Timeline,
            Storm = context.Storm.Report(),
            RecordsAcknowledged = counters.RecordsAcknowledged,
            RecordsUnacknowledged = unacknowledged,
            RecordsRepeated = counters.RecordsRepeated,
            RecordsHeldBack = counters.RecordsHeldBack,
            AnswersLost = counters.AnswersLost,
            Timeouts = counters.Timeouts,
            PersonsPushed = counters.PersonsPushed,
            PersonsRefused = counters.PersonsRefused,
            PersonsDeleted = counters.PersonsDeleted,
            ClocksSet = counters.ClocksSet,
            Wrong = context.Wrong.Count,
            WrongAnswers = context.Wrong.Kept()
        };
    }
}
