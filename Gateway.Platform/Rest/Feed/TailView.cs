using Gateway.Actors.Feed;
using Gateway.Storage.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>The end of the feed as the tail has read it at one moment; never changes. The next one has what came since.</summary>
/// <param name="state">Null: nothing was read yet.</param>
/// <param name="after">What it holds begins behind this number.</param>
/// <param name="chunks">In order, without gaps.</param>
internal sealed class TailView(FeedState? state, long after, IReadOnlyList<IReadOnlyList<FeedEvent>> chunks)
{
    private readonly TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nothing was read.</summary>
    public static TailView Nothing => new(null, 0, []);

    public FeedState? State => state;

    public long After => after;

    public IReadOnlyList<IReadOnlyList<FeedEvent>> Chunks => chunks;

    /// <summary>The last number that it holds.</summary>
    public long Last { get; } = chunks.Count > 0 ? chunks[^1][^1].Seq : after;

    /// <summary>Ends when there is a newer one.</summary>
    public Task Grown => _grown.Task;

    public void Succeeded() => _grown.SetResult();

    /// <summary>What follows a position; null when that stands in the database only.</summary>
    public FeedPage? Read(FeedPosition position, IReadOnlyCollection<FeedKind>? kinds, int limit)
    {
        if (state is null || position.After < after || state.ForkOf(position.Generation, position.After) is not null) return null;
        var found = new List<FeedEvent>();
        foreach (var chunk in chunks)
        {
            if (chunk[^1].Seq <= position.After) continue;
            foreach (var item in chunk)
            {
                if (item.Seq <= position.After || (kinds is { Count: > 0 } && !kinds.Contains(item.Kind))) continue;
                found.Add(item);
                if (found.Count == limit) return new FeedPage(found, item.Seq, state);
            }
        }

        return new FeedPage(found, Math.Max(position.After, Last), state);
    }
}
