using System.ComponentModel;

namespace Gateway.Platform.Nodes;

/// <summary>How far the feed is.</summary>
internal sealed record FeedBody(
    [property: Description("The last number given.")] long LastSeq,
    [property: Description("Items that are not numbered yet, at most 100 000 are counted.")] long Waiting,
    [property: Description("Age of the oldest of them, seconds.")] double LagSeconds);
