using System.Data.Common;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;
using Gateway.Storage.Diagnostics;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Counts;

/// <summary>On one node of the cluster: writes down every minute how it is, and rolls minutes up into hours. Two at once write the same.</summary>
internal sealed class ClusterCounts(DeviceCounter devices, BacklogReader backlog, CountStore store, ClockInFollower follower, TimeProvider time, ILogger<ClusterCounts> log)
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>An hour is written so long after its end, for the last minute of every node.</summary>
    private static readonly TimeSpan HourWaits = TimeSpan.FromMinutes(5);

    private DateTimeOffset _rolledUpTo;

    /// <summary>Follows the feed and counts until it is stopped; should one of the two fail, both begin again.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] both = [follower.RunAsync(together.Token), CountAsync(together.Token)];
        try
        {
            await await Task.WhenAny(both);
        }
        finally
        {
            await together.CancelAsync();
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One minute's.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var now = time.GetUtcNow();
            var counted = await devices.CountAsync(stop);
            var queued = (await backlog.ReadAsync(stop)).Queued;
            await store.SetAsync(
                now, new Dictionary<CountKind, long> { [CountKind.Online] = counted.Online, [CountKind.Offline] = counted.Offline, [CountKind.Queued] = queued }, stop);

            // Once an hour, and all that has minutes yet when it begins: nobody was there to do it.
            var to = new DateTimeOffset((now - HourWaits).UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
            if (to <= _rolledUpTo) return;
            await store.RollUpAsync(_rolledUpTo == default ? now.AddDays(-CountStore.MinuteDays).AddHours(1) : _rolledUpTo.AddHours(-1), to, stop);
            _rolledUpTo = to;
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
        {
            CountLog.RollUpFailed(log, failure.GetType().Name);
        }
    }

    private async Task CountAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        do await LookAsync(stop);
        while (await timer.WaitForNextTickAsync(stop));
    }
}
