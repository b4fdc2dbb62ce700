using Gateway.Edge.Budgets;
using Xunit;

namespace Gateway.Tests.Edge.Budgets;

public sealed class CapacityTests
{
    [Fact]
    public async Task Enter_NoRoom_WaitsInOrder()
    {
        var room = new Capacity(10);
        var first = await room.EnterAsync(6, default);
        var large = room.EnterAsync(10, default).AsTask();
        var small = room.EnterAsync(1, default).AsTask();
        Assert.False(large.IsCompleted || small.IsCompleted);

        first.Dispose();
        using (await large) Assert.False(small.IsCompleted);

        (await small).Dispose();
        Assert.Equal(10, room.Free);
    }

    [Fact]
    public async Task Enter_Cancelled_LetsTheNextIn()
    {
        var room = new Capacity(10);
        using var first = await room.EnterAsync(6, default);
        using var giveUp = new CancellationTokenSource();
        var large = room.EnterAsync(10, giveUp.Token).AsTask();
        var small = room.EnterAsync(4, default).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        (await small).Dispose();
        Assert.Equal(4, room.Free);
    }

    [Fact]
    public async Task Dispose_Twice_GivesBackOnce()
    {
        var room = new Capacity(10);
        var portion = await room.EnterAsync(3, default);

        portion.Dispose();
        portion.Dispose();

        Assert.Equal(10, room.Free);
    }
}
