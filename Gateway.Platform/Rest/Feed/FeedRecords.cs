using System.Text.Json.Nodes;
using Gateway.Actors.Privacy;
using Gateway.Storage.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>One item of the feed.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind"><c>attendance</c>, <c>registration</c>, <c>command</c> or <c>device</c>.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">By kind; of <c>attendance</c> the record as the list shows it.</param>
// For the OpenAPI document; FeedItemJson writes it.
internal sealed record FeedItemResponse(long Seq, string Kind, string Sn, DateTimeOffset At, JsonObject Data);

/// <summary>A page of the feed.</summary>
/// <param name="Items">In order of seq.</param>
/// <param name="Next">Give it back as <c>after</c>.</param>
/// <param name="Generation">Give it back as <c>generation</c>: then a position that a restore or a fail-over has made worthless is refused, and not taken for another.</param>
internal sealed record FeedPageResponse(IReadOnlyList<FeedItemResponse> Items, long Next, string Generation);

/// <summary>Where a consumer is.</summary>
/// <param name="Generation">Null: it does not say.</param>
internal readonly record struct FeedPosition(string? Generation, long After);

/// <summary>What one reading of the feed gave.</summary>
/// <param name="Next">Read on from here: nothing that was asked for stands before it unread.</param>
/// <param name="State">The feed at the moment of the reading.</param>
/// <param name="Refusal">Why the position cannot be read on from; there are no items then.</param>
internal sealed record FeedPage(IReadOnlyList<FeedEvent> Items, long Next, FeedState State, FeedRefusal? Refusal = null)
{
    /// <summary>The position after it.</summary>
    public FeedPosition Position => new(State.Current.Name, Next);

    /// <summary>As the role <c>viewer</c> sees it.</summary>
    public FeedPage Masked(ClearFields clear) => this with { Items = [.. Items.Select(item => item.Masked(clear))] };
}
