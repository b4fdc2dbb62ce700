using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceActorSessionTests : DeviceActorSpec
{
    [Fact]
    public void Takeover_NewerSession_ClosesTheOlder() // D20
    {
        Beat(SessionOf(1), 0);
        Lane.ExpectMsg<AnswerIdle>();
        Beat(SessionOf(2), 1);

        Assert.Equal(new CloseSession(1, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());
        Assert.Equal(2, Lane.ExpectMsg<AnswerIdle>().SessionNumber);
        Assert.Equal((2, 1), (Live().Session!.Id.Number, Live().Counters.Takeovers));
    }

    [Fact]
    public void Takeover_AcrossNodes_TheLaterHeardWinsAndTheOldStaysOut()
    {
        var old = SessionOf(50, node: 1);
        var young = SessionOf(3, node: 2, lane: OtherLane);
        Beat(old, 0);
        Lane.ExpectMsg<AnswerIdle>();
        Beat(young, 1);
        OtherLane.ExpectMsg<AnswerIdle>();
        Assert.Equal(new CloseSession(50, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());

        Beat(old, 2); // was on its way
        Assert.Equal(new CloseSession(50, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());
        Device.Tell(new SessionEnded(Sn, old.Id, At(3), CloseReason.PeerClosed));

        Assert.Equal(young.Id, Live().Session!.Id);
        Beat(young, 4);
        OtherLane.ExpectMsg<AnswerIdle>();
    }

    [Fact]
    public void Announced_ToANewActor_IsTheSessionWithoutAnAnswer()
    {
        var session = SessionOf(7);
        Device.Tell(new SessionAnnounced(Sn, session, At(1)));

        Assert.Equal((session.Id, At(1)), (Live().Session!.Id, Live().LastSeen));
        Lane.ExpectNoMsg(TimeSpan.Zero);
        Beat(session, 2);
        Lane.ExpectMsg<AnswerIdle>();
    }

    [Theory] // D20: only becoming current makes another stale, not being announced.
    [InlineData(-30)]
    [InlineData(30)]
    public void Announced_BesideTheCurrentOne_IsAGuest(int laterBy)
    {
        var current = SessionOf(3, node: 2, lane: OtherLane);
        Beat(current, 1);
        OtherLane.ExpectMsg<AnswerIdle>();
        Device.Tell(new SessionAnnounced(Sn, SessionOf(50, node: 1) with { Since = current.Since.AddSeconds(laterBy) }, At(2)));

        Assert.Equal(current.Id, Live().Session!.Id);
        OtherLane.ExpectNoMsg(TimeSpan.Zero);
        Lane.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Announced_ToANewActorThatKnowsItsFrame_IsCurrent()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered();
        Restart();
        Device.Tell(new SessionAnnounced(Sn, session, At(1)));
        Result(session, 2);

        Assert.Equal(CommandState.Succeeded, StateOf("a"));
    }

    [Fact]
    public void SmallerNumberOfTheSameNode_NeverHeardBefore_IsStale()
    {
        Beat(SessionOf(9), 0);
        Lane.ExpectMsg<AnswerIdle>();
        Device.Tell(new UploadNoted(Sn, SessionOf(8), At(1), 4, 0, false));

        Assert.Equal(new CloseSession(8, CloseReason.Replaced), Lane.ExpectMsg<CloseSession>());
        Assert.Equal((9, 0), (Live().Session!.Id.Number, Live().Counters.Uploads));
    }

    [Fact]
    public void Ended_LateHeartbeat_DoesNotBringItBack()
    {
        var session = SessionOf(1);
        Beat(session, 0);
        Device.Tell(new SessionEnded(Sn, session.Id, At(1), CloseReason.PeerClosed));
        Beat(session, 2);

        Lane.ExpectMsg<AnswerIdle>();
        Lane.ExpectMsg<CloseSession>();
        Assert.Null(Live().Session);
    }

    [Fact]
    public void StaleResult_DoesNotSettleTheNewSessionsFrame()
    {
        var old = SessionOf(1);
        var young = SessionOf(2);
        Enqueue(Push("a"));
        Beat(old, 0);
        Delivered();
        Beat(young, 1);
        Lane.ExpectMsg<CloseSession>();
        Delivered(); // redelivered at once: the connection was replaced
        Result(old, 2);

        Assert.Equal((CommandState.InFlight, 2), (Get("a").State, Get("a").Attempts));
        Result(young, 3);
        Assert.Equal(CommandState.Succeeded, StateOf("a"));
    }

    [Fact]
    public void Result_FirstWordOfANewSession_DoesNotSettleTheOldSessionsFrame()
    {
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0);
        Delivered();

        Result(SessionOf(2), 1);

        Assert.Equal(CommandState.InFlight, StateOf("a")); // D37
        Assert.Equal(1, Live().Counters.StrayResults);
        Result(SessionOf(1), 2);
        Assert.Equal(CommandState.Succeeded, StateOf("a"));
    }

    [Fact]
    public void SessionEnded_FrameInFlight_GoesBackToTheHead()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Enqueue(Push("b", bytes: 20_000));
        Beat(session, 0);
        Delivered();
        Device.Tell(new SessionEnded(Sn, session.Id, At(1), CloseReason.PeerClosed));
        Assert.Equal(CommandState.Queued, StateOf("a"));

        Beat(SessionOf(2), 2);
        Assert.Equal(["a"], Ids(Delivered()));
    }

    [Fact]
    public void Restart_SameSession_StillAwaitsItsResult_AnotherGetsItAgain()
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered();
        Restart();
        Beat(session, 1);
        Lane.ExpectMsg<AnswerIdle>();
        Restart();
        Beat(SessionOf(2), 2);
        Assert.Equal(["a"], Ids(Delivered()));
    }

    [Fact]
    public void SessionEnded_OfANewerOneNeverHeard_LeavesTheCurrentOne() // D20
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Beat(session, 0);
        Delivered();
        End(SessionOf(2), 1);
        Result(session, 2);

        Assert.Equal(CommandState.Succeeded, StateOf("a"));
        Beat(SessionOf(2), 3); // that one has ended
        Assert.Equal(2, Lane.ExpectMsg<CloseSession>().SessionNumber);
        Assert.Equal(session.Id, Live().Session!.Id);
    }

    [Fact]
    public void SessionEnded_OfTheFramesSession_ToANewActor_BringsTheFrameBack()
    {
        Enqueue(Push("a"));
        Beat(SessionOf(1), 0);
        Delivered();
        Restart();
        End(SessionOf(1), 1);

        Assert.Equal(CommandState.Queued, StateOf("a"));
    }

    [Fact]
    public void LaneLost_EndsTheSession()
    {
        var session = SessionOf(1);
        Beat(session, 0);
        Lane.ExpectMsg<AnswerIdle>();
        Assert.True(Presence.ExpectMsg<PresenceUpdate>().Online);
        Device.Tell(new UploadNoted(Sn, SessionOf(2), At(0), 1, 0, false)); // a guest on the same lane
        Sys.Stop(Lane.Ref);

        var update = Presence.ExpectMsg<PresenceUpdate>();
        Assert.Equal((false, "lane_lost"), (update.Online, update.OfflineReason));
        Assert.Null(Live().Session);
    }

    [Fact]
    public void LaneLost_OfAReplacedSession_ChangesNothing()
    {
        Beat(SessionOf(1), 0);
        Beat(SessionOf(1, node: 2, lane: OtherLane), 1);
        OtherLane.ExpectMsg<AnswerIdle>();
        Watch(Lane.Ref);
        Sys.Stop(Lane.Ref);
        ExpectTerminated(Lane.Ref);

        Assert.Equal(2, Live().Session!.Id.NodeUid);
    }

    [Fact]
    public void Takeovers_MoreThanFiveInAMinute_RaiseOneConflict() // D20
    {
        for (var i = 0; i <= 8; i++) Beat(SessionOf(i + 1), i);
        Assert.Equal(7, Live().Session!.Id.Number); // held
        var raised = Presence.FishForMessage<DeviceEvent>(_ => true);
        Assert.Equal((Sn, "sn-conflict", At(6)), (raised.Sn, raised.Event, raised.At)); // the sixth takeover is the seventh session
        Live();
        Assert.Empty(Received().OfType<DeviceEvent>());
    }

    [Fact]
    public void Presence_OnStartOnEndAndAtMostEvery30Seconds()
    {
        var session = SessionOf(1);
        for (var i = 0; i <= 60; i += 10) Beat(session, i, skew: 5);
        Device.Tell(new SessionEnded(Sn, session.Id, At(61), CloseReason.Silent));
        Live();

        PresenceUpdate[] updates = [.. Enumerable.Range(0, 4).Select(_ => Presence.ExpectMsg<PresenceUpdate>())];
        Presence.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal([At(0), At(30), At(60), At(60)], updates.Select(u => u.LastSeen));
        Assert.Equal(
            new PresenceUpdate(Sn, false, At(60), Gateway.Actors.Sessions.Transport.Socket, session.Remote, session.Node, session.Since, 1, 5, "silent")
            { Clock = ClockHabit.Right },
            updates[3]);
    }

    [Fact]
    public void Revoke_ClosesTheLiveSession()
    {
        Beat(SessionOf(1), 0);
        Lane.ExpectMsg<AnswerIdle>();
        Device.Tell(new UploadNoted(Sn, SessionOf(1, node: 2, lane: OtherLane), At(1), 1, 0, false)); // a guest
        Device.Tell(new RevokeSession(Sn, CloseReason.Revoked));

        Assert.Equal(new CloseSession(1, CloseReason.Revoked), Lane.ExpectMsg<CloseSession>());
        Assert.Equal(new CloseSession(1, CloseReason.Revoked), OtherLane.ExpectMsg<CloseSession>());
        Assert.Null(Live().Session);
    }

    [Fact]
    public void LiveState_ShowsHeartbeatSessionAndCounters()
    {
        var session = SessionOf(1);
        Beat(session, 5, skew: -3);
        Device.Tell(new UploadNoted(Sn, session, At(6), 3, 1, false));
        Device.Tell(new UploadNoted(Sn, session, At(7), 0, 0, true));
        Enqueue(Push("a"));

        var live = Live();

        Assert.Equal(
            (session, At(7), (byte)1, -3, 1, 0),
            (live.Session!, live.LastSeen!.Value, live.DeviceState!.Value, live.ClockSkewSeconds!.Value, live.Queued, live.InFlight));
        var counters = live.Counters;
        Assert.Equal((1, 2, 3, 1, 1), (counters.Heartbeats, counters.Uploads, counters.Records, counters.Duplicates, counters.UploadsRefused));
    }

    private List<object> Received()
    {
        List<object> all = [];
        while (Presence.HasMessages) all.Add(Presence.ReceiveOne(TimeSpan.Zero));
        return all;
    }
}
