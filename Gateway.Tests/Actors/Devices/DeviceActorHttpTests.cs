using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceActorHttpTests : DeviceActorSpec
{
    [Fact]
    public void Take_BatchFeedback_SettlesAllThatWasHandedOut() // D23
    {
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Assert.Equal(["a", "b"], Take(0, most: 2));

        Assert.Equal(2, Feedback(62, ok: true, "fine"));

        Assert.Equal((CommandState.Succeeded, "0000", "fine", At(0)), (Get("a").State, Get("a").ResultCode, Get("a").ResultDesc, Get("a").SentAt!.Value));
        Assert.Equal(0, Feedback(63, ok: true));
        Assert.Equal((2, 1), (Live().Counters.CommandResults, Live().Counters.StrayResults));
    }

    [Fact]
    public void Take_Again_ClosesTheLastHandOut_WhichGoesAloneBehindTheRest() // D22, D33: the answer that carried "a" and "b" may have been lost
    {
        foreach (var id in new[] { "a", "b", "c", "d" }) Enqueue(Push(id));
        Assert.Equal(["a", "b"], Take(0, most: 2));
        Assert.Equal(["c", "d"], Take(60));
        Assert.Equal((CommandState.Queued, CommandState.InFlight), (StateOf("a"), StateOf("c")));
    }

    [Theory]
    [InlineData(FeedbackRule.Batch)]
    [InlineData(FeedbackRule.Person)]
    public void Feedback_AfterAPullWhoseAnswerWasLost_SettlesNothingOfTheEarlier(FeedbackRule rule) // D23
    {
        foreach (var id in new[] { "a", "b" }) Enqueue(Push(id));
        Assert.Equal(["a"], Take(0, most: 1, rule: rule)); // lost on the way
        Assert.Equal(["b"], Take(60, most: 1, rule: rule));

        Assert.Equal(0, Feedback(61, ok: true)); // of "b", or late of "a": nobody knows yet
        Assert.Equal((CommandState.Queued, CommandState.InFlight), (StateOf("a"), StateOf("b")));
        Clock(91);
        Assert.Equal(["a"], Take(91, rule: rule)); // nothing came after it: it was of "b"
        Assert.Equal((CommandState.InFlight, CommandState.Succeeded), (StateOf("a"), StateOf("b")));
    }

    [Fact]
    public void Feedback_OfAnEmptyPull_SettlesNothing() // D23: one firmware reports success for an empty list
    {
        Enqueue(Push("a"));
        Enqueue(Delete("d"));
        Take(0);
        Device.Tell(new CancelCommand(Sn, "d", At(1)), Platform.Ref);
        Platform.ExpectMsg<CommandFound>();
        Assert.Equal([], Take(2, CommandType.PersonDelete));
        Assert.Equal(0, Feedback(3, ok: true, type: CommandType.PersonDelete));
        Assert.Equal(CommandState.InFlight, StateOf("a"));

        Take(600); // closes it and hands it out again, alone
        Take(1300);
        Clock(1300 + 601);
        Assert.Equal(CommandState.Queued, StateOf("a"));
        Assert.Equal(0, Feedback(1300 + 602, ok: true)); // ten minutes later it is closed: late feedback settles nothing
        Assert.Equal(CommandState.Queued, StateOf("a"));
    }

    [Fact]
    public void Feedback_MoreThanPersonsAfterAnUnreportedHandOut_SettlesNothingAndTheTerminalIsLate() // D23
    {
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Take(0, most: 1); // "a": its feedback comes late
        Assert.Equal(["b"], Take(60, most: 1));
        Feedback(61, ok: true); // of "a"
        Feedback(62, ok: false); // of "b"
        Assert.Equal(["b"], Take(100)); // nobody knows which was of which: nothing is settled, and the terminal is late from now on
        Assert.Equal([], Take(160)); // "b" is not reported: one empty pull, so that what comes late finds nothing to settle
        Assert.Equal(0, Feedback(161, ok: true));
        Assert.Equal(["c"], Take(200));
        Assert.Equal(1, Feedback(201, ok: true));
        Assert.Equal((CommandState.Queued, CommandState.Queued, CommandState.Succeeded), (StateOf("a"), StateOf("b"), StateOf("c")));
    }

    [Fact]
    public void Feedback_Deferred_SurvivesARestart() // D23: decided from the journal alone
    {
        foreach (var id in new[] { "a", "b" }) Enqueue(Push(id));
        Take(0, most: 1);
        Take(60, most: 1);
        Feedback(61, ok: false, "bad photo");
        Restart();
        Take(100);

        Assert.Equal((CommandState.Failed, "bad photo"), (Get("b").State, Get("b").ResultDesc));
    }

    [Fact]
    public void Take_NoFeedbackForTenMinutes_IsOver() // D22
    {
        Enqueue(Push("a"));
        Take(0);
        Clock(599);
        Assert.Equal(CommandState.InFlight, StateOf("a"));
        Clock(600);
        Assert.Equal(CommandState.Queued, StateOf("a"));
        Assert.Equal(["a"], Take(601));
        Assert.Equal(2, Get("a").Attempts);
    }

    [Fact]
    public void Take_BytesMost_BoundsButAlwaysGivesOne()
    {
        Enqueue(Push("a", bytes: 900));
        Enqueue(Push("b", bytes: 200));
        Enqueue(Push("c", bytes: 100));
        Assert.Equal(["a"], Take(0, bytes: 500));
        Assert.Equal(["b", "c"], Take(1, bytes: 300));
    }

    [Fact]
    public void Take_PushesAndDeletions_KeepTheOrderPerPerson()
    {
        Enqueue(Delete("d1", user: "u1"));
        Enqueue(Push("p2", user: "u2"));
        Take(0, CommandType.PersonDelete);
        Enqueue(Push("p1", user: "u1"), 1);

        Assert.Equal(["p2"], Take(2)); // the deletion of u1 is still open
        Assert.Equal(1, Feedback(3, ok: true, type: CommandType.PersonDelete));
        Assert.Equal(["p1"], Take(4));
    }

    [Fact]
    public void Feedback_FailedBatch_FindsTheBadOneByOne() // D23
    {
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Take(0);
        Assert.Equal(0, Feedback(1, ok: false, "bad"));

        Assert.Equal(["a"], Take(2));
        Assert.Equal(1, Feedback(4, ok: true));
        Assert.Equal(["b"], Take(5));
        Assert.Equal(1, Feedback(6, ok: false, "bad photo"));
        Assert.Equal(["c"], Take(7));
        Assert.Equal(1, Feedback(8, ok: true));

        Assert.Equal((CommandState.Succeeded, CommandState.Failed, CommandState.Succeeded), (StateOf("a"), StateOf("b"), StateOf("c")));
        Assert.Equal(("9999", "bad photo"), (Get("b").ResultCode, Get("b").ResultDesc));
    }

    [Fact]
    public void Feedback_PerPerson_SettlesInHandOutOrder() // D23
    {
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Take(0, rule: FeedbackRule.Person);
        Feedback(1, ok: true);
        Feedback(2, ok: false, "bad");

        Assert.Equal((CommandState.Succeeded, CommandState.Failed, CommandState.InFlight), (StateOf("a"), StateOf("b"), StateOf("c")));
    }

    [Fact]
    public void SocketAndHttp_NeverHoldTheSameCommand() // D25
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Enqueue(Push("b", bytes: 20_000));
        Beat(session, 0);
        Assert.Equal(["a"], Ids(Delivered()));
        Assert.Equal(["b"], Take(0));
        Result(session, 2);
        Lane.ExpectNoMsg(TimeSpan.Zero);

        Assert.Equal((CommandState.Succeeded, CommandState.InFlight), (StateOf("a"), StateOf("b")));
        Assert.Equal(session.Id, Live().Session!.Id);
    }

    [Fact]
    public void Take_WhatASocketFrameHeld_LeavesThatFrame() // D22, D25
    {
        Enqueue(Push("a"));
        Enqueue(Push("b"));
        Beat(SessionOf(1), 0);
        Assert.Equal(["a", "b"], Ids(Delivered()));
        End(SessionOf(1), 1);
        Assert.Equal(["a"], Take(2, most: 1));
        Beat(SessionOf(2), 3);

        Assert.Equal(["b"], Ids(Delivered()));
    }

    [Fact]
    public void Unsendable_LeavesItsHandOutBeforeItIsAnswered() // D23
    {
        Enqueue(Push("a"));
        Enqueue(Push("b"));
        var handOut = TakeAll(0).HandOut;
        Device.Tell(
            new CommandsUnsendable(Sn, handOut, At(1), [new UnsendableCommand("a", "person lost"), new UnsendableCommand("gone", "person lost")]), Platform.Ref);
        Platform.ExpectMsg<UnsendableNoted>();
        Assert.Equal((CommandState.Failed, "9998"), (Get("a").State, Get("a").ResultCode));

        Device.Tell(new CommandsUnsendable(Sn, handOut + 1, At(1), [new UnsendableCommand("b", "of another hand-out")]), Platform.Ref);
        Platform.ExpectMsg<UnsendableNoted>();
        Assert.Equal(CommandState.InFlight, StateOf("b"));
    }

    [Fact]
    public void Request_UpdatesPresenceAndCounters()
    {
        Device.Tell(new RequestNoted(Sn, HttpSession(), At(0), 5, 2, false));
        Device.Tell(new RequestNoted(Sn, HttpSession(), At(10), 1, 0, false));

        var live = Live();
        Assert.Equal(
            (Transport.Http, At(10), 2, 6, 2),
            (live.Session!.Transport, live.LastSeen!.Value, (int)live.Counters.Uploads, (int)live.Counters.Records, (int)live.Counters.Duplicates));
        Assert.Equal((true, Transport.Http), Presence.ExpectMsg<PresenceUpdate>() is var update ? (update.Online, update.Transport) : default);
        Presence.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void LiveState_OverHttp_IsOnlineFromTheFirstRequestUntilItIsSilent()
    {
        Device.Tell(new RequestNoted(Sn, HttpSession(), At(0), 1, 0, false));
        Device.Tell(new RequestNoted(Sn, HttpSession() with { Since = At(600) }, At(600), 1, 0, false));

        Time.Advance(TimeSpan.FromSeconds(601));
        Assert.Equal((Transport.Http, T0), (Live().Session!.Transport, Live().Session!.Since));
        Time.Advance(TimeSpan.FromMinutes(12));
        Assert.Null(Live().Session);
    }

    [Fact]
    public void LiveState_SocketEndsAfterARequest_IsOffline() // D25
    {
        Beat(SessionOf(1), 0);
        Device.Tell(new RequestNoted(Sn, HttpSession(), At(1), 1, 0, false));
        Assert.Equal(Transport.Socket, Live().Session!.Transport);
        Device.Tell(new SessionEnded(Sn, SessionOf(1).Id, At(2), CloseReason.PeerClosed));
        Assert.Null(Live().Session);
    }

    [Fact]
    public void Feedback_FromElsewhereThanItsPull_SettlesNothingWhereTheDeviceSaysSo()
    {
        Enqueue(Push("a"));
        Assert.Equal(["a"], Take(1));
        int Said(string remote)
        {
            var feedback = new FeedbackReceived(
                Sn, HttpSession() with { Remote = remote }, At(2), CommandType.PersonPush, 2, true, FeedbackOrigin.Specification, null);
            Device.Tell(new FeedbackFromPull(feedback), Platform.Ref);
            return Platform.ExpectMsg<FeedbackNoted>().Settled;
        }

        Assert.Equal(0, Said("198.51.100.9:4711"));
        Assert.Equal(1, Said(HttpSession().Remote));
    }

    [Fact]
    public void Revoked_HandOut_IsClosed()
    {
        Enqueue(Push("a"));
        Assert.Equal(["a"], Take(1));

        Device.Tell(new RevokeSession(Sn, CloseReason.Revoked));

        Assert.Equal(0, Feedback(2, ok: true)); // D39
        Assert.Equal(["a"], Take(3));
    }

    private string[] Take(double seconds, CommandType type = CommandType.PersonPush, int most = 20, int bytes = 4 << 20, FeedbackRule rule = FeedbackRule.Batch) =>
        [.. TakeAll(seconds, type, most, bytes, rule).Commands.Select(c => c.Id)];

    private HandedOut TakeAll(
        double seconds, CommandType type = CommandType.PersonPush, int most = 20, int bytes = 4 << 20, FeedbackRule rule = FeedbackRule.Batch)
    {
        Clock(seconds);
        Device.Tell(new TakeCommands(Sn, HttpSession(), At(seconds), type, most, bytes, rule), Platform.Ref);
        return Platform.ExpectMsg<HandedOut>();
    }

    private int Feedback(double seconds, bool ok, string? message = null, CommandType type = CommandType.PersonPush)
    {
        Clock(seconds);
        var said = (byte)(type == CommandType.PersonPush ? ok ? 2 : 3 : ok ? 0 : 1);
        Device.Tell(new FeedbackReceived(Sn, HttpSession(), At(seconds), type, said, ok, FeedbackOrigin.Specification, message), Platform.Ref);
        return Platform.ExpectMsg<FeedbackNoted>().Settled;
    }
}
