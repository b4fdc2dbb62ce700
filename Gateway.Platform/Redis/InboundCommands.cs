using Gateway.Actors.Nodes;
using Gateway.Actors.Time;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// Takes commands from the stream <c>gateway:commands</c>, in its order. One in the cluster (a singleton): with several consumers a deletion could overtake the
/// push before it. An entry is acknowledged once its command is durable; until then it is pending, and whoever comes next claims it.
/// </summary>
internal sealed class InboundCommands(RedisLink redis, InboundStore store, NodeIdentity node, TimeProvider time, ILogger<InboundCommands> log)
{
    /// <summary>Entries in memory at a time. Each may have a photo.</summary>
    public const int EntriesMax = 32;

    /// <summary>Entries that <c>gateway:commands:rejected</c> keeps, about.</summary>
    private const int RejectedMax = 10_000;

    /// <summary>Rounds in which later entries wait for one that cannot be stored; then it stays pending and the others go on.</summary>
    private const int RoundsMax = 10;

    /// <summary>ARGV: the group, then entries.</summary>
    private const string AcknowledgeAndDelete =
        """
        redis.call('XACK', KEYS[1], unpack(ARGV))
        local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
        if not groups.err and #groups == 1 then redis.call('XDEL', KEYS[1], unpack(ARGV, 2)) end
        """;

    /// <summary>ARGV: the group. Deletes what it has acknowledged, up to the first that is pending: what was left by a version that deleted nothing, or by a crash.</summary>
    private const string DeleteSettled =
        """
        local groups = redis.call('XINFO', 'GROUPS', KEYS[1])
        if #groups ~= 1 then return end
        local from = redis.call('XPENDING', KEYS[1], ARGV[1])[2]
        if not from then
          for i = 1, #groups[1], 2 do
            if groups[1][i] == 'last-delivered-id' then
              local ms, seq = string.match(groups[1][i + 1], '^(%d+)-(%d+)$')
              from = ms .. '-' .. string.format('%.0f', tonumber(seq) + 1)
            end
          end
        end
        redis.call('XTRIM', KEYS[1], 'MINID', from)
        """;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClaimEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClaimIdle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    /// <summary>Host and port of this node between nodes.</summary>
    private readonly RedisValue _consumer = node.Name;

    /// <summary>Takes commands until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var failures = 0;
        var backoff = new Backoff(RetryMin, RetryMax);
        long toldAt = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var server = await redis.GetAsync(stop);
                await MakeGroupAsync(server);

                // Everything that is pending now was abandoned: by this consumer before, or by the one before it.
                await ClaimAsync(server, TimeSpan.Zero, stop);
                if (redis.Options.DeleteCommands) await server.ScriptEvaluateAsync(DeleteSettled, [RedisNames.Commands], [RedisNames.Group]);
                failures = 0;
                backoff.Reset();
                await TakeAsync(server, stop);
            }
            catch (Exception failure) when (RedisLink.IsFault(failure))
            {
                // NOGROUP: Redis was emptied, and the next round makes the group anew.
                if (failures++ == 0 || time.GetElapsedTime(toldAt) >= TellEvery)
                {
                    toldAt = time.GetTimestamp();
                    RedisLog.CommandsFailed(log, failures, failure is RedisServerException { Message: var said } ? said.Split(' ')[0] : failure.GetType().Name);
                }

                await Task.Delay(backoff.Next(), time, stop);
            }
        }
    }

    private static async Task MakeGroupAsync(IDatabase server)
    {
        try
        {
            await server.StreamCreateConsumerGroupAsync(RedisNames.Commands, RedisNames.Group, StreamPosition.Beginning, createStream: true);
        }
        catch (RedisServerException there) when (there.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            return;
        }
    }

    private async Task TakeAsync(IDatabase server, CancellationToken stop)
    {
        var claimed = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var entries = await server.StreamReadGroupAsync(RedisNames.Commands, RedisNames.Group, _consumer, StreamPosition.NewMessages, EntriesMax);
            redis.Back();
            await StoreAsync(server, entries, stop);
            if (entries.Length == 0) await Task.Delay(PollEvery, time, stop);
            if (time.GetElapsedTime(claimed) < ClaimEvery) continue;
            await ClaimAsync(server, ClaimIdle, stop);
            claimed = time.GetTimestamp();
        }
    }

    /// <summary>Takes over what has been pending for so long, whoever's it was.</summary>
    private async Task ClaimAsync(IDatabase server, TimeSpan idle, CancellationToken stop)
    {
        var total = 0;
        RedisValue from = StreamPosition.Beginning;
        do
        {
            var claim = await server.StreamAutoClaimAsync(
                RedisNames.Commands, RedisNames.Group, _consumer, (long)idle.TotalMilliseconds, from, EntriesMax);
            total += claim.ClaimedEntries.Length;
            await StoreAsync(server, claim.ClaimedEntries, stop);
            from = claim.NextStartId;
        }
        while (from != "0-0" && !stop.IsCancellationRequested);
        if (total > 0) RedisLog.Claimed(log, total);
    }

    /// <summary>Stores and settles entries; what cannot be stored now is tried again, while later ones wait.</summary>
    private async Task StoreAsync(IDatabase server, StreamEntry[] entries, CancellationToken stop)
    {
        // An entry that was deleted after it was handed out comes back empty when it is claimed.
        var data = entries.Where(entry => !entry.IsNull && entry.Values is not null).ToDictionary(entry => entry.Id.ToString(), entry => entry[RedisNames.Data]);
        var left = entries.Where(entry => data.ContainsKey(entry.Id.ToString())).Select(entry => InboundOrder.Read(entry, redis.Options.CommandsKey)).ToList();
        var backoff = new Backoff(RetryMin, RetryMax);
        for (var round = 1; left.Count > 0; round++)
        {
            var verdicts = await store.StoreAsync(left.FindAll(order => order.Reason is null), stop);
            InboundVerdict Of(InboundOrder order) => order.Reason is { } unreadable ? InboundVerdict.Refused(unreadable) : verdicts[order.ToString()];
            foreach (var order in left)
                if (Of(order).Reason is { } reason) await RejectAsync(server, order, reason, data[order.ToString()]);

            var settled = left.FindAll(order => Of(order).Settled).Select(order => order.Entry).ToArray();
            if (settled.Length > 0) await SettleAsync(server, settled);
            left.RemoveAll(order => settled.Contains(order.Entry));
            if (left.Count == 0) return;
            if (round == RoundsMax)
            {
                RedisLog.Stuck(log, left.Count);
                return;
            }

            await Task.Delay(backoff.Next(), time, stop);
        }
    }

    /// <summary>Acknowledges, and deletes what nobody else's group has yet to read: it holds persons' data.</summary>
    private async Task SettleAsync(IDatabase server, RedisValue[] entries)
    {
        if (redis.Options.DeleteCommands) await server.ScriptEvaluateAsync(AcknowledgeAndDelete, [RedisNames.Commands], [RedisNames.Group, .. entries]);
        else await server.StreamAcknowledgeAsync(RedisNames.Commands, RedisNames.Group, entries);
    }

    private async Task RejectAsync(IDatabase server, InboundOrder order, string reason, RedisValue data)
    {
        RedisLog.Rejected(log, order.ToString(), reason);
        var fields = new List<NameValueEntry>
        {
            new("entry", order.Entry),
            new("reason", reason),
            new("at", time.GetUtcNow().ToUnixTimeMilliseconds()),
        };
        if (RejectedData.Masked(data) is { IsNull: false } kept) fields.Add(new NameValueEntry(RedisNames.Data, kept));
        await server.StreamAddAsync(RedisNames.Rejected, [.. fields], maxLength: RejectedMax, useApproximateMaxLength: true);
    }
}
