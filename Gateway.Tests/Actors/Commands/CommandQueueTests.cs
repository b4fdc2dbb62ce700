using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Commands;

public sealed class CommandQueueTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SessionId Session = new(1, 1);

    private readonly CommandQueue _queue = new("smz-a03");

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
        Assert.Empty(_queue.PickHttp(CommandType.PersonPush, 20, 1000)); // "a" is still open

        var events = Do(e => _queue.DecideLost(null, T0, e));

        Assert.Equal([typeof(CommandsReturned), typeof(CommandSuperseded)], events.Select(e => e.GetType()));
        Assert.Equal("b", Assert.Single(_queue.PickFrame()).Id);
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

        Do(e => _queue.DecideResult(CommandType.PersonPush, Session, false, new string('9', 100), words, T0, e));

        var status = _queue.Find("a")!;
        Assert.Equal((new string('x', CommandQueue.ResultDescMax - 1), CommandQueue.ResultCodeMax), (status.ResultDesc, status.ResultCode!.Length));
    }

    [Fact]
    public void Upkeep_InFlightOverItsLife_WaitsForTheResultThenExpires()
    {
        Enqueue(Command("a", "u1", lifeSeconds: 30));
        HandOut("a");
        Assert.Empty(Do(e => _queue.DecideUpkeep(T0.AddSeconds(40), Session, e)));
        Assert.False(_queue.NeedsUpkeep(T0.AddSeconds(59), Session));
        Assert.True(_queue.NeedsUpkeep(T0.AddSeconds(60), Session));

        var events = Do(e => _queue.DecideUpkeep(T0.AddSeconds(60), Session, e));

        Assert.Equal([typeof(CommandsReturned), typeof(CommandExpired)], events.Select(e => e.GetType()));
        Assert.False(_queue.NeedsUpkeep(T0.AddDays(1), Session));
    }

    [Fact]
    public void Upkeep_OfferedOverItsLife_ExpiresAsSoonAsTheOfferIsTakenBack()
    {
        Enqueue(Command("a", "u1", lifeSeconds: 20));
        _queue.MarkOffered(["a"], offered: true);
        Assert.Empty(Do(e => _queue.DecideUpkeep(T0.AddSeconds(20), Session, e)));
        _queue.MarkOffered(["a"], offered: false);

        Assert.True(_queue.NeedsUpkeep(T0.AddSeconds(21), Session));
        Assert.IsType<CommandExpired>(Assert.Single(Do(e => _queue.DecideUpkeep(T0.AddSeconds(21), Session, e))));
    }

    [Fact]
    public void Ended_CarriesAllThatAnOutcomeNeeds()
    {
        Enqueue(Command("a", "u1"));
        HandOut("a");
        var events = Do(e => _queue.DecideResult(CommandType.PersonPush, Session, true, "0000", "ok", T0.AddSeconds(2), e));
        var ended = Assert.IsType<CommandSucceeded>(Assert.Single(events));

        Assert.Equal(new CommandSucceeded("smz-a03", Command("a", "u1"), 1, "0000", "ok", T0, T0.AddSeconds(2)), ended);
        Assert.Equal(_queue.Find("a"), ended.ToStatus());
    }

    [Fact]
    public void Apply_WhatDoesNotFit_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new CommandsHandedOut("smz-a03", ["nothing"], HandOutVia.Socket, Session, T0)));
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new CommandCancelled("smz-a03", Command("a", "u1"), 0, null, null, null, T0)));
        Assert.Throws<InvalidOperationException>(() => _queue.Apply(new Unheard()));
    }

    private static Command Command(string id, string? user, CommandType type = CommandType.PersonPush, int lifeSeconds = 604_800) =>
        new(id, type, user, null, 100, "hash", null, T0, T0.AddSeconds(lifeSeconds));

    private List<ICommandEvent> Enqueue(Command command) => Do(e => Assert.Equal(EnqueueVerdict.Accepted, _queue.DecideEnqueue(command, T0, e)));

    private void HandOut(string id) => Do(e => _queue.DecideHandOut([id], HandOutVia.Socket, Session, T0, e));

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
