using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>One run of many terminals, from the first connection to the report.</summary>
internal sealed class RunSession(RunSettings settings, TextWriter output, TimeProvider time)
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
        var context = new RunContext(time, settings.Fleet) { AckLog = ackLog, ReceivedLog = receivedLog };
        var fleet = new Fleet(context, settings.Gateway, settings.Identities());
        var live = new LiveLine(context.Counters, context.Wrong, context.HeartbeatLatency, context.UploadLatency);
        using var fleetStop = new CancellationTokenSource();
        var start = time.GetTimestamp();
        var running = fleet.RunAsync(fleetStop.Token);

        await WatchAsync(live, start, () => running.IsCompleted || stop.IsCancellationRequested || time.GetElapsedTime(start) >= settings.Duration);
        context.StopRecording();
        var over = time.GetTimestamp();
        await WatchAsync(live, start, () => running.IsCompleted || fleet.Unacknowledged == 0 || time.GetElapsedTime(over) >= settings.DrainMax);
        await fleetStop.CancelAsync();
        await running;
        var elapsed = time.GetElapsedTime(start);
        await fleet.HangUpAsync(HangUpMax);
        return Report(context, fleet, live.ConnectedMax, elapsed);
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
            await output.WriteLineAsync(live.Next(time.GetElapsedTime(start), interval));
        }
    }

    private RunReport Report(RunContext context, Fleet fleet, long connectedMax, TimeSpan elapsed)
    {
        var counters = context.Counters;
        return new RunReport
        {
            Terminals = settings.Terminals,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            ConnectedMax = connectedMax,
            Connects = counters.Connects,
            ConnectFailures = counters.ConnectFailures,
            Reconnects = counters.Reconnects,
            Resets = counters.Resets,
            Heartbeat = context.HeartbeatLatency.TakeAll(),
            Upload = context.UploadLatency.TakeAll(),
            RecordsAcknowledged = counters.RecordsAcknowledged,
            RecordsUnacknowledged = fleet.Unacknowledged,
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
