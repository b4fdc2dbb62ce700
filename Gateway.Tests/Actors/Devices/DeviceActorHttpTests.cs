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
    public void Feedback_EarlierHandOutUnsettled_SettlesTheLastOnly() // D23: the answer that carried "a" and "b" may have been lost
    {
        foreach (var id in new[] { "a", "b", "c", "d" }) Enqueue(Push(id));
        Assert.Equal(["a", "b"], Take(0, most: 2));
        Assert.Equal(["c"], Take(60, most: 1));

        Assert.Equal(1, Feedback(61, ok: true));
        Assert.Equal(0, Feedback(62, ok: true)); // another one for the same hand-out

        Assert.Equal((CommandState.InFlight, CommandState.InFlight, CommandState.Succeeded), (StateOf("a"), StateOf("b"), StateOf("c")));
        Assert.Equal(["d"], Take(599));
        Assert.Equal(["a", "b"], Take(600));
    }

    [Fact]
    public void Feedback_LastHandOutFailed_ItsPersonsGoAloneWhileAnEarlierIsUnsettled() // D23
    {
        foreach (var id in new[] { "a", "b", "c" }) Enqueue(Push(id));
        Assert.Equal(["a"], Take(0, most: 1));
        Assert.Equal(["b", "c"], Take(60));
        Feedback(61, ok: false, "bad");

        Assert.Equal(["b"], Take(62));
        Assert.Equal(1, Feedback(63, ok: true));
        Assert.Equal(["c"], Take(64));
        Assert.Equal(1, Feedback(65, ok: false, "bad photo"));
        Assert.Equal((CommandState.InFlight, CommandState.Succeeded, CommandState.Failed), (StateOf("a"), StateOf("b"), StateOf("c")));
    }

    [Fact]
    public void Take_NoFeedbackForTenMinutes_IsHandedOutAgain() // D22
    {
        Enqueue(Push("a"));
        Take(0);
        Assert.Equal([], Take(599));
        Assert.Equal(["a"], Take(600));
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
        Assert.Equal([], Take(3)); // nothing follows one that goes alone
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
        Take(0);
        Feedback(1, ok: true, perPerson: true);
        Feedback(2, ok: false, "bad", perPerson: true);

        Assert.Equal((CommandState.Succeeded, CommandState.Failed, CommandState.InFlight), (StateOf("a"), StateOf("b"), StateOf("c")));
    }

    [Fact]
    public void SocketAndHttp_NeverHoldTheSameCommand() // D25
    {
        var session = SessionOf(1);
        Enqueue(Push("a"));
        Enqueue(Push("b", bytes: 20_000));
        Beat(session, 0);
        var offer = Lane.ExpectMsg<Deliver>();
        Assert.Equal(["a"], Ids(offer));
        Assert.Equal(["b"], Take(0)); // "a" may be on the wire at any moment
        Report(session, offer, 1);
        Assert.Equal([], Take(1));
        Result(session, 2);
        Lane.ExpectNoMsg(TimeSpan.Zero);

        Assert.Equal((CommandState.Succeeded, CommandState.InFlight), (StateOf("a"), StateOf("b")));
        Assert.Equal(session.Id, Live().Session!.Id);
    }

    [Fact]
    public void Unsendable_InFlight_FailsWith9998()
    {
        Enqueue(Push("a"));
        Take(0);
        Device.Tell(new CommandsUnsendable(Sn, At(1), [new UnsendableCommand("a", "person lost"), new UnsendableCommand("gone", "person lost")]));

        Assert.Equal((CommandState.Failed, "9998"), (Get("a").State, Get("a").ResultCode));
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

    private string[] Take(double seconds, CommandType type = CommandType.PersonPush, int most = 20, int bytes = 4 << 20)
    {
        Device.Tell(new TakeCommands(Sn, HttpSession(), At(seconds), type, most, bytes), Platform.Ref);
        return [.. Platform.ExpectMsg<HandedOut>().Commands.Select(c => c.Id)];
    }

    private int Feedback(double seconds, bool ok, string? message = null, bool perPerson = false, CommandType type = CommandType.PersonPush)
    {
        Device.Tell(new FeedbackReceived(Sn, HttpSession(), At(seconds), type, ok, message, perPerson), Platform.Ref);
        return Platform.ExpectMsg<FeedbackNoted>().Settled;
    }
}
