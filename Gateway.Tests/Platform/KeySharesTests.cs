using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Xunit;

namespace Gateway.Tests.Platform;

public class KeySharesTests
{
    private const int Places = 200;

    private readonly KeyShares _shares = new(Places);

    [Theory]
    [InlineData(ApiRole.Viewer, 50)]
    [InlineData(ApiRole.Platform, 100)]
    public void TryEnter_OneKeyAlone_HasItsShare(ApiRole role, int share) => Assert.Equal(share, Fill(new ApiCaller("a", role)));

    [Fact]
    public void TryEnter_AnyNumberOfViewers_LeaveHalfToThePlatform()
    {
        var viewers = Enumerable.Range(0, 500).Sum(i => Fill(new ApiCaller($"viewer-{i}", ApiRole.Viewer)));

        Assert.Equal(Places / 2, viewers);
        Assert.Equal(Places / 4, Fill(new ApiCaller("platform", ApiRole.Platform)));
    }

    [Fact]
    public void TryEnter_AfterTheGreediestKey_TheNextOnesFindPlaces()
    {
        Fill(new ApiCaller("greedy", ApiRole.Platform));

        Assert.Equal(50, Fill(new ApiCaller("viewer", ApiRole.Viewer)));
        Assert.True(_shares.TryEnter(new ApiCaller("another", ApiRole.Platform)));
    }

    [Fact]
    public void Leave_APlace_IsFreeAgain()
    {
        var caller = new ApiCaller("a", ApiRole.Viewer);
        var taken = Fill(caller);

        for (var i = 0; i < taken; i++) _shares.Leave(caller);

        Assert.Equal(0, _shares.Taken);
        Assert.Equal(taken, Fill(caller));
    }

    private int Fill(ApiCaller caller)
    {
        var taken = 0;
        while (_shares.TryEnter(caller)) taken++;
        return taken;
    }
}
