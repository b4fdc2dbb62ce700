namespace Gateway.Storage.Feed;

/// <summary>Another sequencer is at work: nothing was changed. Only one of them may go on (docs/decisions/0005-gapless-feed.md).</summary>
public sealed class FeedFencedException() : Exception("Another sequencer has numbered feed items meanwhile; this one has changed nothing.");
