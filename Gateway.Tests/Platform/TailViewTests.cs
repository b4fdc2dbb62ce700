using Gateway.Actors.Feed;
using Gateway.Platform.Rest.Feed;
using Gateway.Storage.Feed;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>What the node's tail of the feed gives each consumer.</summary>
public sealed class TailViewTests
{
    private static readonly FeedGeneration First = new(1, "g1", 1, "");
    private static readonly FeedState State = new(9, [First, new(2, "g2", 7, "")]);

    /// <summary>4 5 6 and 7 8 9; the odd ones of kind device.</summary>
    private static readonly TailView View = new(State, 3, [Chunk(4, 5, 6), Chunk(7, 8, 9)]);

    [Theory]
    [InlineData(3, 100, "4 5 6 7 8 9", 9)]
    [InlineData(5, 100, "6 7 8 9", 9)]
    [InlineData(5, 2, "6 7", 7)]
    [InlineData(9, 100, "", 9)]
    [InlineData(12, 100, "", 12)]
    public void Read_Position_GivesWhatFollowsUpToTheLimit(long after, int limit, string expected, long next)
    {
        var page = View.Read(new FeedPosition("g2", after), null, limit)!;

        Assert.Equal((expected, next), (string.Join(' ', page.Items.Select(item => item.Seq)), page.Next));
    }

    [Fact]
    public void Read_OfOneKind_LeavesOutTheOthersAndMovesOnThroughThem()
    {
        var page = View.Read(new FeedPosition("g2", 7), [FeedKind.Device], 100)!;
        Assert.Equal((9, 9), (Assert.Single(page.Items).Seq, page.Next));
        Assert.Equal(6, View.Read(new FeedPosition("g2", 3), [], 100)!.Items.Count);
    }

    /// <summary>Further back than it holds, taken back, or nothing read yet: only the database knows.</summary>
    [Fact]
    public void Read_WhatItCannotAnswer_IsLeftToTheDatabase()
    {
        Assert.Null(View.Read(new FeedPosition("g2", 2), null, 100));
        Assert.Null(View.Read(new FeedPosition("g1", 8), null, 100));
        Assert.NotNull(View.Read(new FeedPosition("g1", 6), null, 100));
        Assert.Null(TailView.Nothing.Read(new FeedPosition("g1", 0), null, 100));
    }

    [Fact]
    public void Encode_LineBreaksInStoredJson_DoNotEndTheEvent()
    {
        var item = Assert.Single(FeedEvent.Encode([new FeedItem(5, FeedKind.Command, "sn", DateTimeOffset.UnixEpoch, "{\"a\":\r\n1}")], "g2"));

        Assert.Equal("""{"seq":5,"kind":"command","sn":"sn","at":"1970-01-01T00:00:00Z","data":{"a":  1}}""", Encoding.UTF8.GetString(item.Json.Span));
        Assert.Equal($"id: g2:5\nevent: command\ndata: {Encoding.UTF8.GetString(item.Json.Span)}\n\n", Encoding.UTF8.GetString(item.Event.Span));
    }

    private static FeedEvent[] Chunk(params long[] seqs) => FeedEvent.Encode(
        [.. seqs.Select(seq => new FeedItem(seq, seq % 2 == 1 ? FeedKind.Device : FeedKind.Command, "sn", DateTimeOffset.UnixEpoch, "{}"))], "g2");
}
