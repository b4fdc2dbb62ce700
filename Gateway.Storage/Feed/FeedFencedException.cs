namespace Gateway.Storage.Feed;

/// <summary>Another sequencer is at work: nothing was changed. Only one of them may go on (design.md, Feed).</summary>
public sealed class FeedFencedException() : Exception("Another sequencer has numbered feed items meanwhile; this one has changed nothing.");
