namespace Gateway.Storage.Feed;

/// <summary>A part of the feed's history in which no number was given twice. A new one begins when numbers were taken back (docs/decisions/0056).</summary>
/// <param name="Number">1, 2, 3 … in this database.</param>
/// <param name="Name">What consumers know it by: text that no other generation has, of this database or a copy of it.</param>
/// <param name="FirstSeq">Positions of earlier generations from here on are not valid any more.</param>
/// <param name="Reason">Why it began, a few words for people.</param>
public sealed record FeedGeneration(int Number, string Name, long FirstSeq, string Reason);
