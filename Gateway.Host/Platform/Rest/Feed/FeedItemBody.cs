using System.Text.Json.Nodes;

namespace Gateway.Platform.Rest.Feed;

/// <summary>One item of the feed.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind"><c>attendance</c>, <c>registration</c>, <c>command</c> or <c>device</c>.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">By kind; of <c>attendance</c> the record as the list shows it.</param>
// For the OpenAPI document; FeedItemJson writes it.
internal sealed record FeedItemBody(long Seq, string Kind, string Sn, DateTimeOffset At, JsonObject Data);
