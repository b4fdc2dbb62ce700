using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>Command frames and their rounds (D15): what is sent again, what a result settles, what the lane did not send.</summary>
public sealed class DeviceActorFrameTests : DeviceActorSpec
{
    [Fact]
    public void Heartbeat_FrameInFlight_AnswersIdleUntilTheTimeIsOverThenTheSameFrame() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Enqueue(Push("b"));
        Beat(session, 0);
        var first = Delivered();
        Enqueue(Push("c"));
        Beat(session, 59);
        Lane.ExpectMsg<AnswerIdle>();
        Beat(session, 60);

        var again = Delivered();
        Assert.Equal((first.HandOut, 2), (again.HandOut, Get("a").Attempts));
        Assert.Equal(["a", "b"], Ids(again));
    }

    [Fact]
    public void Result_LateAfterASecondSending_SettlesOnlyWhatWasInTheFrame() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered();
        Enqueue(Push("b"));
        Beat(session, 61);
        Delivered();

        Result(session, 62);

        Assert.Equal(["b"], Ids(Delivered()));
        Assert.Equal((CommandState.Succeeded, CommandState.InFlight), (StateOf("a"), StateOf("b")));
        Result(session, 63, ok: false); // the answer to the second sending of "a": the lane takes it for one to "b"
        Assert.Equal(CommandState.InFlight, StateOf("b"));
        Result(session, 64);
        Assert.Equal(CommandState.Succeeded, StateOf("b"));
    }

    [Fact]
    public void Result_OwedButNeverSent_CostsTheNextFrameOneSending() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered(); // never reached the terminal
        Enqueue(Push("b"));
        Beat(session, 61);
        Delivered();
        Result(session, 62);
        Delivered();
        Result(session, 63); // taken for the answer to the first sending
        Assert.Equal(CommandState.InFlight, StateOf("b"));
        Beat(session, 124);
        Delivered();
        Result(session, 125);
        Assert.Equal(CommandState.Succeeded, StateOf("b"));
        Enqueue(Push("c"));
        Beat(session, 126);
        Delivered();
        Result(session, 127);
        Assert.Equal(CommandState.Succeeded, StateOf("c")); // nothing is owed any more
    }

    [Fact]
    public void Result_SecondOfTheSameFrame_IsStray() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        var first = Delivered();
        Result(session, 1);
        Enqueue(Push("b"));
        Beat(session, 2);
        Delivered();
        Result(session, 3, handOut: first.HandOut);

        Assert.Equal(CommandState.InFlight, StateOf("b"));
    }

    [Fact]
    public void Round_FiveSendingsWithoutAResult_ClosesTheConnectionAndItsPersonsGoAlone() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Enqueue(Push("b"));
        for (var i = 0; i < 5; i++)
        {
            Beat(session, i * 61);
            Assert.Equal(["a", "b"], Ids(Delivered()));
        }

        Beat(session, 5 * 61);
        Assert.Equal(new CloseSession(1, CloseReason.NoResult), Lane.ExpectMsg<CloseSession>());
        Beat(SessionOf(2), 400);
        Assert.Equal(["a"], Ids(Delivered()));
        Result(SessionOf(2), 401);
        Assert.Equal(["b"], Ids(Delivered()));
    }

    [Fact]
    public void Round_TwoEndsByTheTerminal_IsLost_EndsOfOursAreNone() // D15
    {
        Enqueue(Push("a"));
        Enqueue(Push("b"));
        foreach (var (number, reason) in ((int, CloseReason)[])[(1, CloseReason.Draining), (2, CloseReason.PeerClosed), (3, CloseReason.NodeLost)])
        {
            Beat(SessionOf(number), number);
            Assert.Equal(["a", "b"], Ids(Delivered()));
            End(SessionOf(number), number, reason);
        }

        Beat(SessionOf(4), 4);
        Assert.Equal(["a", "b"], Ids(Delivered()));
        End(SessionOf(4), 4, CloseReason.Silent);
        Beat(SessionOf(5), 5);
        Assert.Equal(["a"], Ids(Delivered()));
    }

    [Theory] // D15, D33
    [InlineData(UnreportedRule.Fail, CommandState.Failed, "unreported")]
    [InlineData(UnreportedRule.Done, CommandState.Succeeded, "unreported")]
    [InlineData(UnreportedRule.Never, CommandState.Queued, null)]
    public void Round_LostAlone_GoesBehindAndEndsUnreportedAfterThreeInHalfAnHour(UnreportedRule rule, CommandState state, string? code)
    {
        Enqueue(Delete("bad"));
        Enqueue(Delete("good"));
        var number = 0;
        void Lose(double seconds)
        {
            for (var i = 0; i < 2; i++)
            {
                Beat(SessionOf(++number), seconds, unreported: rule);
                Assert.Equal(["bad"], Ids(Delivered()));
                End(SessionOf(number), seconds);
            }
        }

        Lose(0);
        Beat(SessionOf(++number), 1);
        Assert.Equal(["good"], Ids(Delivered())); // it no longer holds up the rest
        Result(SessionOf(number), 2, CommandType.PersonDelete, drain: false);
        End(SessionOf(number), 2);
        Lose(600);
        Lose(1200);
        Assert.Equal(CommandState.Queued, StateOf("bad")); // three times, but in twenty minutes
        Lose(1801);

        Assert.Equal((state, code), (Get("bad").State, Get("bad").ResultCode));
    }

    [Fact]
    public void Clock_StepsBack_TimeOutsGoOn()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered();
        Clock(60);
        Device.Tell(new HeartbeatReceived(Sn, session, At(-3600), 1, 0, 60, true, 1), ActorRefs.NoSender); // the node's wall clock was put back by an hour

        Assert.Equal(["a"], Ids(Delivered()));
    }

    [Fact]
    public void Unsent_PartOfTheFrame_GoesBackAndComesAfterTheResult()
    {
        var session = SessionOf(1);
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Beat(session, 1);
        Unsent(session, Delivered(), ["c"]);
        Assert.Equal((CommandState.Queued, 0, null), (Get("c").State, Get("c").Attempts, Get("c").SentAt));
        Result(session, 2, ids: ["a", "b"]);

        Assert.Equal(CommandState.Succeeded, StateOf("b"));
        Assert.Equal(["c"], Ids(Delivered()));
    }

    [Fact]
    public void Result_OfPartOfTheFrame_WhoseReportWasLost_SettlesThatPart()
    {
        var session = SessionOf(1);
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Beat(session, 1);
        Delivered();
        Result(session, 2, ids: ["a", "b"], drain: false);

        Assert.Equal((CommandState.Succeeded, CommandState.Queued, 0), (StateOf("a"), StateOf("c"), Get("c").Attempts));
    }

    [Fact]
    public void Unsent_NothingSendable_FailsItAndTheNextIsTheHeartbeatsAnswer()
    {
        var session = SessionOf(1);
        Enqueue(Push("a", bytes: 90_000));
        Enqueue(Push("b", bytes: 90_000));
        Beat(session, 1);
        Unsent(session, Delivered(), [], written: false, awaitsAnswer: true, new UnsendableCommand("a", "photo does not fit"));
        var next = Delivered();
        Assert.True(next.AnswersHeartbeat);
        Unsent(session, next, [], written: false, awaitsAnswer: true, new UnsendableCommand("b", "photo does not fit"));
        Lane.ExpectMsg<AnswerIdle>();

        Assert.Equal((CommandState.Failed, "9998", "photo does not fit"), (Get("a").State, Get("a").ResultCode, Get("a").ResultDesc));
    }

    [Fact]
    public void Unsent_NotWritten_IsTheAnswerToTheNextHeartbeat()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 1);
        var late = Delivered();
        Unsent(session, late, [], written: false);
        Assert.Equal(CommandState.InFlight, StateOf("a")); // journalled as sent: it cannot be taken back

        Beat(session, 2);
        Assert.Equal(late.HandOut, Delivered().HandOut);
        Assert.Equal(1, Get("a").Attempts);
    }

    [Fact]
    public void Deliver_LeavesOnlyOnceItIsJournalled_SoTheNextIncarnationKnowsIt()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 1);
        Delivered();
        Restart();
        Device.Tell(new CancelCommand(Sn, "a", At(2)), Platform.Ref);
        Assert.Equal(CommandState.InFlight, Platform.ExpectMsg<CommandFinished>().Status.State);
        Result(session, 3);

        Assert.Equal(CommandState.Succeeded, StateOf("a"));
    }
}
