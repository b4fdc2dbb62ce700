using Gateway.Actors.Feed;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// The streams <c>gateway:feed:&lt;kind&gt;</c> as one publisher sees them. Items of a kind are added by one script, which Redis runs whole or not at all: so a
/// stream never has a later item without the earlier ones, and what is not greater than its last id is there already.
/// </summary>
internal sealed class FeedStreams(RedisLink redis)
{
    /// <summary>
    /// ARGV: the seq with which the stream must end at least, its length, then seq and data by turns. Gives how many were added, and the last seq; -1 when the
    /// stream ends earlier than it must.
    /// </summary>
    private const string Script =
        """
        local last = 0
        local info = redis.pcall('XINFO', 'STREAM', KEYS[1])
        if info.err then
          if not string.find(info.err, 'no such key', 1, true) then return info end
        else
          for i = 1, #info, 2 do
            if info[i] == 'last-generated-id' then last = tonumber(string.match(info[i + 1], '^%d+')) end
          end
        end
        if last < tonumber(ARGV[1]) then return {-1, last} end
        local added = 0
        for i = 3, #ARGV, 2 do
          local seq = tonumber(ARGV[i])
          if seq > last then
            redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], ARGV[i] .. '-0', 'data', ARGV[i + 1])
            last = seq
            added = added + 1
          end
        end
        return {added, last}
        """;

    private static readonly FeedKind[] Kinds = Enum.GetValues<FeedKind>();

    private readonly long[] _last = new long[Kinds.Length];

    /// <summary>The last seq that a kind's stream had when it was last looked at.</summary>
    public long Last(FeedKind kind) => _last[(int)kind];

    /// <summary>Learns with which seq each stream ends now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        Array.Clear(_last);
        await Task.WhenAll(Kinds.Select(kind => RunAsync(kind, [], cancellation)));
    }

    /// <summary>Whether each stream still ends where it did, or later.</summary>
    public async Task<bool> StandAsync(CancellationToken cancellation) =>
        (await Task.WhenAll(Kinds.Select(kind => RunAsync(kind, [], cancellation)))).All(stands => stands);

    /// <summary>Adds what is not there yet. False: a stream has lost its end meanwhile, and nothing was added to it.</summary>
    /// <param name="items">In the order of their seq, and nothing left out after the last call.</param>
    public async Task<bool> AppendAsync(IReadOnlyList<FeedItem> items, CancellationToken cancellation) =>
        (await Task.WhenAll(items.GroupBy(item => item.Kind).Select(group => RunAsync(group.Key, group, cancellation)))).All(stands => stands);

    private async Task<bool> RunAsync(FeedKind kind, IEnumerable<FeedItem> items, CancellationToken cancellation)
    {
        var database = await redis.GetAsync(cancellation);
        var arguments = new List<RedisValue> { _last[(int)kind], redis.Options.FeedMaxLength };
        foreach (var item in items)
        {
            arguments.Add(item.Seq.ToString(CultureInfo.InvariantCulture));
            arguments.Add(ToJson(item));
        }

        var answer = (RedisResult[])(await database.ScriptEvaluateAsync(Script, [RedisNames.Feed(kind)], [.. arguments]))!;
        redis.Back();
        if ((long)answer[0] < 0) return false;
        _last[(int)kind] = (long)answer[1];
        return true;
    }

    private static RedisValue ToJson(FeedItem item)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, FeedItemJson.WriterOptions)) FeedItemJson.Write(writer, item);
        return buffer.WrittenMemory;
    }
}
