using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceActorCommandTests : DeviceActorSpec
{
    [Fact]
    public void Heartbeat_QueueEmpty_AnswersIdle()
    {
        Beat(SessionOf(7), 0);

        Assert.Equal(7, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
    }

    [Fact]
    public void Push_DeliveredAndAnswered_SucceedsAndSurvivesRestart()
    {
        var session = SessionOf(1);
        Assert.Equal(CommandState.Queued, Enqueue(Push("c1")).State);

        Beat(session, 10);
        var offer = Delivered();
        Assert.True(offer.AnswersHeartbeat);
        Assert.Equal(["c1"], Ids(offer));
        Assert.Equal(CommandState.InFlight, StateOf("c1"));
        Result(session, 12);

        var status = Get("c1");
        Assert.Equal((CommandState.Succeeded, 1, "0000", At(10), At(12)), (status.State, status.Attempts, status.ResultCode, status.SentAt!.Value, status.EndedAt!.Value));
        Restart();
        Assert.Equal(status, Get("c1"));
    }

    [Fact]
    public void Result_MoreQueued_DrainsAtOnce() // D14
    {
        var session = SessionOf(1);
        Enqueue(Push("c1", bytes: 9_000));
        Enqueue(Push("c2", bytes: 9_000));
        Enqueue(Delete("c3"));
        Beat(session, 1);
        var first = Delivered();
        Assert.Equal(["c1"], Ids(first)); // two do not fit in a frame, D17

        Result(session, 2);
        var second = Delivered();
        Assert.False(second.AnswersHeartbeat);
        Assert.Equal(["c2"], Ids(second));
        Result(session, 3);
        var third = Delivered();
        Assert.Equal(["c3"], Ids(third));
        Result(session, 4, CommandType.PersonDelete);

        Assert.Equal(CommandState.Succeeded, StateOf("c3"));
        Lane.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Result_WithoutDrain_WaitsForHeartbeat()
    {
        var session = SessionOf(1);
        Enqueue(Delete("c1"));
        Enqueue(Delete("c2"));
        Beat(session, 1);
        Delivered();
        Result(session, 2, CommandType.PersonDelete, drain: false);
        Assert.Equal(CommandState.Succeeded, StateOf("c1"));
        Lane.ExpectNoMsg(TimeSpan.Zero);

        Beat(session, 30);
        Assert.Equal(["c2"], Ids(Delivered()));
    }

    [Fact]
    public void Result_FailedPushOfSeveral_TriesEachAlone() // D16
    {
        var session = SessionOf(1);
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Beat(session, 1);
        var all = Delivered();
        Assert.Equal(["a", "b", "c"], Ids(all));
        Result(session, 2, ok: false, desc: "bad photo");

        foreach (var id in new[] { "a", "b", "c" })
        {
            var alone = Delivered();
            Assert.Equal([id], Ids(alone));
            Result(session, 4, ok: id != "b", desc: "bad photo");
        }

        Assert.Equal(CommandState.Succeeded, StateOf("a"));
        Assert.Equal((CommandState.Failed, "bad photo", 2), (Get("b").State, Get("b").ResultDesc, Get("b").Attempts));
        Assert.Equal(CommandState.Succeeded, StateOf("c"));
    }

    [Fact]
    public void Result_NoFrameOfThatType_IsStray() // D15
    {
        var session = SessionOf(1);
        Enqueue(Push("c1"));
        Beat(session, 1);
        Delivered();

        Result(session, 2, CommandType.PersonDelete);

        Assert.Equal(CommandState.InFlight, StateOf("c1"));
        Assert.Equal(1, Live().Counters.StrayResults);
    }

    [Fact]
    public void Cancel_HandedToASession_IsTooLate()
    {
        Enqueue(Push("a"));
        Enqueue(Push("b", bytes: 20_000));
        Beat(SessionOf(1), 1);
        Delivered();

        Device.Tell(new CancelCommand(Sn, "a", At(2)), Platform.Ref);
        Assert.Equal(CommandState.InFlight, Platform.ExpectMsg<CommandFinished>().Status.State);
        Device.Tell(new CancelCommand(Sn, "b", At(2)), Platform.Ref);
        Assert.Equal(CommandState.Cancelled, Platform.ExpectMsg<CommandFound>().Status.State);
        Device.Tell(new CancelCommand(Sn, "b", At(3)), Platform.Ref);
        Assert.Equal(CommandState.Cancelled, Platform.ExpectMsg<CommandFinished>().Status.State);
        Device.Tell(new CancelCommand(Sn, "x", At(3)), Platform.Ref);
        Assert.Equal("x", Platform.ExpectMsg<CommandUnknown>().Id);
    }

    [Fact]
    public void Enqueue_SameIdAgain_IsExistingOrConflict()
    {
        Enqueue(Push("a"));
        Device.Tell(new EnqueueCommand(Sn, At(1), Push("a")), Platform.Ref);
        Assert.True(Platform.ExpectMsg<CommandAccepted>().Existing);
        Device.Tell(new EnqueueCommand(Sn, At(1), Push("a") with { ContentHash = "other" }), Platform.Ref);
        Assert.Equal("hash-a", Platform.ExpectMsg<CommandConflict>().Status.Command.ContentHash);
        Device.Tell(new GetCommand(Sn, "nothing"), Platform.Ref);
        Platform.ExpectMsg<CommandUnknown>();
    }

    [Fact]
    public void Expire_WithoutTraffic_EndsWhatIsOver() // D26
    {
        Enqueue(Push("a", lifeSeconds: 100));
        Enqueue(Push("b", lifeSeconds: 200));
        Device.Tell(new ExpireCommands(Sn, At(100)), Platform.Ref);
        Assert.Equal(1, Platform.ExpectMsg<CommandsExpired>().Count);
        Assert.Equal((CommandState.Expired, CommandState.Queued), (StateOf("a"), StateOf("b")));

        Beat(SessionOf(1), 200);
        Lane.ExpectMsg<AnswerIdle>(); // expired in the last moment before its hand-out
        Assert.Equal(CommandState.Expired, StateOf("b"));
    }

    [Fact]
    public void Get_OverItsTime_ShowsItExpired() // D26: always current, whether or not anybody has looked for expired ones yet
    {
        Enqueue(Push("a", lifeSeconds: 100));
        Time.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(CommandState.Queued, StateOf("a"));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((CommandState.Expired, At(100)), (StateOf("a"), Get("a").EndedAt!.Value));
    }

    [Fact]
    public void Decommission_CancelsAllAndClosesTheSession()
    {
        var session = SessionOf(3);
        Enqueue(Push("a"));
        Enqueue(Delete("b"));
        Beat(session, 1);
        Delivered();

        Device.Tell(new Decommission(Sn, At(2)), Platform.Ref);

        Assert.Equal(2, Platform.ExpectMsg<Decommissioned>().Cancelled);
        Assert.Equal(new CloseSession(3, CloseReason.Revoked), Lane.ExpectMsg<CloseSession>());
        Assert.Equal((CommandState.Cancelled, CommandState.Cancelled), (StateOf("a"), StateOf("b")));
    }

    [Fact]
    public void Snapshot_After100Events_RecoversTheSame()
    {
        for (var i = 0; i < 130; i++) Enqueue(Push("c" + i));
        Restart();

        Assert.Equal(130, Live().Queued);
        Enqueue(Push("c130"));
        Beat(SessionOf(1), 1);
        Assert.Equal(20, Delivered().Commands.Count);
    }
}
