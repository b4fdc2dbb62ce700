using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>What is not durable is not acknowledged: no answer and no frame leaves when a write fails, is rejected or never comes back.</summary>
public sealed class DeviceActorJournalFailureTests() : DeviceActorSpec("""
    akka.loglevel = OFF
    akka.stdout-loglevel = OFF
    akka.persistence.journal.plugin = "failing"
    failing.class = "Gateway.Tests.Actors.Devices.FailingJournal, Gateway.Tests"
    failing.plugin-dispatcher = "akka.actor.default-dispatcher"
    failing.circuit-breaker { max-failures = 1000, call-timeout = 1h, reset-timeout = 1s }
    """)
{
    public static TheoryData<string, JournalMood> Cases()
    {
        TheoryData<string, JournalMood> cases = [];
        foreach (var name in new[] { "enqueue", "cancel", "expire", "decommission", "deliver", "take", "feedback", "result", "clock", "upkeep" })
            foreach (var mood in new[] { JournalMood.Fails, JournalMood.Rejects, JournalMood.NeverAnswers }) cases.Add(name, mood);

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_Failing_NothingLeaves(string name, JournalMood mood)
    {
        var session = SessionOf(1);
        var http = HttpSession();
        Enqueue(Push("a", bytes: 20_000, lifeSeconds: 1000));
        Enqueue(Push("b", bytes: 20_000, lifeSeconds: 1000));
        var (prepare, act) = Act(name, session, http);
        prepare();
        var before = (StateOf("a"), StateOf("b"));
        var attempt = CreateTestProbe();
        attempt.Watch(Device);
        FailingJournal.Set(Sys, mood, () => attempt.Ref.Tell("attempted"));

        act();

        attempt.ExpectMsg("attempted");
        if (mood != JournalMood.NeverAnswers) attempt.ExpectTerminated(Device);
        Platform.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Lane.ExpectNoMsg(TimeSpan.Zero);

        FailingJournal.Set(Sys, JournalMood.Well, () => { });
        if (mood == JournalMood.NeverAnswers) Sys.Stop(Device);
        Device = Start();
        Assert.Equal(before, (StateOf("a"), StateOf("b")));
        Assert.Equal(name == "clock" ? 3 : 2, Live().Queued + Live().InFlight);
    }

    protected override void AfterAll()
    {
        FailingJournal.Forget(Sys);
        base.AfterAll();
    }

    private (Action Prepare, Action Act) Act(string name, Session session, Session http) => name switch
    {
        "enqueue" => (() => { }, () => Device.Tell(new EnqueueCommand(Sn, At(1), Push("c")), Platform.Ref)),
        "cancel" => (() => { }, () => Device.Tell(new CancelCommand(Sn, "a", At(1)), Platform.Ref)),
        "expire" => (() => { }, () => Device.Tell(new ExpireCommands(Sn, At(1000)), Platform.Ref)),
        "decommission" => (() => { }, () => Device.Tell(new Decommission(Sn, At(1)), Platform.Ref)),
        "take" => (() => { }, () => Device.Tell(new TakeCommands(Sn, http, At(1), CommandType.PersonPush, 20, 1000, FeedbackRule.Batch), Platform.Ref)),
        "feedback" => (() =>
        {
            Device.Tell(new TakeCommands(Sn, http, At(1), CommandType.PersonPush, 20, 1000, FeedbackRule.Batch), Platform.Ref);
            Platform.ExpectMsg<HandedOut>();
        }, () => Device.Tell(new FeedbackReceived(Sn, http, At(2), CommandType.PersonPush, 2, true, FeedbackOrigin.Specification, null), Platform.Ref)),
        // The next frame of a drain must not leave before the outcome of the last is durable.
        "result" => (() =>
        {
            Beat(session, 1);
            Delivered();
        }, () => Result(session, 2)),
        "clock" => (() => Enqueue(SetClock("t")), () => Beat(session, 1)),
        // A frame leaves only once it is journalled as sent (D15).
        "deliver" => (() => { }, () => Beat(session, 1)),
        // The same frame again: that sending is journalled, too.
        "upkeep" => (() =>
        {
            Beat(session, 1);
            Delivered();
        }, () => Beat(session, 61)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
