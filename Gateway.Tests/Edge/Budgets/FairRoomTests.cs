using System.Net;
using Gateway.Edge.Budgets;
using Xunit;

namespace Gateway.Tests.Edge.Budgets;

/// <summary>Whose turn it is, and how much anybody may have.</summary>
public sealed class FairRoomTests
{
    private static readonly Claimant Rogue = Claimant.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly Claimant Honest = Claimant.Of(IPAddress.Parse("198.51.100.1"));

    [Fact]
    public async Task Enter_AddressThatHasItsShare_WaitsAloneWhateverItsTerminals()
    {
        var room = new FairRoom(100, ofAddress: 40, ofTerminal: 40);

        Assert.True(room.TryEnter(Rogue with { Sn = "a" }, 30));
        Assert.True(room.TryEnter(Rogue with { Sn = "b" }, 10));
        var more = room.EnterAsync(Rogue with { Sn = "c" }, 1, default).AsTask();

        Assert.False(more.IsCompleted);
        Assert.True(room.TryEnter(Honest, 40));
        Assert.Equal(20, room.Free);
        room.Leave(Rogue with { Sn = "b" }, 10);
        await more.WaitAsync(Patience.Max);
    }

    [Fact]
    public void Enter_AddressesOfOneNetwork_AreOneAddress()
    {
        var room = new FairRoom(100, ofAddress: 40, ofTerminal: 40);

        Assert.True(room.TryEnter(Claimant.Of(IPAddress.Parse("2001:db8::1")), 40));

        Assert.False(room.TryEnter(Claimant.Of(IPAddress.Parse("2001:db8::2")), 1));
        Assert.True(room.TryEnter(Claimant.Of(IPAddress.Parse("2001:db8:0:1::2")), 1));
    }

    [Fact]
    public void Enter_TerminalThatHasItsShare_DoesNotHoldUpItsNeighbours()
    {
        var room = new FairRoom(100, ofAddress: 100, ofTerminal: 10);
        Assert.True(room.TryEnter(Rogue with { Sn = "a" }, 10));
        var more = room.EnterAsync(Rogue with { Sn = "a" }, 1, default).AsTask();

        Assert.True(room.TryEnter(Rogue with { Sn = "b" }, 10));
        Assert.True(room.TryEnter(Rogue, 50));

        Assert.False(more.IsCompleted);
    }

    [Fact]
    public async Task Enter_NoRoom_TakesTurnsByTerminalAndNotByRequest()
    {
        var room = new FairRoom(1, ofAddress: 1, ofTerminal: 1);
        Assert.True(room.TryEnter(Rogue, 1));
        var rogue = Enumerable.Range(0, 10).Select(_ => room.EnterAsync(Rogue, 1, default).AsTask()).ToList();
        var honest = room.EnterAsync(Honest, 1, default).AsTask();

        room.Leave(Rogue, 1);
        await rogue[0].WaitAsync(Patience.Max);
        Assert.False(honest.IsCompleted);
        room.Leave(Rogue, 1);

        await honest.WaitAsync(Patience.Max);
        Assert.All(rogue.Skip(1), task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task Enter_HeadOfTheQueueGivesUp_LetsTheNextInAtOnce()
    {
        var room = new FairRoom(10, ofAddress: 10, ofTerminal: 10);
        Assert.True(room.TryEnter(Rogue, 6));
        using var giveUp = new CancellationTokenSource();
        var large = room.EnterAsync(Rogue, 8, giveUp.Token).AsTask();
        var large2 = room.EnterAsync(Honest, 8, giveUp.Token).AsTask();
        var small = room.EnterAsync(Honest with { Sn = "a" }, 4, default).AsTask();
        Assert.False(small.IsCompleted);

        await giveUp.CancelAsync();

        await small.WaitAsync(Patience.Max);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large2);
        Assert.Equal(0, room.Free);
    }

    [Fact]
    public void Hold_MovedToItsTerminal_IsGivenBackWhole()
    {
        var room = new FairRoom(100, ofAddress: 50, ofTerminal: 20);
        var hold = new RoomHold(room, Rogue);
        Assert.True(hold.TrySet(15));

        hold.BelongsTo("a");

        Assert.False(hold.TrySet(21));
        Assert.True(hold.TrySet(20));
        Assert.True(hold.TrySet(5));
        Assert.Equal(95, room.Free);
        hold.Dispose();
        hold.Dispose();
        Assert.Equal(100, room.Free);
        Assert.True(room.TryEnter(Rogue, 50));
    }
}
