using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>Who becomes the current session, and what captured frames do that are said again (D20, D37).</summary>
public sealed class DeviceActorFreshnessTests : DeviceActorSpec
{
    private const int Stuck = -1_700_000_000;

    private DeviceActorOptions Options => new(Presence.Ref, Time);

    [Fact]
    public void CapturedHeartbeat_SaidAgain_DoesNotTakeTheSessionOver()
    {
        Beat(SessionOf(1), 0, body: 7);
        Lane.ExpectMsg<AnswerIdle>();

        Beat(SessionOf(2), 5, skew: -5, body: 7);

        Assert.Equal(2, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
        Assert.Equal((1, 0), (Live().Session!.Id.Number, Live().Counters.Takeovers));
    }

    [Fact]
    public void CapturedHeartbeatAndResult_WhileTheTerminalIsAway_SettleNothing()
    {
        Beat(SessionOf(1), 0, body: 7);
        Lane.ExpectMsg<AnswerIdle>();
        End(SessionOf(1), 10);
        Enqueue(Push("a"), 11);
        Enqueue(SetClock("c"), 11);

        Beat(SessionOf(2), 20, skew: -20, body: 7); // within the skew
        Result(SessionOf(2), 21, handOut: 1);
        Device.Tell(new ClockResultReceived(Sn, SessionOf(2), At(21), true, "0000", null));
        Beat(SessionOf(3), 300, skew: -300, body: 7); // and long after
        Result(SessionOf(3), 301, handOut: 1);

        Assert.Equal((CommandState.Queued, CommandState.Queued), (StateOf("a"), StateOf("c")));
        Assert.Equal(2, Live().Counters.StrayResults);
        Assert.Equal(2, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
        Assert.Equal(3, Lane.ExpectMsg<AnswerSetTime>().SessionNumber);
    }

    [Fact]
    public void CapturedHeartbeat_AfterTheActorHasMoved_IsJudgedByTheHabitThatWasStored()
    {
        Device = Start(Options with { GetClockHabit = static _ => Task.FromResult(ClockHabit.Right) });
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0, skew: -7_200);

        Assert.Equal(1, Lane.ExpectMsg<AnswerSetTime>().SessionNumber);
        Assert.Equal(CommandState.Queued, StateOf("a"));
        Beat(SessionOf(1), 30);
        Delivered();
    }

    [Fact]
    public void WrongClock_HabitIsReadFirst_ThenTheVeryHeartbeatIsAnswered()
    {
        var asked = new TaskCompletionSource<ClockHabit>();
        Device = Start(Options with { GetClockHabit = _ => asked.Task });
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0, skew: Stuck, maySet: true);
        Lane.ExpectNoMsg(TimeSpan.Zero);
        asked.SetResult(ClockHabit.Wrong);

        Lane.ExpectMsg<AnswerSetTime>();
        Beat(SessionOf(1), 30, skew: Stuck);
        Assert.Equal(["a"], Ids(Delivered()));
    }

    [Fact]
    public void WrongClock_HabitCannotBeRead_IsAGuestAndAskedForAgain()
    {
        var answers = new Queue<Task<ClockHabit>>([Task.FromException<ClockHabit>(new InvalidOperationException("away")), Task.FromResult(ClockHabit.Unknown)]);
        Device = Start(Options with { GetClockHabit = _ => answers.Dequeue() });
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0, skew: Stuck);
        Lane.ExpectMsg<AnswerSetTime>();

        Beat(SessionOf(1), 30, skew: Stuck);
        Delivered();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SameSecond_ReconnectOnceTheOldOneHasEnded_IsFresh(bool hasEnded)
    {
        Beat(SessionOf(1), 0, body: 7);
        Lane.ExpectMsg<AnswerIdle>();
        if (hasEnded) End(SessionOf(1), 0.3);
        Enqueue(Push("a"), 0.4);
        Beat(SessionOf(2), 0.9, body: 7);

        if (hasEnded) Assert.Equal(2, Delivered().SessionNumber);
        else Assert.Equal(2, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
        if (hasEnded) return;
        Beat(SessionOf(2), 30); // the old one is half open: the next heartbeat tells them apart
        Assert.Equal(new CloseSession(1, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());
        Delivered();
    }

    [Fact]
    public void PowerCut_ClockOf1970_IsCorrectedAsAGuestAndThenCurrent() // D12: once per session
    {
        Beat(SessionOf(1), 0, skew: Stuck);
        Lane.ExpectMsg<AnswerSetTime>();
        Beat(SessionOf(1), 30);
        Lane.ExpectMsg<AnswerIdle>();
        Enqueue(Push("a"), 31);
        for (var cut = 2; cut <= 4; cut++) // again and again within ten minutes, each time with the old connection half open
        {
            Beat(SessionOf(cut), cut * 60, skew: cut % 2 == 0 ? Stuck : null);
            Assert.Equal(cut, Lane.ExpectMsg<AnswerSetTime>().SessionNumber);
            Device.Tell(new ClockResultReceived(Sn, SessionOf(cut), At((cut * 60) + 1), true, "0000", null));
            Beat(SessionOf(cut), (cut * 60) + 30);
            Assert.Equal(cut - 1, Lane.ExpectMsg<CloseSession>().SessionNumber);
            Assert.Equal(cut, Delivered().SessionNumber);
        }
    }

    [Fact]
    public void WrongClock_OldConnectionHalfOpen_IsCurrentOnceThatIsSilentForThreeMinutes()
    {
        Beat(SessionOf(1), 0, skew: Stuck);
        Lane.ExpectMsg<AnswerSetTime>();
        Enqueue(Push("a"), 1);
        for (var at = 10; at < 180; at += 30)
        {
            Beat(SessionOf(2), at, skew: Stuck);
            Lane.ExpectMsg<object>(answer => answer is AnswerIdle or AnswerSetTime);
        }

        End(SessionOf(1), 180, CloseReason.Silent);
        Beat(SessionOf(2), 190, skew: Stuck);
        Assert.Equal(2, Delivered().SessionNumber);
    }

    [Fact]
    public void WrongClock_WordOfTheOldOnesEndIsLost_IsCurrentAllTheSame()
    {
        Beat(SessionOf(1), 0, skew: Stuck);
        Lane.ExpectMsg<AnswerSetTime>();
        Enqueue(Push("a"), 1);
        Beat(SessionOf(2), 189, skew: Stuck);
        Lane.ExpectMsg<AnswerSetTime>();
        Beat(SessionOf(2), 191, skew: Stuck);

        Assert.Equal(1, Lane.ExpectMsg<CloseSession>().SessionNumber);
        Assert.Equal(2, Delivered().SessionNumber);
    }

    [Fact]
    public void DialectThatNeverSetsTheClock_AnyHeartbeatIsCurrentOnceNoOtherIs()
    {
        Device = Start(Options with { GetClockHabit = static _ => Task.FromResult(ClockHabit.Right) });
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0, skew: Stuck, maySet: false);
        Delivered();
        Beat(SessionOf(2), 1, skew: Stuck, maySet: false);
        Assert.Equal(2, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
    }

    [Fact]
    public void Habit_WrongAfterAnHourOfDifferentHeartbeats_IsToldAndRightAgainByTheFirst()
    {
        Beat(SessionOf(1), 0);
        End(SessionOf(1), 1);
        for (var i = 0; i <= 120; i++) Beat(SessionOf(2), 10 + (i * 30), skew: Stuck + i);
        Assert.Equal(ClockHabit.Wrong, LastClock());
        Beat(SessionOf(2), 3_700);
        Assert.Equal(ClockHabit.Right, LastClock());
    }

    [Theory]
    [InlineData(29, 4_000)] // too few different ones: captured, and said again and again
    [InlineData(60, 3_500)] // not for an hour yet
    public void Habit_FewWrongHeartbeatsOrNotForLong_StaysRight(int different, int seconds)
    {
        Beat(SessionOf(1), 0);
        End(SessionOf(1), 1);
        for (var i = 0; i < 100; i++) Beat(SessionOf(2), 10 + (i * seconds / 100d), skew: Stuck, body: i % different);
        Enqueue(Push("a"));
        Beat(SessionOf(2), 4_001, skew: Stuck, body: 1);

        Assert.Equal(CommandState.Queued, StateOf("a"));
    }

    [Fact]
    public void Twins_TakeEachOtherOver_ThenOneStaysForTenMinutesWhileItIsHeard() // D20: two real terminals, one SN
    {
        for (var i = 0; i <= 6; i++) Beat(SessionOf(i + 1, node: 1 + (i % 2)), i);
        Presence.FishForMessage<DeviceEvent>(happened => happened.Event == "sn-conflict");
        var (held, twin) = (SessionOf(7, node: 1), SessionOf(8, node: 2));
        Device.Tell(new UploadNoted(Sn, twin, At(8), 3, 0, false));
        for (var at = 10; at < 600; at += 60)
        {
            Beat(twin, at);
            Beat(held, at + 30);
        }

        Assert.Equal((held.Id, 6, 3), (Live().Session!.Id, Live().Counters.Takeovers, Live().Counters.Records));
        Beat(twin, 607);
        Assert.Equal(twin.Id, Live().Session!.Id);
    }

    [Fact]
    public void Conflict_TheCurrentOneFallsSilent_TheOtherNeedNotWait()
    {
        for (var i = 0; i <= 6; i++) Beat(SessionOf(i + 1), i);
        Beat(SessionOf(8), 100);
        Assert.Equal(7, Live().Session!.Id.Number);
        Beat(SessionOf(8), 197);
        Assert.Equal(8, Live().Session!.Id.Number);
    }

    [Fact]
    public void Guests_AThird_ClosesTheOldest()
    {
        Beat(SessionOf(1), 0);
        for (var number = 2; number <= 4; number++) Device.Tell(new UploadNoted(Sn, SessionOf(number), At(number), 1, 0, false));

        Lane.ExpectMsg<AnswerIdle>();
        Assert.Equal(new CloseSession(2, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());
        Assert.Equal((1, 3), (Live().Session!.Id.Number, Live().Counters.Records));
        Device.Tell(new UploadNoted(Sn, SessionOf(2), At(9), 1, 0, false)); // was on its way
        Assert.Equal(2, Lane.ExpectMsg<CloseSession>().SessionNumber);
    }

    [Fact]
    public void Guest_WhenTheCurrentOneEnds_KeepsTheTerminalOnline()
    {
        Beat(SessionOf(1), 0);
        Device.Tell(new UploadNoted(Sn, SessionOf(2), At(1), 1, 0, false));
        End(SessionOf(1), 2);
        Assert.Equal(2, Live().Session!.Id.Number);
        End(SessionOf(2), 3);

        Assert.Null(Live().Session);
        Assert.Equal([true, true, false], Received().Select(static update => update.Online));
    }

    [Fact]
    public void FlushedMemory_BodiesThatCanNeverBeRightAgain_PushNothingOut()
    {
        Beat(SessionOf(1), 0, body: 7);
        for (var i = 0; i < 100; i++) Beat(SessionOf(2), 1, skew: -7_200 - i, body: 100 + i);
        Beat(SessionOf(2), 20, skew: -20, body: 7);

        Assert.Equal(1, Live().Session!.Id.Number);
    }

    [Fact]
    public void SaidAgainByANodeWhoseClockIsBehind_IsNotFresh()
    {
        Beat(SessionOf(1), 0, skew: -50, body: 7);
        Beat(SessionOf(1), 12);
        Beat(SessionOf(1, node: 2), 40, skew: -55, body: 7); // that node is 35 s behind

        Assert.Equal(1, Live().Session!.Id.NodeUid);
    }

    [Fact]
    public void FastClock_CapturedThenSaidAgainWhenItsTimeIsRight_IsNotFresh()
    {
        Beat(SessionOf(1), 0, skew: 300, body: 7);
        Beat(SessionOf(1), 30);
        Beat(SessionOf(2), 300, skew: 0, body: 7);

        Assert.Equal(1, Live().Session!.Id.Number);
    }

    private ClockHabit? LastClock()
    {
        Live();
        return Received().Last().Clock;
    }

    private List<PresenceUpdate> Received()
    {
        List<PresenceUpdate> all = [];
        while (Presence.HasMessages) if (Presence.ReceiveOne(TimeSpan.Zero) is PresenceUpdate update) all.Add(update);
        return all;
    }
}
