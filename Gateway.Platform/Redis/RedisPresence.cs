using System.Collections.Concurrent;
using Gateway.Actors.Presence;
using Gateway.Storage.Presence;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// Copies when terminals were last seen into the sorted set <c>gateway:presence</c>, in batches and behind: what the presence writer of this node writes to the
/// database passes by here. The latest per terminal is kept until Redis has it. Redis emptied or away for long: the set is made anew from the database.
/// </summary>
internal sealed class RedisPresence(PresenceStore inner, RedisLink redis, TimeProvider time, ILogger<RedisPresence> log) : BackgroundService, IPresenceStore
{
    private const int BatchMax = 1000;

    /// <summary>Terminals that wait at most; beyond it the database's copy serves when Redis is back.</summary>
    private const int WaitingMax = 200_000;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private bool _rebuild = true;
    private long _lookedAt;

    public Task WriteAsync(IReadOnlyCollection<PresenceUpdate> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation)
    {
        foreach (var update in updates)
        {
            if (_waiting.Count >= WaitingMax && !_waiting.ContainsKey(update.Sn)) continue;
            _waiting.AddOrUpdate(update.Sn, Score, static (_, known, seen) => Math.Max(known, seen), update.LastSeen.ToUnixTimeMilliseconds());
        }

        return inner.WriteAsync(updates, events, cancellation);

        static long Score(string sn, long seen) => seen;
    }

    public Task<int> ExpireAsync(DateTimeOffset lastSeenBefore, int most, CancellationToken cancellation) => inner.ExpireAsync(lastSeenBefore, most, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = WriteEvery;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                var server = await redis.GetAsync(stoppingToken);
                await RebuildIfEmptyAsync(server, stoppingToken);
                await FlushAsync(server);
                pause = WriteEvery;
            }
            catch (Exception failure) when (RedisLink.IsFault(failure) || failure is System.Data.Common.DbException or Gateway.Storage.Sql.StorageUnusableException)
            {
                RedisLog.PresenceFailed(log, _waiting.Count, failure.GetType().Name);
                _rebuild = true;
                pause = RetryMax;
            }
        }
    }

    private async Task FlushAsync(IDatabase server)
    {
        while (!_waiting.IsEmpty)
        {
            var batch = _waiting.Take(BatchMax).ToArray();
            await AddAsync(server, batch);
            foreach (var written in batch) _waiting.TryRemove(written);
        }
    }

    private async Task RebuildIfEmptyAsync(IDatabase server, CancellationToken stop)
    {
        if (!_rebuild && time.GetElapsedTime(_lookedAt) < LookEvery) return;
        if (_rebuild || !await server.KeyExistsAsync(RedisNames.Presence))
        {
            var terminals = 0;
            for (var after = ""; ;)
            {
                var page = await inner.LastSeenAsync(after, BatchMax, stop);
                if (page.Count == 0) break;
                await AddAsync(server, page);
                terminals += page.Count;
                after = page[^1].Key;
            }

            if (terminals > 0) RedisLog.PresenceRebuilt(log, terminals);
        }

        _rebuild = false;
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Later times only: two nodes may tell of one terminal.</summary>
    private static Task<long> AddAsync(IDatabase server, IReadOnlyCollection<KeyValuePair<string, long>> seen) =>
        server.SortedSetAddAsync(RedisNames.Presence, [.. seen.Select(one => new SortedSetEntry(one.Key, one.Value))], SortedSetWhen.GreaterThan);
}
