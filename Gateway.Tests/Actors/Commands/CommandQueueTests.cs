using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Commands;

public sealed class CommandQueueTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SessionId Session = new(1, 1);

    private CommandQueue _queue = new("smz-a03");

    [Fact]
    public void Enqueue_NewerForTheSamePerson_SupersedesWhatIsQueued() // D26
    {
        Enqueue(Command("a", "u1"));
        Enqueue(Command("b", "u2"));
        var events = Enqueue(Command("c", "u1", CommandType.PersonDelete));

        Assert.IsType<CommandQueued>(events[0]);
        Assert.Equal(("a", "c"), Assert.IsType<CommandSuperseded>(events[1]) is var s ? (s.Command.Id, s.ResultDesc) : default);
        Assert.Equal(CommandState.Superseded, _queue.Find("a")!.State);
        Assert.Equal(2, _queue.OpenCount);
    }

    [Fact]
    public void Enqueue_OlderInFlight_IsNotSuperseded_UnlessItComesBack()
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");
        Assert.Single(Enqueue(Command("b", "u1")));
        Assert.Empty(_queue.PickFrame());
        Assert.Empty(_queue.PickHttp(CommandType.PersonPush, 20, 1000, FeedbackRule.Batch)); // "a" is still open

        var events = Do(e => _queue.DecideLost(null, byPeer: false, T0, e));

        Assert.Equal([typeof(CommandsReturned), typeof(CommandSuperseded)], events.Select(e => e.GetType()));
        Assert.Equal("b", Assert.Single(_queue.PickFrame()).Id);
    }

    [Fact]
    public void RosterCommands_GoBehindAllOthers_DeletionsFirst_AndWhatHasGoneBehindIsNotOvertakenByItsKind() // D26, D33
    {
        Enqueue(Command("p1", "u1") with { Roster = new RosterOrder("s", 1), ExpiresAt = Gateway.Actors.Commands.Command.Never });
        Enqueue(Command("d1", "u2", CommandType.PersonDelete) with { Roster = new RosterOrder("s", 2) });
        Enqueue(Command("e1", "u3"));
        Enqueue(Command("p2", "u4") with { Roster = new RosterOrder("s", 3) });
        Enqueue(Command("d2", "u5", CommandType.PersonDelete) with { Roster = new RosterOrder("s", 4) });
        Assert.Equal("e1 d1 d2 p1 p2", Order());

        // e1 was never reported: behind all that is queued, so that it holds up nobody, but what is asked for later comes after it, and both before the roster's.
        HandOutOverHttps("e1");
        Do(e => _queue.DecidePull(CommandType.PersonPush, T0, e));
        Assert.Equal("d1 d2 p1 p2 e1", Order());
        Enqueue(Command("d3", "u6", CommandType.PersonDelete) with { Roster = new RosterOrder("s", 5) });
        Assert.Equal("d1 d2 e1 d3 p1 p2", Order());
        _queue = CommandQueue.FromSnapshot(_queue.ToSnapshot());
        Enqueue(Command("e2", "u7"));
        Assert.Equal("e1 e2 d1 d2 d3 p1 p2", Order());

        // Whoever asks for a person that a roster's queued command is about takes its place.
        Assert.Equal("p1", Assert.IsType<CommandSuperseded>(Enqueue(Command("e3", "u1"))[1]).Command.Id);
        Assert.Equal("e1 e2 e3 d1 d2 d3 p2", Order());
        var cancelled = Do(e => _queue.DecideCancelAll("replaced", T0, e)).Cast<CommandCancelled>().ToList();
        Assert.Equal((7, "replaced", 0), (cancelled.Count, Assert.Single(cancelled.Select(c => c.ResultCode).Distinct()), _queue.OpenCount));
    }

    [Fact]
    public void Enqueue_10000Open_IsFull_ButOneThatSupersedesFits()
    {
        for (var i = 0; i < CommandQueue.OpenMax; i++) Enqueue(Command("c" + i, "u" + i));
        List<ICommandEvent> events = [];
        Assert.Equal(EnqueueVerdict.Full, _queue.DecideEnqueue(Command("more", "more"), T0, events));
        Assert.Empty(events);
        Assert.Equal(EnqueueVerdict.Accepted, _queue.DecideEnqueue(Command("newer", "u7"), T0, events));
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void Finished_MoreThan1000_TheOldestIsForgotten()
    {
        for (var i = 0; i <= CommandQueue.FinishedMax; i++)
        {
            Enqueue(Command("c" + i, null, CommandType.ClockSet));
            Do(e => _queue.DecideCancel("c" + i, T0, e));
        }

        Assert.Null(_queue.Find("c0"));
        Assert.Equal(CommandState.Cancelled, _queue.Find("c1")!.State);
        Assert.Equal(CommandQueue.FinishedMax, _queue.ToSnapshot().Finished.Count);
    }

    [Fact]
    public void PickFrame_TwentyPushesInARow_StopsAtADeletion() // D17
    {
        for (var i = 0; i < 25; i++) Enqueue(Command("p" + i, "u" + i));
        Assert.Equal(20, _queue.PickFrame().Count);
        for (var i = 3; i < 25; i++) Do(e => _queue.DecideCancel("p" + i, T0, e));
        Enqueue(Command("clock", null, CommandType.ClockSet));
        Enqueue(Command("d", "x", CommandType.PersonDelete));
        Enqueue(Command("p25", "u25"));
        Assert.Equal(["p0", "p1", "p2"], _queue.PickFrame().Select(c => c.Id));
        for (var i = 0; i < 3; i++) Do(e => _queue.DecideCancel("p" + i, T0, e));
        Assert.Equal(["d"], _queue.PickFrame().Select(c => c.Id));
    }

    [Fact]
    public void Result_LongWords_AreCutToWholeCharacters()
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");
        var words = new string('x', CommandQueue.ResultDescMax - 1) + "😀";

        Do(e => _queue.DecideResult(CommandType.PersonPush, Session, 1, null, false, new string('E', 100), words, T0, e));

        var status = _queue.Find("a")!;
        Assert.Equal((new string('x', CommandQueue.ResultDescMax - 1), CommandQueue.ResultCodeMax), (status.ResultDesc, status.ResultCode!.Length));
    }

    /// <summary>A code stands in clear in tables, journal, feed and pages.</summary>
    [Theory]
    [InlineData("9021", "9021")]
    [InlineData("ERR-7.1 x", "ERR-7.1 x")]
    [InlineData("欧阳", CommandQueue.NoCode)]
    [InlineData("13800138000", CommandQueue.NoCode)]
    public void Result_CodeThatIsNone_IsNotKept(string code, string kept)
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");

        Do(e => _queue.DecideResult(CommandType.PersonPush, Session, 1, null, false, code, null, T0, e));

        Assert.Equal(kept, _queue.Find("a")!.ResultCode);
    }

    [Fact]
    public void Upkeep_InFlightOverItsLife_WaitsForTheResultThenExpires()
    {
        Enqueue(Command("a", "u1", lifeSeconds: 30));
        HandOut("a");
        Assert.Empty(Do(e => _queue.DecideUpkeep(T0.AddSeconds(40), Session, e)));
        Assert.False(_queue.NeedsUpkeep(T0.AddSeconds(59), Session));
        var events = Do(e => _queue.DecideLost(null, byPeer: true, T0.AddSeconds(60), e));
        events.AddRange(Do(e => _queue.DecideUpkeep(T0.AddSeconds(60), null, e)));

        Assert.Equal([typeof(CommandsReturned), typeof(CommandExpired)], events.Select(e => e.GetType()));
        Assert.False(_queue.NeedsUpkeep(T0.AddDays(1), Session));
    }

    [Fact]
    public void Upkeep_FrameOnASessionThatNobodyKnows_IsLostAfterThreeMinutes() // D21
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");
        _queue.Now = CommandQueue.UnknownSessionEnds - TimeSpan.FromSeconds(1);
        Assert.False(_queue.NeedsUpkeep(T0, null));
        _queue.Now = CommandQueue.UnknownSessionEnds;
        Assert.True(_queue.NeedsUpkeep(T0, null));
        Assert.Equal(ReturnReason.ConnectionLost, Assert.IsType<CommandsReturned>(Assert.Single(Do(e => _queue.DecideUpkeep(T0, null, e)))).Reason);
    }

    [Fact]
    public void Former_HandOutOverHttp_IsOverAndGoesAlone() // D22: written before hand-outs had numbers
    {
        Enqueue(Command("a", "u1"));
        Enqueue(Command("b", "u2"));
        _queue.Apply(new CommandsHandedOut("smz-a03", 0, ["a", "b"], HandOutVia.Http, null, default, false, T0));

        Assert.Equal((CommandState.Queued, 1), (_queue.Find("a")!.State, _queue.Find("a")!.Attempts));
        Assert.Equal(["a"], _queue.PickHttp(CommandType.PersonPush, 20, 1000, FeedbackRule.Batch).Select(c => c.Id));
        _queue.Apply(new CommandsReturned("smz-a03", 0, ["a", "b"], ReturnReason.NoResult, T0));
        Assert.False(_queue.DecideFeedback(CommandType.PersonPush, 2, true, FeedbackOrigin.Specification, null, T0, []));
    }

    [Fact]
    public void Former_FrameInFlight_WhoseConnectionIsGone_DissolvesIntoTheQueue()
    {
        Enqueue(Command("a", "u1"));
        _queue.Apply(new CommandsHandedOut("smz-a03", 0, ["a"], HandOutVia.Socket, Session, default, false, T0));
        Enqueue(Command("b", "u2"));
        Assert.True(_queue.HasLost(new SessionId(2, 1)));
        Do(e => _queue.DecideUpkeep(T0, new SessionId(2, 1), e));

        Assert.Equal(["a", "b"], _queue.PickFrame().Select(c => c.Id));
    }

    [Fact]
    public void Ended_CarriesAllThatAnOutcomeNeeds()
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");
        var events = Do(e => _queue.DecideResult(CommandType.PersonPush, Session, 1, null, true, "0000", "ok", T0.AddSeconds(2), e));
        var ended = Assert.IsType<CommandSucceeded>(Assert.Single(events));

        Assert.Equal(new CommandSucceeded("smz-a03", Command("a", "u1"), 1, "0000", "ok", T0, T0.AddSeconds(2)), ended);
        Assert.Equal(_queue.Find("a"), ended.ToStatus());
    }

    [Fact]
    public void Apply_WhatDoesNotFit_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new CommandsHandedOut("smz-a03", 1, ["nothing"], HandOutVia.Socket, Session, default, false, T0)));
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new CommandCancelled("smz-a03", Command("a", "u1"), 0, null, null, null, T0)));
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new Unheard()));
    }

    private static Command Command(string id, string? user, CommandType type = CommandType.PersonPush, int lifeSeconds = 604_800) =>
        new(id, type, user, null, 100, "hash", null, T0, T0.AddSeconds(lifeSeconds));

    private List<ICommandEvent> Enqueue(Command command) => Do(e => Assert.Equal(EnqueueVerdict.Accepted, _queue.DecideEnqueue(command, T0, e)));

    private void HandOut(string id)
    {
        Do(e => Assert.Equal(FrameStep.Deliver, _queue.DecideFrame(Session, T0, e)));
        Assert.Equal([id], _queue.TakeFrame().Commands.Select(c => c.Id));
    }

    private void HandOutOverHttps(params string[] ids)
    {
        var picked = _queue.ToSnapshot().Open.Select(open => open.Command).Where(command => ids.Contains(command.Id)).ToList();
        Do(e => _queue.DecideHandOut(CommandType.PersonPush, picked, FeedbackRule.Auto, default, UnreportedRule.Fail, T0, e));
    }

    private string Order() => string.Join(' ', _queue.ToSnapshot().Open.Select(open => open.Command.Id));

    private List<ICommandEvent> Do(Action<List<ICommandEvent>> decide)
    {
        List<ICommandEvent> events = [];
        decide(events);
        events.ForEach(_queue.Apply);
        return events;
    }

    private sealed record Unheard : ICommandEvent
    {
        public string Sn => "smz-a03";

        public DateTimeOffset At => T0;
    }
}
