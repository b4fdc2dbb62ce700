using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>
/// One device with its journal, a terminal with two connections one after the other and HTTPS beside them, three persons, four commands. Every message between them can be
/// late, and a bounded number of them lost or doubled. Steps that cannot happen now are not offered. What must always hold is asserted as it happens.
/// </summary>
internal sealed partial class World(WorldBounds bounds)
{
    private const string Sn = "smz-a03";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(190);

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Command[] Commands =
    [
        Make("a", CommandType.PersonPush, "u1"), Make("b", CommandType.PersonPush, "u2"), Make("d", CommandType.PersonDelete, "u1"), Make("c", CommandType.PersonPush, "u3"),
    ];

    /// <summary>Beside a roster: one of its persons with another content, and another deleted.</summary>
    private static readonly Command[] BesideRoster = [Make("a", CommandType.PersonPush, "u1") with { PersonRef = "x" }, Make("d", CommandType.PersonDelete, "u2")];

    private readonly Command[] _explicit = bounds.Roster ? BesideRoster : Commands;
    private readonly List<Command> _accepted = [];
    private readonly List<ICommandEvent> _journal = [];
    private readonly List<Connection> _connections = [];
    private readonly List<PullAnswer> _answers = [];
    private readonly List<Feedback> _feedbacks = [];
    private readonly Dictionary<string, CommandState> _ended = [];
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _undone = [];
    private DeviceState _device = Begin(bounds, T0);
    private TimeSpan _now;
    private TimeSpan _lastFeedback;
    private int _enqueued;
    private int _cancels;
    private int _waits;
    private int _restarts;
    private int _faults;
    private int _pulls;
    private int _beats;
    private bool _wasCaptured;
    private TimeSpan _capturedAt;

    private DateTimeOffset At => T0 + _now;

    /// <summary>Every step that can happen now.</summary>
    public IEnumerable<Step> Steps()
    {
        if (_enqueued < bounds.Commands) yield return new Step(StepKind.Enqueue);
        if (_cancels < bounds.Cancels)
            for (var i = 0; i < _enqueued; i++) yield return new Step(StepKind.Cancel, i);
        if (bounds.Roster)
            foreach (var step in RosterSteps()) yield return step;
        if (bounds.Socket)
            foreach (var step in SocketSteps()) yield return step;
        if (bounds.Https)
            foreach (var step in HttpsSteps()) yield return step;
        if (_waits < bounds.Waits && _enqueued > 0 && _faults + BecomesLate(null) <= bounds.Faults)
            for (var i = 0; i < bounds.WaitSeconds.Length; i++) yield return new Step(StepKind.Wait, i);
        if (_restarts < bounds.Restarts && _journal.Count > 0) yield return new Step(StepKind.Restart);
    }

    public void Do(Step step)
    {
        _device.Now = _now;
        switch (step.Kind)
        {
            case StepKind.Enqueue: Accept(_explicit[_enqueued++]); break;
            case StepKind.Cancel: Cancel(step.Which); break;
            case StepKind.Connect: _connections.Add(new Connection(_connections.Count + 1)); break;
            case StepKind.EndByPeer: End(_connections[step.Which], byPeer: true); break;
            case StepKind.EndByUs: End(_connections[step.Which], byPeer: false); break;
            case StepKind.Heartbeat: Heartbeat(_connections[step.Which], ++_beats); break;
            case StepKind.HeartbeatSaidAgain: SayAgain(_connections[step.Which]); break;
            case StepKind.TerminalReads: TerminalReads(_connections[step.Which]); break;
            case StepKind.LaneReads: _connections[step.Which].LaneReads(); break;
            case StepKind.ActorHears: Hear(_connections[step.Which], twice: false); break;
            case StepKind.ActorHearsTwice: _faults++; Hear(_connections[step.Which], twice: true); break;
            case StepKind.LoseResult: _faults++; _connections[step.Which].Inbox.RemoveAt(0); break;
            case StepKind.LaneDefers: Defer(_connections[step.Which]); break;
            case StepKind.Pull: Pull((CommandType)step.Which); break;
            case StepKind.AnswerArrives: Arrive(step.Which); break;
            case StepKind.AnswerLost: _faults++; _answers.RemoveAt(step.Which); break;
            case StepKind.FeedbackArrives: Take(step.Which, twice: false); break;
            case StepKind.FeedbackTwice: _faults++; Take(step.Which, twice: true); break;
            case StepKind.FeedbackLost: _faults++; _feedbacks.RemoveAt(step.Which); break;
            case StepKind.Wish: Wish(); break;
            case StepKind.Round:
                if (step.Which == 1) Project();
                Round();
                break;
            case StepKind.Reset: Reset(); break;
            case StepKind.Wait: Wait(bounds.WaitSeconds[step.Which]); break;
            case StepKind.Restart: Restart(); break;
            default: throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    /// <summary>What must hold whatever has happened.</summary>
    public void Check()
    {
        foreach (var command in _accepted)
        {
            var status = _device.Queue.Find(command.Id);
            Assert.True(status is not null, $"{command.Id} has vanished");
            if (_ended.TryGetValue(command.Id, out var state)) Assert.Equal(state, status.State);
        }

        CheckOrder();

        var snapshot = Text(_device.Queue.ToSnapshot());
        Assert.Equal(snapshot, Text(Replayed(_journal.Count).ToSnapshot()));
        var half = Replayed(_journal.Count / 2);
        half = CommandQueue.FromSnapshot(half.ToSnapshot());
        foreach (var happened in _journal.Skip(_journal.Count / 2)) half.Apply(happened);
        Assert.Equal(snapshot, Text(half.ToSnapshot()));
    }

    /// <summary>A terminal that from now on does everything right ends every command: destroys this world.</summary>
    public void DrainAll()
    {
        foreach (var connection in _connections.ToList()) End(connection, byPeer: false);
        _faults += _answers.Count + _feedbacks.Count;
        _answers.Clear();
        _feedbacks.Clear();
        Wait(601);
        var last = new Connection(99);
        _connections.Add(last);
        for (var round = 0; _device.Queue.OpenCount > 0 || (bounds.Roster && (_isMarked || _unprojected.Count > 0)); round++)
        {
            if (bounds.Roster) Do(new Step(StepKind.Round, 1));
            Assert.True(round < 50, "no way to the end of " + string.Join(',', _device.Queue.ToSnapshot().Open.Select(open => open.Command.Id)));
            Wait(61);
            Heartbeat(last, ++_beats);
            while (last.ToTerminal.Count > 0)
            {
                TerminalReads(last);
                last.LaneReads();
                Hear(last, twice: false);
            }
        }

        if (bounds.Roster) CheckList();
    }

    /// <summary>Two worlds with the same text go on in the same way.</summary>
    public string Canonical()
    {
        var text = new StringBuilder(512);
        var snapshot = _device.Queue.ToSnapshot();
        foreach (var open in snapshot.Open)
        {
            text.Append(open.Command.Id).Append(open.Attempts).Append(open.Alone ? '!' : '.').Append(open.LostRounds).Append(Ago(open.SentAt));
            text.Append(open.Silence.Proved).Append(Ago(open.Silence.Since));
        }

        foreach (var handOut in snapshot.HandOuts)
        {
            text.Append('|').Append(handOut.Via).Append(handOut.Number).Append(handOut.Session?.Number).AppendJoin(',', handOut.Ids);
            text.Append(handOut.Sendings).Append(handOut.Ends);
            if (handOut.Pull is not { } pull) continue;
            text.Append(pull.Type).Append(pull.FollowsUnreported).Append(pull.IsOpen).AppendJoin(',', pull.Members).AppendJoin(',', pull.Feedbacks);
            text.Append(_device.Queue.LastPull(pull.Type).IsHeard);
        }

        text.Append('|').AppendJoin(',', snapshot.Finished.Select(f => f.Command.Id + f.State)).Append(snapshot.ReportsLate).Append(snapshot.Habits);
        text.Append(_device.Session?.Id.Number).AppendJoin('g', _device.Sessions.Select(session => session.Id.Number));
        foreach (var connection in _connections) text.Append('/').Append(connection);
        text.Append('|').AppendJoin(';', _answers).Append('|').AppendJoin(';', _feedbacks).Append((_now - _lastFeedback).TotalSeconds);
        if (bounds.Roster) text.Append(RosterText());
        text.AppendJoin(',', _done.Order()).Append('-').AppendJoin(',', _undone.Order());
        return text.Append(CultureInfo.InvariantCulture, $"|{_wasCaptured}{_enqueued},{_cancels},{_waits},{_restarts},{_faults},{_pulls}").ToString();
    }

    private void Accept(Command command)
    {
        _accepted.Add(command);
        Commit(e => Assert.Equal(EnqueueVerdict.Accepted, _device.Queue.DecideEnqueue(command, At, e)));
    }

    private void TerminalReads(Connection connection)
    {
        Obey(connection.ToTerminal[0].Ids);
        connection.TerminalReads();
    }

    private void Cancel(int which)
    {
        _cancels++;
        var id = _explicit[which].Id;
        var before = _device.Queue.Find(id)!.State;
        Commit(e => _device.Queue.DecideCancel(id, At, e));
        if (before == CommandState.InFlight) Assert.Equal(CommandState.InFlight, _device.Queue.Find(id)!.State);
    }

    // ---- time and the journal ----------------------------------------------------------------------------------------------------------------------

    private void Wait(int seconds)
    {
        _waits++;
        _now += TimeSpan.FromSeconds(seconds);
        _device.Now = _now;
        if (seconds >= PullHandOut.SettleAfter.TotalSeconds) BeLate(null);
        KeepUp();
    }

    private void KeepUp()
    {
        if (_device.Queue.NeedsUpkeep(At, _device.Session?.Id)) Commit(e => _device.Queue.DecideUpkeep(At, _device.Session?.Id, e));
    }

    private void Restart()
    {
        _restarts++;
        _device = Begin(bounds, At);
        foreach (var happened in _journal) _device.Apply(happened);
        _device.Now = _now;
        _device.Recovered(At);
        _lastFeedback = _now;
    }

    private List<ICommandEvent> Commit(Action<List<ICommandEvent>> decide)
    {
        List<ICommandEvent> events = [];
        decide(events);
        foreach (var happened in events)
        {
            _device.Apply(happened);
            _journal.Add(happened);
            Note(happened);
            if (happened is FeedbackTaken) _lastFeedback = _now;
            if (happened is not CommandEnded ended) continue;
            Assert.True(_ended.TryAdd(ended.Command.Id, ended.State), $"{ended.Command.Id} ends twice");
            CheckOutcome(ended);
        }

        return events;
    }

    /// <summary>Over HTTPS an outcome is never guessed with one fault at most (D23, D31); on the socket never at all (Hear).</summary>
    private void CheckOutcome(CommandEnded ended)
    {
        var id = ended.Command.Id;
        if (ended.ResultCode == CommandQueue.Unreported)
        {
            var alone = _journal.OfType<CommandsHandedOut>().Where(sent => sent.Ids is [var one] && one == id).Select(sent => sent.HandOut).ToHashSet();
            Assert.True(alone.Count >= 3, $"{id} ended unreported after {alone.Count} hand-outs");
            Assert.DoesNotContain(_journal.OfType<FeedbackTaken>(), said => alone.Contains(said.HandOut));
            return;
        }

        if (_faults > 1) return;
        if (ended.State == CommandState.Succeeded) Assert.True(_done.Contains(id), $"{id} succeeded, but was never done");
        if (ended.State == CommandState.Failed) Assert.True(_undone.Contains(id), $"{id} failed, but never at the terminal");
    }

    private static DeviceState Begin(WorldBounds bounds, DateTimeOffset at)
    {
        var device = new DeviceState(Sn, at, Silence);
        device.Restore(Nothing(bounds));
        return device;
    }

    private static CommandQueueSnapshot Nothing(WorldBounds bounds) => new(Sn, [], [], [], 0, false, bounds.Habits);

    private CommandQueue Replayed(int count)
    {
        var queue = CommandQueue.FromSnapshot(Nothing(bounds));
        foreach (var happened in _journal.Take(count)) queue.Apply(happened);
        return queue;
    }

    private static string Text(CommandQueueSnapshot snapshot) => JsonSerializer.Serialize(snapshot);

    private double Ago(DateTimeOffset? at) => at is { } time ? (At - time).TotalSeconds : -1;

    private static Command Make(string id, CommandType type, string user) => new(id, type, user, null, 100, "h", null, T0, T0.AddDays(7));
}
