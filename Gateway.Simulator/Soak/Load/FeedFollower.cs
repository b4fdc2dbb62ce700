using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Load;

/// <summary>The platform's other part: reads the feed while it grows, from where it is, whatever dies meanwhile.</summary>
/// <param name="isCounted">Whether outcomes of this SN are counted.</param>
internal sealed class FeedFollower(SoakApi api, Func<string, bool> isCounted, JsonLineFile history, TimeProvider time)
{
    private const int Limit = 1000;
    private const int WaitSeconds = 2;

    private const int Conflict = 409;

    private string _generation = "";
    private long _after;
    private int _outcomes;

    /// <summary>The last number read.</summary>
    public long LastSeq => Volatile.Read(ref _after);

    /// <summary>Command outcomes read.</summary>
    public int Outcomes => Volatile.Read(ref _outcomes);

    /// <exception cref="SoakFailedException">The feed says that it has taken numbers back, which nothing in a soak excuses.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested) await ReadPageAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // the soak is over
        }
    }

    private async Task ReadPageAsync(CancellationToken stop)
    {
        var (status, page) = await api.SendAsync(HttpMethod.Get, $"api/v1/feed?after={_after}&generation={_generation}&limit={Limit}&wait={WaitSeconds}", null, stop);
        if (status == Conflict) throw new SoakFailedException($"The feed took numbers back: {_generation}:{_after} is answered {page.GetRawText()}.");
        if (status != 200)
        {
            await api.PauseAsync(stop);
            return;
        }

        var seenAt = time.GetUtcNow();
        _generation = page.GetProperty("generation").GetString()!; // Another one with our position still valid has lost nothing.
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            FeedLine.Append(history, item, seenAt);
            Volatile.Write(ref _after, Math.Max(_after, item.GetProperty("seq").GetInt64()));
            if (item.GetProperty("kind").GetString() == "command" && isCounted(item.GetProperty("sn").GetString()!)) Interlocked.Increment(ref _outcomes);
        }
    }
}
