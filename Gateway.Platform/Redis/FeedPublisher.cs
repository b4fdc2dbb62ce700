using System.Data.Common;
using Gateway.Actors.Feed;
using Gateway.Actors.Time;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// Publishes the feed to the Redis streams, each item exactly once. One in the cluster (a singleton); two for a moment add nothing twice. It keeps no item in
/// memory but the batch it is at: what Redis has not got yet stands in the feed.
/// </summary>
/// <remarks>Where it goes on is decided by the streams themselves; the stored mark says what they must have (docs/decisions/0015).</remarks>
internal sealed class FeedPublisher(
    FeedStore feed, FeedMarks marks, Database database, FeedStreams streams, RedisLink redis, FeedSignal signal, TimeProvider time, ILogger<FeedPublisher> log)
{
    /// <summary>Items of one batch.</summary>
    public const int BatchMax = 1000;

    /// <summary>How often the streams are looked at when there is nothing to publish: Redis may have been emptied.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>On another node than the sequencer's no signal comes.</summary>
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The same where the sequencer wakes it.</summary>
    private static readonly TimeSpan ReadEveryWoken = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoreEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForeignPause = TimeSpan.FromSeconds(30);
    private static readonly FeedKind[] Kinds = Enum.GetValues<FeedKind>();

    private long _stored = -1;
    private long _storedAt;
    private bool _isAside;

    /// <summary>Publishes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var failures = 0;
        var backoff = new Backoff(RetryMin, RetryMax);
        long toldAt = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await SynchroniseAsync(stop) is { } position)
                {
                    failures = 0;
                    backoff.Reset();
                    await PublishAsync(position.After, position.Generation, stop);
                }
                else
                {
                    await Task.Delay(ForeignPause, time, stop);
                }
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                if (RedisLink.IsFault(failure)) redis.Away(failure.GetType().Name);
                if (failures++ == 0 || time.GetElapsedTime(toldAt) >= TellEvery)
                {
                    toldAt = time.GetTimestamp();
                    RedisLog.PublishFailed(log, failures, failure.GetType().Name);
                }

                await Task.Delay(backoff.Next(), time, stop);
            }
        }
    }

    /// <summary>Neither a fault of Redis nor one of the database ends it.</summary>
    private static bool IsPassing(Exception failure) => RedisLink.IsFault(failure) || failure is DbException or StorageUnusableException;

    /// <summary>The seq after which it is to go on; null when the streams are not of this feed.</summary>
    private async Task<(long After, string Generation)?> SynchroniseAsync(CancellationToken stop)
    {
        if (await IsForeignAsync(stop)) return null;
        var state = await MatchAsync(stop);
        var position = Math.Min(await marks.GetAsync(FeedMarks.Redis, stop) ?? Math.Max(0, state.Head - redis.Options.FeedMaxLength), state.Head);
        var refill = state.Head - redis.Options.RefillLength;
        var from = position;
        foreach (var kind in Kinds)
        {
            var last = streams.Last(kind);
            if (last >= position || !await feed.AnyAsync(kind, last, position, stop)) continue;

            // A stream that is there ends where it must, unless Redis was emptied, has gone back to an older state, or the stream was set aside.
            var again = Math.Min(position, Math.Max(last, refill));
            if (!_isAside) RedisLog.Lost(log, RedisNames.Feed(kind).ToString(), last, position, again);
            from = Math.Min(from, again);
        }

        _isAside = false;
        RedisLog.Resumed(log, from + 1, state.Head - from);
        return (from, state.Current.Name);
    }

    /// <summary>Sets streams aside that have numbers which the feed gives again, and learns where the streams end.</summary>
    private async Task<FeedState> MatchAsync(CancellationToken stop)
    {
        var server = await redis.GetAsync(stop);
        await streams.LookAsync(stop);

        // Read last: the streams cannot be ahead of it, unless the feed has gone back.
        var state = await feed.StateAsync(stop);
        if (await server.StringGetAsync(RedisNames.FeedGeneration) is not { IsNull: false } of) of = state.Generations[0].Name;
        if (of == state.Current.Name && streams.End > state.Head)
        {
            await feed.WentBackAsync(state, streams.End, "Redis", stop);
            state = await feed.StateAsync(stop);
        }

        if (state.ForkOf(of, streams.End) is { } fork)
        {
            RedisLog.SetAside(log, fork, state.Current.Name, streams.End, of.ToString());
            await streams.SetAsideAsync(of.ToString(), stop);
            _isAside = true;
            await streams.LookAsync(stop);
        }

        await server.StringSetAsync(RedisNames.FeedGeneration, state.Current.Name);
        signal.Publish(state.Head); // It may know a later number, from before the feed went back, and would not let anybody wait.
        return state;
    }

    private async Task<bool> IsForeignAsync(CancellationToken stop)
    {
        var ours = await database.GetStoreIdAsync(stop);
        var server = await redis.GetAsync(stop);
        var theirs = await server.StringGetAsync(RedisNames.Store);
        if (theirs == ours) return false;
        if (theirs.IsNull)
        {
            await streams.LookAsync(stop);
            if (streams.End <= await feed.HeadAsync(stop))
            {
                await server.StringSetAsync(RedisNames.Store, ours, when: When.NotExists);
                return false;
            }
        }

        RedisLog.Foreign(log, "gateway:feed:*", $"the streams are of another database ({RedisNames.Store}); delete them and that key, or take another Redis");
        return true;
    }

    /// <summary>Publishes what follows <paramref name="after"/>; ends when the streams have lost something, or the feed begins another generation.</summary>
    private async Task PublishAsync(long after, string generation, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var lookedAt = began;
        var behind = true;
        while (!stop.IsCancellationRequested)
        {
            var (items, state) = await feed.ReadAsync(after, null, BatchMax, stop);
            if (state.Current.Name != generation) return;
            if (items.Count > 0)
            {
                if (!await streams.AppendAsync(items, generation, stop)) return;
                after = items[^1].Seq;
                lookedAt = time.GetTimestamp();
            }

            await StoreAsync(after, stop);
            if (items.Count == BatchMax) continue;
            if (behind)
            {
                behind = false;
                RedisLog.CaughtUp(log, after, time.GetElapsedTime(began).TotalSeconds);
            }

            if (time.GetElapsedTime(lookedAt) >= LookEvery)
            {
                if (!await streams.StandAsync(stop)) return;
                lookedAt = time.GetTimestamp();
            }

            await signal.WaitAsync(after, signal.IsFed ? ReadEveryWoken : ReadEvery, stop);
        }
    }

    /// <summary>The mark may lag behind: what it does not have yet is offered again and found to be there.</summary>
    private async Task StoreAsync(long seq, CancellationToken stop)
    {
        if (seq == _stored || (_stored >= 0 && time.GetElapsedTime(_storedAt) < StoreEvery)) return;
        await marks.AdvanceAsync(FeedMarks.Redis, seq, stop);
        (_stored, _storedAt) = (seq, time.GetTimestamp());
    }
}
