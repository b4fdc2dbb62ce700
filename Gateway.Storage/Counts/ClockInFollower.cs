using System.Data.Common;
using Gateway.Actors.Feed;
using Gateway.Actors.Time;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Counts;

/// <summary>
/// Counts the records of the feed in its order, on one node of the cluster; two for a moment count nothing twice. Begins with the oldest item that is kept, so that an upgraded
/// gateway knows at once what is usual.
/// </summary>
public sealed class ClockInFollower(FeedStore feed, ClockInStore store, FeedSignal signal, TimeProvider time, ILogger<ClockInFollower> log)
{
    /// <summary>Items of one transaction.</summary>
    public const int BatchMax = 1000;

    /// <summary>On another node than the sequencer's no signal comes.</summary>
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    /// <summary>The same where the sequencer wakes it.</summary>
    private static readonly TimeSpan ReadEveryWoken = TimeSpan.FromSeconds(30);

    /// <summary>After a signal, so that one transaction has more than one upload.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);

    /// <summary>Between two full batches: whoever else writes has the writer meanwhile.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    /// <summary>Counts until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var backoff = new Backoff(RetryMin, RetryMax);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await FollowAsync(backoff, stop);
            }
            catch (FeedFencedException)
            {
                await Task.Delay(backoff.Next(), time, stop); // Another follower; it looks where that one is.
            }
            catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
            {
                CountsLog.FollowFailed(log, failure.GetType().Name);
                await Task.Delay(backoff.Next(), time, stop);
            }
        }
    }

    /// <summary>Ends when the feed begins another generation: then the position is what the database says.</summary>
    private async Task FollowAsync(Backoff backoff, CancellationToken stop)
    {
        var stored = await store.PositionAsync(stop);
        var (read, generation) = (stored, 0);
        while (true)
        {
            var (items, state) = await feed.ReadAsync(read, [FeedKind.Attendance], BatchMax, stop);
            if (generation == 0) generation = state.Current.Number;
            if (state.Current.Number != generation) return;
            read = items.Count == BatchMax ? items[^1].Seq : Math.Max(read, state.Head);
            var records = items.Select(Read).OfType<ClockIn>().ToList();
            if (records.Count > 0)
            {
                await store.AddAsync(stored, read, records, stop);
                stored = read;
            }

            backoff.Reset();
            if (items.Count == BatchMax)
            {
                await Task.Delay(Breath, time, stop);
                continue;
            }

            await signal.WaitAsync(read, signal.IsFed ? ReadEveryWoken : ReadEvery, stop);
            await Task.Delay(Gather, time, stop);
        }
    }

    /// <summary>Null: by a clock that is not to be believed (D36).</summary>
    private static ClockIn? Read(FeedItem item)
    {
        using var data = JsonDocument.Parse(item.DataJson);
        var record = data.RootElement;
        if (record.TryGetProperty("clock_suspect"u8, out _)) return null;
        return new ClockIn(
            item.Sn, record.GetProperty("user_id"u8).GetString()!, record.GetProperty("recog_time"u8).GetDateTimeOffset(), record.GetProperty("received_at"u8).GetDateTimeOffset());
    }
}
