using System.Data.Common;
using Gateway.Platform.Nodes;
using Gateway.Storage.Diagnostics;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>Asks Redis and the database how far the streams are behind. Whoever does not answer in time is missing in the sample.</summary>
internal sealed class RedisProbe(RedisLink redis, BacklogReader backlog) : IRedisProbe
{
    /// <summary>As long as the node's other questions.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public async Task<RedisSample> SampleAsync()
    {
        var lag = LagAsync();
        try
        {
            var server = await redis.GetAsync(CancellationToken.None).AsTask().WaitAsync(AnswerWithin);
            await server.PingAsync().WaitAsync(AnswerWithin);
            var group = await GroupAsync(server).WaitAsync(AnswerWithin);
            return new RedisSample(true, await lag, group?.PendingMessageCount ?? 0, group is { } known ? known.Lag : 0);
        }
        catch (Exception failure) when (RedisLink.IsFault(failure))
        {
            return new RedisSample(false, await lag, null, null);
        }
    }

    /// <summary>Null when the stream or the group is not there yet.</summary>
    private static async Task<StreamGroupInfo?> GroupAsync(IDatabase server)
    {
        if (!await server.KeyExistsAsync(RedisNames.Commands)) return null;
        return (await server.StreamGroupInfoAsync(RedisNames.Commands))
            .Where(static group => group.Name == RedisNames.Group).Select(static group => (StreamGroupInfo?)group).FirstOrDefault();
    }

    private async Task<PublishLag?> LagAsync()
    {
        using var late = new CancellationTokenSource(AnswerWithin);
        try
        {
            return await backlog.ReadLagAsync(FeedMarks.Redis, late.Token).WaitAsync(AnswerWithin);
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return null; // Readiness says why.
        }
    }
}
