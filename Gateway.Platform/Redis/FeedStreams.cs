using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Storage.Feed;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// The streams <c>gateway:feed:&lt;kind&gt;</c> as one publisher sees them. Items of a kind are added by one script, which Redis runs whole or not at all: so a
/// stream never has a later item without the earlier ones, and what is not greater than its last id is there already.
/// </summary>
internal sealed class FeedStreams(RedisLink redis, FeedCipher cipher, ClearFields clear)
{
    /// <summary>
    /// ARGV: the seq with which the stream must end at least, its length, the generation, then seq and data by turns. Gives how many were added, and the last seq; -1 when the
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
        for i = 4, #ARGV, 2 do
          local seq = tonumber(ARGV[i])
          if seq > last then
            redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], ARGV[i] .. '-0', 'data', ARGV[i + 1], 'generation', ARGV[3])
            last = seq
            added = added + 1
          end
        end
        return {added, last}
        """;

    /// <summary>How long streams are kept whose numbers were taken back.</summary>
    private static readonly TimeSpan AsideFor = TimeSpan.FromDays(7);

    private static readonly FeedKind[] Kinds = Enum.GetValues<FeedKind>();

    private readonly long[] _last = new long[Kinds.Length];

    /// <summary>The last seq that a kind's stream had when it was last looked at.</summary>
    public long Last(FeedKind kind) => _last[(int)kind];

    /// <summary>The greatest of them.</summary>
    public long End => _last.Max();

    /// <summary>Learns with which seq each stream ends now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        Array.Clear(_last);
        await Task.WhenAll(Kinds.Select(kind => RunAsync(kind, "", [], cancellation)));
    }

    /// <summary>Whether each stream still ends where it did, or later.</summary>
    public async Task<bool> StandAsync(CancellationToken cancellation) =>
        (await Task.WhenAll(Kinds.Select(kind => RunAsync(kind, "", [], cancellation)))).All(stands => stands);

    /// <summary>Adds what is not there yet. False: a stream has lost its end meanwhile, and nothing was added to it.</summary>
    /// <param name="items">In the order of their seq, and nothing left out after the last call.</param>
    /// <param name="generation">Theirs.</param>
    public async Task<bool> AppendAsync(IReadOnlyList<FeedItem> items, string generation, CancellationToken cancellation) =>
        (await Task.WhenAll(items.GroupBy(item => item.Kind).Select(group => RunAsync(group.Key, generation, group, cancellation)))).All(stands => stands);

    /// <summary>Renames every stream that is there: the feed gives numbers again that it has. A second publisher, or the same after a crash, renames no new one.</summary>
    /// <param name="generation">The one that its end is of.</param>
    public async Task SetAsideAsync(string generation, CancellationToken cancellation)
    {
        var database = await redis.GetAsync(cancellation);
        foreach (var kind in Kinds)
        {
            if (_last[(int)kind] == 0 || !await database.KeyExistsAsync(RedisNames.Feed(kind))) continue;
            await database.KeyRenameAsync(RedisNames.Feed(kind), RedisNames.Aside(kind, generation), When.NotExists);
            await database.KeyExpireAsync(RedisNames.Aside(kind, generation), AsideFor);
        }
    }

    private async Task<bool> RunAsync(FeedKind kind, string generation, IEnumerable<FeedItem> items, CancellationToken cancellation)
    {
        var database = await redis.GetAsync(cancellation);
        var arguments = new List<RedisValue> { _last[(int)kind], redis.Options.FeedMaxLength, generation };
        foreach (var item in redis.Options.AllFields ? cipher.Reveal([.. items]) : items.Select(Clear))
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

    /// <summary>Whoever reads Redis has no role: only what may stand in clear leaves for there.</summary>
    private FeedItem Clear(FeedItem item) =>
        item.Kind is FeedKind.Attendance or FeedKind.Command ? item with { DataJson = FeedMask.ClearJson(item.DataJson, clear) } : item;

    private static RedisValue ToJson(FeedItem item)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, FeedItemJson.WriterOptions)) FeedItemJson.Write(writer, item);
        return buffer.WrittenMemory;
    }
}
