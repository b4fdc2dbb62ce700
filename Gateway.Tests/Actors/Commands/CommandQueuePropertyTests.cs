using FsCheck.Xunit;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Commands;

/// <summary>Any sequence of requests, results, losses and time: the journal gives the same state again, and no rule of D15, D22, D25, D26 is ever
/// broken.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class CommandQueuePropertyTests
{
    [Property(MaxTest = 300, StartSize = 50, EndSize = 300)]
    public void AnySequence_KeepsEveryRule((byte Kind, byte A, byte B)[] steps)
    {
        var run = new Run();
        foreach (var (kind, a, b) in steps) run.Step(kind, a, b);
        run.DrainAll();
    }

    /// <summary>One device's queue, a second one fed from the journal alone, and what must be true of both.</summary>
    private sealed class Run
    {
        private const string Sn = "smz-a03";

        private readonly CommandQueue _queue = new(Sn);
        private readonly List<Command> _accepted = [];
        private readonly Dictionary<string, CommandState> _ended = [];
        private readonly HashSet<string> _setBack = [];
        private CommandQueue _replayed = new(Sn);
        private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        private SessionId _session = new(1, 1);
        private long _lastFrame;

        public void Step(int kind, int a, int b)
        {
            Pass(b % 8);
            List<ICommandEvent> events = [];
            switch (kind % 15)
            {
                case 0 or 1 or 2: Enqueue(a, b, events); break;
                case 3 or 4: Frame(events); break;
                case 5: Unsent(a, events); break;
                case 6 or 7:
                    _queue.DecideResult((CommandType)(a % 2), _session, _lastFrame - (a % 9 == 0 ? 1 : 0), null, b % 3 != 0, "0001", "desc", _now, events);
                    break;
                case 8: Replace(events); break;
                case 9: Take((CommandType)(a % 2), (b % 5) + 1, events); break;
                case 10: Feedback((CommandType)(a % 2), b % 3 != 0, events); break;
                case 11: _queue.DecideCancel("c" + (a % 40), _now, events); break;
                case 12: Upkeep(a * 5, events); break;
                case 13: _queue.DecideClock(_queue.PickClock(), _session, _now, events); break;
                default: _queue.DecideClockResult(_session, b % 3 != 0, "9021", null, _now, events); break;
            }

            Commit(events, snapshot: a % 7 == 0);
        }

        /// <summary>A terminal that does everything right empties the queue: nothing accepted is ever lost or stuck.</summary>
        public void DrainAll()
        {
            Decide(Replace);
            Pass((int)CommandQueue.FeedbackTimeout.TotalSeconds);
            Decide(e => Upkeep(0, e));
            for (var round = 0; _queue.OpenCount > 0; round++)
            {
                Assert.True(round < 1000, "The queue does not drain.");
                Decide(e => _queue.DecideClock(_queue.PickClock(), _session, _now, e));
                Decide(e => _queue.DecideClockResult(_session, true, "0000", null, _now, e));
                Decide(Frame);
                if (_queue.FrameInFlight)
                {
                    var type = _queue.TakeFrame().Commands[0].Type;
                    Decide(e => Assert.True(_queue.DecideResult(type, _session, _lastFrame, null, true, "0000", null, _now, e)));
                }
            }

            Assert.Equal(_accepted.Count, _ended.Count);
        }

        private void Decide(Action<List<ICommandEvent>> decide)
        {
            List<ICommandEvent> events = [];
            decide(events);
            Commit(events, snapshot: false);
        }

        private void Enqueue(int a, int b, List<ICommandEvent> events)
        {
            var type = (CommandType)(b % 5 == 4 ? 2 : b % 2);
            var id = "c" + (a % 40);
            var user = type == CommandType.ClockSet ? null : "u" + (a % 6);
            var command = new Command(id, type, user, null, b * 20, "h" + (b % 3), null, _now, _now.AddSeconds(20 + (a * 10)));
            if (type != CommandType.ClockSet && a % 3 == 0) command = command with { ExpiresAt = Command.Never, Roster = new RosterOrder("s", a) };
            var known = _accepted.Find(c => c.Id == id);

            var verdict = _queue.DecideEnqueue(command, _now, events);

            var same = known?.ContentHash == command.ContentHash ? EnqueueVerdict.Existing : EnqueueVerdict.Conflict;
            Assert.Equal(known is null ? EnqueueVerdict.Accepted : same, verdict);
            if (verdict == EnqueueVerdict.Accepted) _accepted.Add(command);
        }

        private void Pass(int seconds)
        {
            _now += TimeSpan.FromSeconds(seconds);
            _queue.Now += TimeSpan.FromSeconds(seconds);
        }

        private void Frame(List<ICommandEvent> events)
        {
            var round = _queue.ToSnapshot().HandOuts.FirstOrDefault(h => h.Via == HandOutVia.Socket);
            if (round is null) CheckPick(_queue.PickFrame(), c => c.Type != CommandType.ClockSet);
            if (_queue.DecideFrame(_session, _now, events) != FrameStep.Deliver || events is not [CommandsHandedOut sent, ..]) return;
            _lastFrame = sent.HandOut;
            var commands = sent.Ids.Select(id => _accepted.Single(c => c.Id == id)).ToList();
            Assert.True(commands.Count <= 1 || commands.All(c => c.Type == CommandType.PersonPush));
            Assert.True(commands.Count <= 1 || commands.Sum(c => c.PersonBytes) <= CommandQueue.FrameBytesMost);
            if (round is not null) Assert.Equal((round.Number, string.Join(',', round.Ids)), (sent.HandOut, string.Join(',', sent.Ids))); // D15: the very same frame
        }

        private void Unsent(int a, List<ICommandEvent> events)
        {
            if (!_queue.FrameInFlight) return;
            var ids = _queue.TakeFrame().Commands.Select(c => c.Id).ToList();
            _queue.DecideUnsent(_lastFrame, _session, [.. ids.Skip(1 + (a % 4))], a % 3 == 0 ? [(ids[0], "lost")] : [], written: a % 2 == 0, _now, events);
        }

        private void Replace(List<ICommandEvent> events)
        {
            var byPeer = _session.Number % 2 == 0;
            _session = _session with { Number = _session.Number + 1 };
            _queue.DecideLost(_session, byPeer, _now, events);
        }

        /// <summary>Nothing but what the last hand-out of that type holds is settled by it (D23).</summary>
        private void Feedback(CommandType type, bool succeeded, List<ICommandEvent> events)
        {
            var handOut = _queue.ToSnapshot().HandOuts.SingleOrDefault(h => h.Pull is { IsOpen: true } pull && pull.Type == type);
            _queue.DecideFeedback(type, 2, succeeded, FeedbackOrigin.Specification, null, _now, events);
            Assert.All(events.OfType<CommandEnded>(), ended => Assert.Contains(ended.Command.Id, handOut!.Ids));
            var isAtOnce = handOut?.Pull is { FollowsUnreported: false } pull && (pull.Rule != FeedbackRule.Auto || pull.Members.Count == 1); // D31
            Assert.True(isAtOnce || !events.OfType<CommandEnded>().Any());
        }

        private void Take(CommandType type, int most, List<ICommandEvent> events)
        {
            var isEmpty = _queue.DecidePull(type, _now, events);
            Commit(events, snapshot: false);
            events.Clear();
            if (isEmpty) return;
            var rule = (FeedbackRule)(most % 3);
            var picked = _queue.PickHttp(type, most, 20_000, rule);
            CheckPick(picked, c => c.Type == type);
            Assert.True(picked.Count <= most);
            _queue.DecideHandOut(type, picked, rule, ((AnswerForm)(most % 2), most % 4 == 0), (UnreportedRule)(most % 3), _now, events);
        }

        private void Upkeep(int seconds, List<ICommandEvent> events)
        {
            Pass(seconds);
            var needed = _queue.NeedsUpkeep(_now, _session);
            _queue.DecideUpkeep(_now, _session, events);
            Assert.True(needed || events.Count == 0, "Upkeep was needed and not seen.");
            var expired = events.OfType<CommandExpired>().Select(e => e.Command.Id).ToHashSet();
            var overdue = _queue.ToSnapshot().Open.Where(o => o.Command.ExpiresAt <= _now && _queue.Find(o.Command.Id)!.State == CommandState.Queued);
            Assert.All(overdue, o => Assert.Contains(o.Command.Id, expired));
        }

        /// <summary>First in, first out: in the order of acceptance, and what stands before the last picked one and was left out could not go.</summary>
        private void CheckPick(IReadOnlyList<Command> picked, Func<Command, bool> eligible)
        {
            // In the order of the queue: one that lost a round alone, or was never reported, has gone behind.
            var open = _queue.ToSnapshot().Open.Select(o => o.Command).ToList();
            var places = picked.Select(p => open.FindIndex(c => c.Id == p.Id)).ToList();
            Assert.Equal(places.Order(), places);
            Assert.DoesNotContain(-1, places);
            foreach (var command in open.Take(places.LastOrDefault(-1) + 1))
            {
                var older = command.UserId is not null && open.TakeWhile(c => c.Id != command.Id).Any(c => c.UserId == command.UserId);
                var free = _queue.Find(command.Id)!.State == CommandState.Queued && !older;
                Assert.Equal(free && eligible(command), picked.Any(c => c.Id == command.Id));
            }

            // D26: whatever could go and was left out comes after what goes, unless it has gone behind.
            if (picked.Count == 0) return;
            var left = open.Where(c => eligible(c) && !_setBack.Contains(c.Id) && !picked.Contains(c) && _queue.Find(c.Id)!.State == CommandState.Queued);
            var canGo = left.Where(c => c.UserId is null || open.First(o => o.UserId == c.UserId) == c);
            Assert.All(canGo, c => Assert.True(Rank(c) >= Rank(picked[^1]), $"{c.Id} waits behind {picked[^1].Id}"));
        }

        private static int Rank(Command command) => command.Roster is null ? 0 : command.Type == CommandType.PersonDelete ? 1 : 2;

        private void Commit(List<ICommandEvent> events, bool snapshot)
        {
            foreach (var happened in events)
            {
                if (happened is CommandsHandedOut handedOut) CheckHandOut(handedOut);
                if (happened is RoundLost or HandOutClosed) _setBack.UnionWith(((ICommandsReturned)happened).Ids);
                _queue.Apply(happened);
                _replayed.Apply(happened);
                if (happened is CommandEnded ended) Assert.True(_ended.TryAdd(ended.Command.Id, ended.State), "A command ended twice.");
            }

            if (snapshot) _replayed = CommandQueue.FromSnapshot(_replayed.ToSnapshot());
            _replayed.Now = _queue.Now;
            Check();
        }

        private void CheckHandOut(CommandsHandedOut e)
        {
            var inFlight = _queue.ToSnapshot().HandOuts.SingleOrDefault(h => h is { Via: HandOutVia.Socket, Session: not null });
            Assert.True(e.Via != HandOutVia.Socket || inFlight is null || inFlight.Number == e.HandOut, "Two frames in flight.");
            foreach (var id in e.Ids)
            {
                var command = _accepted.Single(c => c.Id == id);
                var older = _accepted.TakeWhile(c => c.Id != id).Where(c => c.UserId == command.UserId && c.UserId is not null && !_ended.ContainsKey(c.Id));
                Assert.Empty(older);
            }
        }

        private void Check()
        {
            var snapshot = _queue.ToSnapshot();
            Assert.Equal(JsonSerializer.Serialize(snapshot), JsonSerializer.Serialize(_replayed.ToSnapshot()));
            var inFlight = snapshot.HandOuts.Where(h => h.Via != HandOutVia.Socket || h.Session is not null).SelectMany(h => h.Ids).ToList();
            Assert.Distinct(snapshot.HandOuts.SelectMany(h => h.Ids));
            Assert.Equal(_accepted.Where(c => !_ended.ContainsKey(c.Id)).Select(c => c.Id).Order(), snapshot.Open.Select(o => o.Command.Id).Order());
            Assert.Equal((inFlight.Count, _accepted.Count - _ended.Count), (_queue.InFlightCount, _queue.OpenCount));
            Assert.All(_ended, ended => Assert.Equal(ended.Value, _queue.Find(ended.Key)!.State));
            var users = inFlight.Select(id => _accepted.Single(c => c.Id == id).UserId).Where(u => u is not null);
            Assert.Distinct(users);
        }
    }
}
