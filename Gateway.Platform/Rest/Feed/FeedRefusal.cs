using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Why a position cannot be read on from, and where to go on instead (contract, generations).</summary>
/// <param name="Fork">The first number that may be another item than the consumer has read under it, or will be.</param>
/// <param name="Oldest">The first number that is kept.</param>
/// <param name="Head">The last number given.</param>
internal sealed record FeedRefusal(ProblemKind Kind, long Fork, long Oldest, long Head, string Generation)
{
    private long From => Math.Max(Fork, Oldest);

    public ProblemResult ToProblem() => new(Kind, Detail)
    {
        Numbers = [new("fork", From), new("oldest", Oldest), new("head", Head)],
        Texts = [new("generation", Generation)],
    };

    private string Detail => Kind == ProblemKinds.FeedPositionExpired
        ? FormattableString.Invariant($"What follows is not kept: the feed begins with {Oldest}. Read the lists for what you have missed, then go on with after={Oldest - 1}.")
        : FormattableString.Invariant($"The database was restored or a standby took over: from {From} on the numbers are, or will be, other items than you have read under them. ")
            + FormattableString.Invariant($"Go on with after={From - 1}&generation={Generation}; items that you know come again under other numbers: know them by their ids.");
}
