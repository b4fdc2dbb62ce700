using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Time;
using Microsoft.Extensions.Logging;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Rosters;

/// <summary>
/// Turns the difference between what terminals should have and what they reported into commands (docs/decisions/0125-rosters-become-commands.md). One on every node; a worker for
/// each shard of sites that has terminals due, so that a site waits for no other. Two nodes share a shard by claims, and two that see to one terminal by its mark.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose handle nobody asks for holds nothing.")]
public sealed class RosterReconciler(
    IReconcileStore store, DeviceRegion region, RosterSignal signal, RosterOptions options, TimeProvider time, ILogger<RosterReconciler> log)
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _days = [];
    private readonly Dictionary<int, Task> _workers = [];
    private readonly SemaphoreSlim _rounds = new(options.RoundsAtOnce);

    /// <summary>Until it is told to stop; then what it has begun ends, and takes no longer than an actor may take to answer.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (backoff, failures) = (new Backoff(RetryMin, RetryMax), 0);
        while (!stop.IsCancellationRequested)
        {
            var marked = signal.Marked;
            try
            {
                var isBusy = await LookAsync(stop);
                failures = 0;
                backoff.Reset();
                await WaitAsync(Task.Delay(options.LookApart, time, stop));
                await WaitAsync(marked.WaitAsync(isBusy ? options.LookApart : options.LookEvery, time, stop));
            }
            catch (Exception failure)
            {
                if (stop.IsCancellationRequested) break; // Whatever failed: nobody looks again.
                var pause = backoff.Next();
                RosterLog.LookFailed(log, failure, ++failures, pause.TotalSeconds);
                await WaitAsync(Task.Delay(pause, time, stop));
            }
        }

        await Task.WhenAll(_workers.Values);
    }

    private static async Task WaitAsync(Task over) => await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Sets a worker on each shard that has terminals due. True: a shard is due whose worker is at it still.</summary>
    private async Task<bool> LookAsync(CancellationToken stop)
    {
        await TurnDaysAsync(stop);
        var again = false;
        foreach (var shard in await store.GetDueShardsAsync(time.GetUtcNow(), stop))
        {
            if (_workers.TryGetValue(shard, out var worker) && !worker.IsCompleted) again = true;
            else _workers[shard] = Task.Run(() => WorkAsync(shard, stop), CancellationToken.None);
        }

        return again;
    }

    private async Task TurnDaysAsync(CancellationToken stop)
    {
        foreach (var zone in options.Zones)
        {
            var day = Today(zone);
            if (_days.GetValueOrDefault(zone.Id) == day) continue;
            await store.TurnDayAsync(zone.Id, day, stop);
            _days[zone.Id] = day;
        }
    }

    private string Today(TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Sees to a shard's terminals until none is due. What fails is due again when its claim is over, and holds up none of the others.</summary>
    private Task WorkAsync(int shard, CancellationToken stop)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.TerminalsAtOnce, CancellationToken = stop };
        return TryAsync($"shard {shard}", async () =>
        {
            while (true)
            {
                var now = time.GetUtcNow();
                var claimed = await store.ClaimAsync(shard, now, now + options.Lease, options.ClaimMost, stop);
                if (claimed.Count == 0) return;
                await Parallel.ForEachAsync(claimed, parallel, async (task, _) => await TryAsync(task.Sn, () => SeeToAsync(task, stop), stop));
            }
        }, stop);
    }

    private async Task TryAsync(string what, Func<Task> run, CancellationToken stop)
    {
        try
        {
            await run();
        }
        catch (Exception failure)
        {
            if (stop.IsCancellationRequested) return;
            RosterMetrics.Failed();
            RosterLog.Interrupted(log, failure, what, options.Lease.TotalSeconds);
        }
    }

    private async Task SeeToAsync(RosterTask task, CancellationToken stop)
    {
        RosterRound? round;
        await _rounds.WaitAsync(stop);
        try
        {
            round = await store.OrderAsync(task, dialect => Today(options.ZoneOf(dialect)), time.GetUtcNow(), stop);
        }
        finally
        {
            _rounds.Release();
        }

        if (round is null)
        {
            RosterMetrics.Overtaken();
            return; // Marked again: it is due again.
        }

        var delivered = await DeliverAsync(task.Sn, round, stop);
        var isDone = delivered.Count == round.Deliveries.Count && await CancelAsync(task.Sn, round, stop);
        var pause = isDone ? default : Pause(task.Tries);
        if (isDone)
        {
            RosterMetrics.Done();
        }
        else
        {
            RosterMetrics.PutOff();
            RosterLog.NotTaken(log, task.Sn, round.Deliveries.Count - delivered.Count, round.Deliveries.Count, pause.TotalSeconds);
        }

        await store.FinishAsync(task.Sn, round.Change, delivered, isDone ? null : time.GetUtcNow() + pause, stop);
    }

    /// <summary>Gives the orders to the terminal's actor, all at once: its queue knows their order. One that is there already is there.</summary>
    private async Task<IReadOnlyCollection<string>> DeliverAsync(string sn, RosterRound round, CancellationToken stop)
    {
        var taken = await Task.WhenAll(round.Deliveries.Select(command => AskAsync(new EnqueueCommand(sn, time.GetUtcNow(), command), stop)));
        var delivered = round.Deliveries.Where((_, i) => taken[i] is CommandAccepted or CommandConflict).ToList();
        foreach (var command in delivered) RosterMetrics.Ordered(command.Type);
        return [.. delivered.Select(static command => command.Id)];
    }

    private async Task<bool> CancelAsync(string sn, RosterRound round, CancellationToken stop)
    {
        var told = await Task.WhenAll(round.Cancels.Select(id => AskAsync(new CancelCommand(sn, id, time.GetUtcNow()), stop)));
        return Array.TrueForAll(told, static answer => answer is not null);
    }

    /// <returns>The answer; null: none in time, and it is not known whether it was done.</returns>
    private async Task<object?> AskAsync(IDeviceMessage message, CancellationToken stop)
    {
        try
        {
            return await region.AskAsync<object>(message, options.AskTimeout, stop);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private TimeSpan Pause(int tries)
    {
        var pause = options.PauseFirst * Math.Pow(2, Math.Min(tries, 16));
        return pause < options.PauseMax ? pause : options.PauseMax;
    }
}
