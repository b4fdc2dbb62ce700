using Gateway.Actors.Attendance;
using Xunit;

namespace Gateway.Tests.Actors.Attendance;

public sealed class GroupPaceTests
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly GroupPace _pace;

    public GroupPaceTests() => _pace = new GroupPace(Every, _time);

    [Fact]
    public void Pause_AfterAGroup_CountsFromItsBeginning()
    {
        _pace.Began(["sn-1"]);
        _time.Advance(Every / 2);
        var pause = _pace.PauseAsync(0);

        _time.Advance((Every / 2) - TimeSpan.FromMilliseconds(1));
        _pace.Came("sn-2", 1);
        Assert.False(pause.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(pause.IsCompleted);
    }

    [Fact]
    public void Pause_ACommitThatTookLonger_IsNone()
    {
        _pace.Began(["sn-1"]);
        _time.Advance(Every);

        Assert.True(_pace.PauseAsync(0).IsCompleted);
    }

    [Fact]
    public async Task Pause_WhenEveryTerminalOfTheGroupHasSentAgain_Ends()
    {
        _pace.Began(["sn-1", "sn-2"]);
        _pace.Came("sn-2", 1); // While the group was committed.
        var pause = _pace.PauseAsync(1);
        Assert.False(pause.IsCompleted);

        _pace.Came("sn-1", 2);

        await pause;
    }

    [Fact]
    public void Pause_OfOneTerminalAlone_IsNone()
    {
        _pace.Began(["sn-1"]);
        _pace.Came("sn-1", 1);

        Assert.True(_pace.PauseAsync(1).IsCompleted);
    }

    [Fact]
    public async Task Pause_WhenManyWait_Ends()
    {
        _pace.Began(["sn-1"]);
        var pause = _pace.PauseAsync(0);
        for (var waiting = 1; waiting < GroupPace.WaitingEnough; waiting++) _pace.Came("sn-2", waiting);
        Assert.False(pause.IsCompleted);

        _pace.Came("sn-2", GroupPace.WaitingEnough);

        await pause;
    }

    [Fact]
    public void Pause_WhenManyWaitAlready_IsNone()
    {
        _pace.Began(["sn-1"]);

        Assert.True(_pace.PauseAsync(GroupPace.WaitingEnough).IsCompleted);
    }
}
