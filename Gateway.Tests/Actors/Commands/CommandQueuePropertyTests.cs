using FsCheck.Xunit;
using Gateway.Actors.Commands;
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
        private CommandQueue _replayed = new(Sn);
        private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        private SessionId _session = new(1, 1);
        private IReadOnlyList<string> _offer = [];
        private IReadOnlyList<string> _lastOffer = [];

        public void Step(int kind, int a, int b)
        {
            _now += TimeSpan.FromSeconds(b % 8);
            List<ICommandEvent> events = [];
            switch (kind % 15)
            {
                case 0 or 1 or 2: Enqueue(a, b, events); break;
                case 3: Offer(); break;
                case 4: Report(_offer, a, events); break;
                case 5: Report(_lastOffer, a, events); break; // late, or told twice
                case 6 or 7: _queue.DecideResult((CommandType)(a % 2), _session, b % 3 != 0, "0001", "desc", _now, events); break;
                case 8: Replace(events); break;
                case 9: Take((CommandType)(a % 2), (b % 5) + 1, events); break;
                case 10: _queue.DecideFeedback((CommandType)(a % 2), b % 3 != 0, null, b % 2 == 0, _now, events); break;
                case 11: _queue.DecideCancel("c" + (a % 40), _now, events); break;
                case 12: Upkeep(a * 5, events); break;
                case 13: _queue.DecideHandOut(_queue.PickClock(), HandOutVia.Clock, _session, _now, events); break;
                default: _queue.DecideClockResult(b % 3 != 0, "9021", null, _now, events); break;
            }

            Commit(events, snapshot: a % 7 == 0);
        }

        /// <summary>A terminal that does everything right empties the queue: nothing accepted is ever lost or stuck.</summary>
        public void DrainAll()
        {
            List<ICommandEvent> events = [];
            Replace(events);
            Commit(events, snapshot: false);
            _now += CommandQueue.FeedbackTimeout;
            Decide(e => Upkeep(0, e));
            for (var round = 0; _queue.OpenCount > 0; round++)
            {
                Assert.True(round < 1000, "The queue does not drain.");
                Decide(e => _queue.DecideHandOut(_queue.PickClock(), HandOutVia.Clock, _session, _now, e));
                Decide(e => _queue.DecideClockResult(true, "0000", null, _now, e));
                var picked = _queue.PickFrame();
                Decide(e => _queue.DecideHandOut(picked.Select(c => c.Id), HandOutVia.Socket, _session, _now, e));
                if (picked.Count > 0) Decide(e => Assert.True(_queue.DecideResult(picked[0].Type, _session, true, "0000", null, _now, e)));
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
            var known = _accepted.Find(c => c.Id == id);

            var verdict = _queue.DecideEnqueue(command, _now, events);

            var same = known?.ContentHash == command.ContentHash ? EnqueueVerdict.Existing : EnqueueVerdict.Conflict;
            Assert.Equal(known is null ? EnqueueVerdict.Accepted : same, verdict);
            if (verdict == EnqueueVerdict.Accepted) _accepted.Add(command);
        }

        private void Offer()
        {
            _queue.MarkOffered(_offer, offered: false);
            var picked = _queue.PickFrame();
            CheckPick(picked, c => c.Type != CommandType.ClockSet);
            Assert.True(picked.Count <= 1 || picked.All(c => c.Type == CommandType.PersonPush));
            Assert.True(picked.Count <= 1 || picked.Sum(c => c.PersonBytes) <= CommandQueue.FrameBytesMost);
            _offer = _lastOffer = [.. picked.Select(c => c.Id)];
            _queue.MarkOffered(_offer, offered: true);
        }

        private void Report(IReadOnlyList<string> offer, int a, List<ICommandEvent> events)
        {
            _queue.DecideHandOut(offer.Take(a % 4), HandOutVia.Socket, _session, _now, events);
            _queue.MarkOffered(_offer, offered: false);
            _offer = [];
        }

        private void Replace(List<ICommandEvent> events)
        {
            _queue.MarkOffered(_offer, offered: false);
            _offer = [];
            _session = _session with { Number = _session.Number + 1 };
            _queue.DecideLost(_session, _now, events);
        }

        private void Take(CommandType type, int most, List<ICommandEvent> events)
        {
            var picked = _queue.PickHttp(type, most, 20_000);
            CheckPick(picked, c => c.Type == type);
            Assert.True(picked.Count <= most);
            _queue.DecideHandOut(picked.Select(c => c.Id), HandOutVia.Http, null, _now, events);
        }

        private void Upkeep(int seconds, List<ICommandEvent> events)
        {
            _now += TimeSpan.FromSeconds(seconds);
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
            var open = _accepted.Where(c => !_ended.ContainsKey(c.Id)).ToList();
            var places = picked.Select(p => open.FindIndex(c => c.Id == p.Id)).ToList();
            Assert.Equal(places.Order(), places);
            Assert.DoesNotContain(-1, places);
            foreach (var command in open.Take(places.LastOrDefault(-1) + 1))
            {
                var older = command.UserId is not null && open.TakeWhile(c => c != command).Any(c => c.UserId == command.UserId);
                var free = _queue.Find(command.Id)!.State == CommandState.Queued && !older;
                Assert.Equal(free && eligible(command), picked.Contains(command));
            }
        }

        private void Commit(List<ICommandEvent> events, bool snapshot)
        {
            foreach (var happened in events)
            {
                if (happened is CommandsHandedOut handedOut) CheckHandOut(handedOut);
                _queue.Apply(happened);
                _replayed.Apply(happened);
                if (happened is CommandEnded ended) Assert.True(_ended.TryAdd(ended.Command.Id, ended.State), "A command ended twice.");
            }

            if (snapshot) _replayed = CommandQueue.FromSnapshot(_replayed.ToSnapshot());
            Check();
        }

        private void CheckHandOut(CommandsHandedOut e)
        {
            Assert.False(e.Via == HandOutVia.Socket && _queue.FrameInFlight, "Two frames in flight.");
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
            var inFlight = snapshot.HandOuts.SelectMany(h => h.Ids).ToList();
            Assert.Distinct(inFlight);
            Assert.Equal(_accepted.Where(c => !_ended.ContainsKey(c.Id)).Select(c => c.Id), snapshot.Open.Select(o => o.Command.Id));
            Assert.Equal((inFlight.Count, _accepted.Count - _ended.Count), (_queue.InFlightCount, _queue.OpenCount));
            Assert.All(_ended, ended => Assert.Equal(ended.Value, _queue.Find(ended.Key)!.State));
            var users = inFlight.Select(id => _accepted.Single(c => c.Id == id).UserId).Where(u => u is not null);
            Assert.Distinct(users);
        }
    }
}
