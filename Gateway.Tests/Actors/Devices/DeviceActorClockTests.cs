using Akka.Actor;
using Gateway.Actors.Commands;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceActorClockTests : DeviceActorSpec
{
    [Fact]
    public void WrongClock_CorrectedFirst_AtMostOnceInTenMinutes() // D12
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0, skew: 500);
        Assert.Equal(1, Lane.ExpectMsg<AnswerSetTime>().SessionNumber);
        Beat(session, 30, skew: 500);
        Delivered();
        Result(session, 31, drain: false);
        Beat(session, 599, skew: 500);
        Lane.ExpectMsg<AnswerIdle>();
        Beat(session, 600, skew: 500);
        Lane.ExpectMsg<AnswerSetTime>();
        Assert.Equal(2, Live().Counters.ClockCorrections);
    }

    [Theory]
    [InlineData(true, "0000", CommandState.Succeeded)]
    [InlineData(false, "9021", CommandState.Failed)]
    public void ClockCommand_Answered_IsSettled(bool succeeded, string code, CommandState state)
    {
        var session = SessionOf(1);
        Enqueue(SetClock("c"));
        Beat(session, 0);
        Lane.ExpectMsg<AnswerSetTime>();
        Assert.Equal(CommandState.InFlight, StateOf("c"));
        Device.Tell(new ClockResultReceived(Sn, session, At(1), succeeded, code, null));

        Assert.Equal((state, code), (Get("c").State, Get("c").ResultCode));
        Assert.Equal((1, 0), (Live().Counters.CommandResults, Live().Counters.StrayResults));
    }

    [Fact]
    public void ClockCommand_NeverAnswered_NextRightHeartbeatShowsIt()
    {
        var session = SessionOf(1);
        Enqueue(SetClock("c"));
        Beat(session, 0, skew: 900);
        Lane.ExpectMsg<AnswerSetTime>();
        Beat(session, 30, skew: 61);
        Lane.ExpectMsg<AnswerIdle>();
        Assert.Equal(CommandState.InFlight, StateOf("c"));
        Beat(session, 31, skew: -60);
        Lane.ExpectMsg<AnswerIdle>();

        Assert.Equal(CommandState.Succeeded, StateOf("c"));
    }

    [Fact]
    public void ClockCommand_NoSign_IsRepeatedButDoesNotStarveTheQueue()
    {
        var session = SessionOf(1);
        Enqueue(SetClock("c"));
        Enqueue(Push("a"));
        Beat(session, 0, skew: null);
        Lane.ExpectMsg<AnswerSetTime>();
        Beat(session, 70, skew: null); // due again, but persons wait
        Delivered();
        Beat(session, 80, skew: null);
        Lane.ExpectMsg<AnswerSetTime>();
        Assert.Equal((CommandState.InFlight, 2), (Get("c").State, Get("c").Attempts));
    }

    [Fact]
    public void ClockCommands_Several_AreServedByOneCorrection()
    {
        var session = SessionOf(1);
        Enqueue(SetClock("c"));
        Enqueue(SetClock("d"));
        Beat(session, 0, skew: 500);
        Lane.ExpectMsg<AnswerSetTime>();
        Device.Tell(new ClockResultReceived(Sn, session, At(1), true, "0000", null));

        Assert.Equal((CommandState.Succeeded, CommandState.Succeeded), (StateOf("c"), StateOf("d")));
        Assert.Equal(1, Live().Counters.ClockCorrections);
    }

    [Fact]
    public void ClockCommand_DialectThatNeverSetsTheClock_FailsWithItsReason() // D12
    {
        Enqueue(SetClock("c"));
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0, skew: 900, maySet: false);

        Assert.Equal(["a"], Ids(Delivered()));
        Assert.Equal((CommandState.Failed, "9998"), (Get("c").State, Get("c").ResultCode));
        Assert.Contains("setTime", Get("c").ResultDesc, StringComparison.Ordinal);
    }
}
