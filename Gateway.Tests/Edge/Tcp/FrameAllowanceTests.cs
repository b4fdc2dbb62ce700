using Gateway.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

public sealed class FrameAllowanceTests
{
    [Fact]
    public async Task Take_BeyondTheMost_WaitsForARelease()
    {
        var allowance = new FrameAllowance(2);
        Assert.True(await allowance.TakeAsync());
        Assert.True(await allowance.TakeAsync());

        var third = allowance.TakeAsync().AsTask();

        Assert.False(third.IsCompleted);
        allowance.Release();
        Assert.True(await third);
        Assert.Equal(2, allowance.Open); // The place has passed straight on.
    }

    [Fact]
    public async Task Release_OfEveryPlace_MakesItIdle()
    {
        var allowance = new FrameAllowance(2);
        await allowance.TakeAsync();
        await allowance.TakeAsync();
        var idle = allowance.WhenIdleAsync();

        allowance.Release();
        Assert.False(idle.IsCompleted);
        allowance.Release();

        await idle;
        Assert.Equal(0, allowance.Open);
    }

    [Fact]
    public async Task Close_WhileATakerWaits_SendsItAwayAndKeepsTheOpenFrames()
    {
        var allowance = new FrameAllowance(1);
        await allowance.TakeAsync();
        var waiting = allowance.TakeAsync().AsTask();
        var idle = allowance.WhenIdleAsync();

        allowance.Close(abandon: false);

        Assert.False(await waiting);
        Assert.False(await allowance.TakeAsync());
        Assert.False(idle.IsCompleted); // What was read is still answered.
        allowance.Release();
        await idle;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_Abandoning_IsIdleAtOnce(bool askedBefore)
    {
        var allowance = new FrameAllowance(1);
        await allowance.TakeAsync();
        var idle = askedBefore ? allowance.WhenIdleAsync() : null;

        allowance.Close(abandon: false);
        allowance.Close(abandon: true);
        idle ??= allowance.WhenIdleAsync();

        await idle;
        allowance.Release(); // A late answer does no harm.
        Assert.Equal(0, allowance.Open);
    }

    [Fact]
    public async Task TakeAndRelease_OnManyThreads_NeverExceedTheMostAndLoseNoPlace()
    {
        var allowance = new FrameAllowance(8);
        var releases = new List<Task>();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(await allowance.TakeAsync());
            Assert.InRange(allowance.Open, 1, 8);
            releases.Add(Task.Run(allowance.Release));
        }

        await allowance.WhenIdleAsync();
        await Task.WhenAll(releases);
        Assert.Equal(0, allowance.Open);
    }
}
