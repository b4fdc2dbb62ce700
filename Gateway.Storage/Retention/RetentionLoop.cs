using System.Data.Common;
using Gateway.Actors.Devices;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;
using Gateway.Storage.Recording;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;
using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Retention;

/// <summary>
/// Deletes what is older than it is to be kept, attendance and registrations aside (<see cref="SiteRetention"/>), now and then, in small batches with pauses between them: whoever
/// writes meanwhile does not notice.
/// </summary>
public sealed class RetentionLoop(
    RetentionStore store, PartitionStore partitions, FrameStore frames, ClockInStore clockIns, CountStore counts, RetentionClock clock, RetentionOptions options, TimeProvider time,
    ILogger<RetentionLoop> log)
{
    /// <summary>How often it is looked for.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Rows in one transaction.</summary>
    public const int BatchMax = 500;

    /// <summary>Between two batches.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Twice what they count for: nodes' clocks differ.</summary>
    private const int SuspectRepeatsDays = 2;

    /// <summary>Whole partitions first, so that little is left for the batches.</summary>
    private readonly (string What, int Days, Func<DateTimeOffset, CancellationToken, Task<int>> Drop)[] _wholes =
    [
        ("feed", options.FeedDays, (before, stop) => partitions.DropFeedAsync(before, options.FeedReader, stop)),
    ];

    private readonly (string What, int Days, Func<DateTimeOffset, int, CancellationToken, Task<int>> Delete)[] _parts =
    [
        ("suspect repeats", SuspectRepeatsDays, store.DeleteSuspectRepeatsAsync),
        ("feed", options.FeedDays, (before, most, stop) => store.DeleteFeedAsync(before, options.FeedReader, most, stop)),
        ("quarantine", options.QuarantineDays, store.DeleteQuarantineAsync),
        ("former keys", FormerKeys.Days, store.DeleteFormerKeysAsync),
        ("decommissioned", (int)Device.RefusedFor.TotalDays, store.DeleteDecommissionedAsync),
        ("audit", options.AuditDays, store.DeleteAuditAsync),
        ("commands", options.CommandDays, store.DeleteCommandsAsync),
        ("batches", options.CommandDays, store.DeleteBatchesAsync),
        ("jobs", options.CommandDays, store.DeleteJobTargetsAsync),
        ("jobs", options.CommandDays, store.DeleteJobsAsync),
        ("unknown terminals", UnknownTerminalStore.Days, store.DeleteUnknownTerminalsAsync),
        ("clock-ins", ClockInStore.KeptDays, clockIns.DeleteAsync),
        ("persons clocked in", ClockInStore.PersonsKeptDays, clockIns.DeletePersonsAsync),
        ("counts by minute", CountStore.MinuteDays, counts.DeleteMinutesAsync),
        ("counts by hour", CountStore.HourDays, counts.DeleteHoursAsync),
    ];

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stop.IsCancellationRequested)
        {
            await RoundAsync(stop);
            await timer.WaitForNextTickAsync(stop);
        }
    }

    /// <summary>Makes the partitions that will be needed, and deletes everything that is too old now; nothing by a clock that is not believed.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        // Rings bound themselves; only where nothing is recorded any more, what was is to go.
        if (!options.RecordsFrames)
            await TryAsync("frames", () => DeleteAsync("frames", time.GetUtcNow(), (_, most, token) => frames.DeleteAsync(most, token), stop));

        RetentionTime? found = null;
        await TryAsync("clock", async () => found = await clock.BeginRoundAsync(stop));
        if (found?.Doubt is { } doubt) RetentionLog.ClockDoubted(log, doubt);
        if (found is not { Doubt: null, Now: var now }) return;

        await TryAsync("partitions", () => partitions.PrepareAsync(now, stop));
        foreach (var (what, days, drop) in _wholes)
            if (days > 0) await TryAsync(what, () => DropAsync(what, now.AddDays(-days), drop, stop));

        foreach (var (what, days, delete) in _parts)
            if (days > 0) await TryAsync(what, () => DeleteAsync(what, now.AddDays(-days), delete, stop));
    }

    private async Task DropAsync(string what, DateTimeOffset before, Func<DateTimeOffset, CancellationToken, Task<int>> drop, CancellationToken stop)
    {
        if (await drop(before, stop) is > 0 and var dropped) RetentionLog.Dropped(log, dropped, what, before);
    }

    private async Task DeleteAsync(string what, DateTimeOffset before, Func<DateTimeOffset, int, CancellationToken, Task<int>> delete, CancellationToken stop)
    {
        long rows = 0;
        for (int deleted; (deleted = await delete(before, BatchMax, stop)) > 0;)
        {
            rows += deleted;
            if (deleted < BatchMax) break;
            await Task.Delay(Pause, time, stop);
        }

        if (rows > 0) RetentionLog.Deleted(log, rows, what, before);
    }

    /// <summary>One that fails does not keep the others from their turn; it has its own again in the next round.</summary>
    private async Task TryAsync(string what, Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
        {
            RetentionLog.RetentionFailed(log, what, failure.GetType().Name);
        }
    }
}
