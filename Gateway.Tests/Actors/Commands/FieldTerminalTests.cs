using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Commands;

/// <summary>
/// Long lives of terminals as the field notes have them: answers and feedback are lost now and then, the actor starts anew in the middle, and it may be anybody's terminal. Every
/// outcome is what the terminal did, every command comes to its end, and no more hand-outs are spent on that than a habit costs.
/// </summary>
public sealed class FieldTerminalTests
{
    [Theory]
    [InlineData("reports each pull")]
    [InlineData("reports each person")]
    [InlineData("reports deletions with 1 and words, and nothing of unknown persons")]
    [InlineData("reports no deletion")]
    [InlineData("reads strings only")]
    public void AnyLife_EveryOutcomeIsTrue_AndEverythingEnds(string kind)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var life = new Life(kind, seed);
            try
            {
                life.Live();
            }
            catch (Exception broken) when (broken is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                throw new Xunit.Sdk.XunitException($"{kind}, seed {seed}: {broken.Message}\n{life}\n{broken.StackTrace}");
            }
        }
    }

    private sealed class Life(string kind, int seed)
    {
        private const string Sn = "smz";
        private const int Persons = 40;
        private const int Deletions = 12;
        private const int PullsMost = 100;

        private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        private readonly Random _random = new(seed);
        private readonly Dictionary<string, CommandEnded> _ended = [];
        private readonly HashSet<string> _done = [];
        private readonly HashSet<string> _refused = [];
        private readonly HashSet<string> _reportedAlone = [];
        private readonly List<ICommandEvent> _journal = [];
        private readonly AnswerForm _reads = kind == "reads strings only" ? AnswerForm.String : AnswerForm.Json;
        private CommandQueue _queue = new(Sn);
        private AnswerForms _forms = AnswerForms.Of(null);
        private TimeSpan _now;

        private DateTimeOffset At => T0 + _now;

        public override string ToString() => string.Join('\n', _journal.Where(e => e is not CommandQueued).Select(e => $"{(e.At - T0).TotalMinutes:0.0} {e}"));

        public void Live()
        {
            for (var i = 0; i < Persons; i++) Enqueue($"p{i}", CommandType.PersonPush);
            for (var i = 0; i < Deletions; i++) Enqueue($"d{i}", CommandType.PersonDelete);
            var pulls = 0;
            for (; _queue.OpenCount > 0; pulls++)
            {
                Assert.True(pulls < PullsMost, "no end of " + string.Join(',', _queue.ToSnapshot().Open.Select(open => open.Command.Id)));
                Pull(CommandType.PersonPush);
                Pass(3);
                Pull(CommandType.PersonDelete);
                Pass(57);
                if (_random.Next(15) == 0) Restart();
            }

            Assert.Equal(Persons + Deletions, _ended.Count);
            var silent = _ended.Values.Where(ended => ended.ResultCode == CommandQueue.Unreported).ToList();
            if (kind == "reports no deletion") Assert.Equal(Deletions, silent.RemoveAll(ended => ended.Command.Type == CommandType.PersonDelete));
            Assert.True(silent.Count <= 2, $"{silent.Count} ended unreported"); // one that the terminal cannot do; and bad luck, three times in half an hour
        }

        private void Pass(int seconds)
        {
            _now += TimeSpan.FromSeconds(seconds);
            _queue.Now = _now;
        }

        private void Enqueue(string id, CommandType type) =>
            Commit(e => _queue.DecideEnqueue(new Command(id, type, "u" + id, null, 100, "h", null, T0, T0.AddDays(30)), At, e));

        /// <summary>As the actor does it; then the terminal, if it gets the answer and can read it.</summary>
        private void Pull(CommandType type)
        {
            _queue.NoteHttp();
            KeepUp();
            var last = _queue.LastPull(type);
            _forms.Pulled(type == CommandType.PersonPush, last.Number, last.Feedbacks.Count == 0 ? last.Members : null, last.Form, At);
            var isEmpty = false;
            Commit(e => isEmpty = _queue.DecidePull(type, At, e));
            var form = (_forms.Form, _forms.IsProved);
            var picked = isEmpty ? [] : _queue.PickHttp(type, 20, 1 << 20, FeedbackRule.Auto);
            Commit(e => _queue.DecideHandOut(type, picked, FeedbackRule.Auto, form, UnreportedRule.Fail, At, e));
            if (form.Form == _reads && picked.Count > 0 && _random.Next(15) > 0) Do(type, [.. picked.Select(command => command.Id)]);
        }

        private void Do(CommandType type, string[] ids)
        {
            var isDeletion = type == CommandType.PersonDelete;
            foreach (var id in ids)
            {
                if (isDeletion && Throws(id)) return;
                (Refuses(id) ? _refused : _done).Add(id);
                if (kind == "reports each person") Say(type, !Refuses(id), ids);
            }

            if (kind != "reports each person" && !(isDeletion && kind == "reports no deletion")) Say(type, !ids.Any(Refuses), ids);
        }

        private bool Throws(string id) => kind.Contains("unknown persons", StringComparison.Ordinal) && id.EndsWith('5');

        private bool Refuses(string id) => int.Parse(id[1..], CultureInfo.InvariantCulture) % 7 == seed % 7;

        private void Say(CommandType type, bool isDone, string[] ids)
        {
            Pass(1);
            if (_random.Next(15) == 0) return;
            if (ids.Length == 1) _reportedAlone.Add(ids[0]);
            var isSwapped = kind.Contains("with 1 and words", StringComparison.Ordinal);
            var said = (byte)(type == CommandType.PersonPush ? isDone ? 2 : 3 : isDone == isSwapped ? 1 : 0);
            var words = !isSwapped || type == CommandType.PersonPush || (_random.Next(4) == 0 && _queue.Habits.IsSwapped == true) ? null : isDone ? "人员删除成功" : "删除失败";
            _queue.NoteHttp();
            KeepUp();
            var isTaken = false;
            Commit(e => isTaken = _queue.DecideFeedback(type, said, said is 0 or 2, FeedbackOrigin.Specification, words, At, e));
            if (isTaken) _forms.Reported(_queue.LastPull(type).Form, !_queue.LastPull(type).FollowsUnreported, At);
        }

        private void KeepUp()
        {
            if (_queue.NeedsUpkeep(At, null)) Commit(e => _queue.DecideUpkeep(At, null, e));
        }

        private void Restart()
        {
            var snapshot = _random.Next(2) == 0;
            var queue = snapshot ? CommandQueue.FromSnapshot(_queue.ToSnapshot()) : new CommandQueue(Sn);
            if (!snapshot) _journal.ForEach(queue.Apply);
            queue.Now = _now;
            queue.Recovered(At);
            (_queue, _forms) = (queue, AnswerForms.Of(_forms.ToHabit()));
        }

        private void Commit(Action<List<ICommandEvent>> decide)
        {
            List<ICommandEvent> events = [];
            decide(events);
            foreach (var happened in events)
            {
                _queue.Apply(happened);
                _journal.Add(happened);
                if (happened is CommandEnded ended) Check(ended);
            }
        }

        private void Check(CommandEnded ended)
        {
            var id = ended.Command.Id;
            Assert.True(_ended.TryAdd(id, ended), $"{id} ends twice");
            if (ended.ResultCode == CommandQueue.Unreported) Assert.DoesNotContain(id, _reportedAlone);
            else Assert.Contains(id, ended.State == CommandState.Succeeded ? _done : _refused);
        }
    }
}
