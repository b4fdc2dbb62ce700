using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>
/// One device with its journal, a terminal with two connections one after the other and HTTPS beside them, three persons, four commands. Every message between them can be
/// late, and a bounded number of them lost or doubled. Steps that cannot happen now are not offered. What must always hold is asserted as it happens.
/// </summary>
internal sealed class World(WorldBounds bounds)
{
    private const string Sn = "smz-a03";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(190);

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Command[] Commands =
    [
        Make("a", CommandType.PersonPush, "u1"), Make("b", CommandType.PersonPush, "u2"), Make("d", CommandType.PersonDelete, "u1"), Make("c", CommandType.PersonPush, "u3"),
    ];

    private readonly List<ICommandEvent> _journal = [];
    private readonly List<Connection> _connections = [];
    private readonly List<PullAnswer> _answers = [];
    private readonly List<Feedback> _feedbacks = [];
    private readonly Dictionary<string, CommandState> _ended = [];
    private readonly HashSet<string> _received = [];
    private DeviceState _device = new(Sn, T0, Silence);
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
        if (bounds.Socket)
            foreach (var step in SocketSteps()) yield return step;
        if (bounds.Https)
            foreach (var step in HttpsSteps()) yield return step;
        if (_waits < bounds.Waits && _enqueued > 0 && _faults + Prompt(null) <= bounds.Faults)
            for (var i = 0; i < WorldBounds.WaitSeconds.Length; i++) yield return new Step(StepKind.Wait, i);
        if (_restarts < bounds.Restarts && _journal.Count > 0) yield return new Step(StepKind.Restart);
    }

    public void Do(Step step)
    {
        _device.Now = _now;
        switch (step.Kind)
        {
            case StepKind.Enqueue: Commit(e => Assert.Equal(EnqueueVerdict.Accepted, _device.Queue.DecideEnqueue(Commands[_enqueued++], At, e))); break;
            case StepKind.Cancel: Cancel(step.Which); break;
            case StepKind.Connect: _connections.Add(new Connection(_connections.Count + 1)); break;
            case StepKind.EndByPeer: End(_connections[step.Which], byPeer: true); break;
            case StepKind.EndByUs: End(_connections[step.Which], byPeer: false); break;
            case StepKind.Heartbeat: Heartbeat(_connections[step.Which], ++_beats); break;
            case StepKind.HeartbeatSaidAgain: SayAgain(_connections[step.Which]); break;
            case StepKind.TerminalReads: _connections[step.Which].TerminalReads(); break;
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
            case StepKind.Wait: Wait(WorldBounds.WaitSeconds[step.Which]); break;
            case StepKind.Restart: Restart(); break;
            default: throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    /// <summary>What must hold whatever has happened.</summary>
    public void Check()
    {
        for (var i = 0; i < _enqueued; i++)
        {
            var status = _device.Queue.Find(Commands[i].Id);
            Assert.True(status is not null, $"{Commands[i].Id} has vanished");
            if (_ended.TryGetValue(Commands[i].Id, out var state)) Assert.Equal(state, status.State);
        }

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
        for (var round = 0; _device.Queue.OpenCount > 0; round++)
        {
            Assert.True(round < 50, "no way to the end of " + string.Join(',', _device.Queue.ToSnapshot().Open.Select(open => open.Command.Id)));
            Wait(61);
            Heartbeat(last, ++_beats);
            while (last.ToTerminal.Count > 0)
            {
                last.TerminalReads();
                last.LaneReads();
                Hear(last, twice: false);
            }
        }
    }

    /// <summary>Two worlds with the same text go on in the same way.</summary>
    public string Canonical()
    {
        var text = new StringBuilder(512);
        var snapshot = _device.Queue.ToSnapshot();
        foreach (var open in snapshot.Open) text.Append(open.Command.Id).Append(open.Attempts).Append(open.Alone ? '!' : '.').Append(open.LostRounds).Append(Ago(open.SentAt));
        foreach (var handOut in snapshot.HandOuts)
        {
            text.Append('|').Append(handOut.Via).Append(handOut.Number).Append(handOut.Session?.Number).AppendJoin(',', handOut.Ids);
            text.Append(handOut.Sendings).Append(handOut.Ends);
            if (handOut.Pull is { } pull)
                text.Append(pull.Type).Append(pull.FollowsUnreported).Append(pull.IsOpen).AppendJoin(',', pull.Members).AppendJoin(',', pull.Feedbacks);
        }

        text.Append('|').AppendJoin(',', snapshot.Finished.Select(f => f.Command.Id + f.State)).Append(snapshot.ReportsLate);
        text.Append(_device.Session?.Id.Number).AppendJoin('g', _device.Sessions.Select(session => session.Id.Number));
        foreach (var connection in _connections) text.Append('/').Append(connection);
        text.Append('|').AppendJoin(';', _answers).Append('|').AppendJoin(';', _feedbacks).Append((_now - _lastFeedback).TotalSeconds).AppendJoin(',', _received.Order());
        return text.Append(CultureInfo.InvariantCulture, $"|{_wasCaptured}{_enqueued},{_cancels},{_waits},{_restarts},{_faults},{_pulls}").ToString();
    }

    private IEnumerable<Step> SocketSteps()
    {
        if (_connections.Count < bounds.Sessions) yield return new Step(StepKind.Connect);
        for (var i = 0; i < _connections.Count; i++)
        {
            var connection = _connections[i];
            if (connection.Inbox.Count > 0)
            {
                yield return new Step(StepKind.ActorHears, i);
                if (_faults < bounds.Faults) yield return new Step(StepKind.ActorHearsTwice, i);
                if (_faults < bounds.Faults) yield return new Step(StepKind.LoseResult, i);
            }

            if (!connection.IsOpen) continue;
            yield return new Step(StepKind.Heartbeat, i);
            if (_wasCaptured) yield return new Step(StepKind.HeartbeatSaidAgain, i);
            yield return new Step(StepKind.EndByPeer, i);
            yield return new Step(StepKind.EndByUs, i);
            if (connection.ToTerminal.Count > 0) yield return new Step(StepKind.TerminalReads, i);
            if (connection.ToLane.Count > 0) yield return new Step(StepKind.LaneReads, i);
            if (connection.CanDefer) yield return new Step(StepKind.LaneDefers, i);
        }
    }

    private IEnumerable<Step> HttpsSteps()
    {
        foreach (var type in (CommandType[])[CommandType.PersonPush, CommandType.PersonDelete])
            if (_pulls < bounds.Pulls && _faults + Prompt(type) <= bounds.Faults) yield return new Step(StepKind.Pull, (int)type);

        for (var i = 0; i < _answers.Count; i++)
        {
            yield return new Step(StepKind.AnswerArrives, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.AnswerLost, i);
        }

        for (var i = 0; i < _feedbacks.Count; i++)
        {
            yield return new Step(StepKind.FeedbackArrives, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.FeedbackTwice, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.FeedbackLost, i);
        }
    }

    private void Cancel(int which)
    {
        _cancels++;
        var id = Commands[which].Id;
        var before = _device.Queue.Find(id)!.State;
        Commit(e => _device.Queue.DecideCancel(id, At, e));
        if (before == CommandState.InFlight) Assert.Equal(CommandState.InFlight, _device.Queue.Find(id)!.State);
    }

    // ---- socket ------------------------------------------------------------------------------------------------------------------------------------

    /// <summary>As the actor does it, without clock corrections. One of these heartbeats is captured, and may be said again on any connection: the first.</summary>
    private void Heartbeat(Connection connection, long body)
    {
        if (!_wasCaptured) _capturedAt = _now;
        _wasCaptured = true;
        var beat = new HeartbeatReceived(Sn, connection.Session, At, 1, 0, 60, true, body);
        var isCurrent = Hear(connection, beat);
        _device.NoteHeartbeat(beat);
        if (!isCurrent) return;
        KeepUp();
        GoOn(connection);
    }

    /// <summary>D37: what was heard before makes no session current, but in the very second of its first receipt while no other is.</summary>
    private void SayAgain(Connection connection)
    {
        var was = _device.Session;
        var mayBe = _restarts > 0 || (was is null && (_now == _capturedAt || _device.Queue.IsCarriedBy(connection.Session.Id)));
        Heartbeat(connection, 1);
        Assert.True(mayBe || _device.Session == was || _device.Session is null, $"{_device.Session?.Id} became current by what was heard before");
    }

    /// <summary>Whether what comes from it counts as the current session's.</summary>
    /// <param name="beat">Null: it is no heartbeat.</param>
    private bool Hear(Connection connection, HeartbeatReceived? beat)
    {
        var session = connection.Session;
        var verdict = _device.Hear(session, At, out var lost);
        if (lost is not null) Of(lost).IsOpen = false;
        if (verdict == SessionVerdict.Stale) connection.IsOpen = false;
        if (verdict == SessionVerdict.Guest && (_device.GoesOn(session.Id) || (beat is not null && _device.MakesCurrent(beat) == true)))
        {
            List<Session> closed = [];
            Assert.False(_device.Promote(session.Id, closed));
            closed.ForEach(one => Of(one).IsOpen = false);
            verdict = SessionVerdict.Current;
        }

        if (verdict == SessionVerdict.Current && _device.Queue.HasLost(session.Id)) Commit(e => _device.Queue.DecideLost(session.Id, byPeer: false, At, e));
        return verdict == SessionVerdict.Current;
    }

    private Connection Of(Session session) => _connections.Single(one => one.Session.Id == session.Id);

    private void GoOn(Connection connection)
    {
        var step = FrameStep.Nothing;
        Commit(e => step = _device.Queue.DecideFrame(connection.Session.Id, At, e));
        if (step == FrameStep.RoundLost) End(connection, byPeer: false);
        if (step != FrameStep.Deliver) return;
        var (handOut, commands) = _device.Queue.TakeFrame();
        Assert.All(commands, command => Assert.False(_ended.ContainsKey(command.Id), $"{command.Id} is sent, but has ended"));
        if (connection.IsOpen) connection.Write(new Frame(handOut, commands[0].Type, [.. commands.Select(command => command.Id)]));
    }

    private void Hear(Connection connection, bool twice)
    {
        var result = connection.Inbox[0];
        connection.Inbox.RemoveAt(0);
        for (var times = twice ? 2 : 1; times > 0; times--)
        {
            if (!Hear(connection, null)) return;
            var settled = false;
            _received.UnionWith(result.Ids);
            var events = Commit(e => settled = _device.Queue.DecideResult(result.Type, connection.Session.Id, result.Label, null, true, "0000", null, At, e));
            Assert.All(events.OfType<CommandEnded>(), ended => Assert.Contains(ended.Command.Id, result.Ids)); // a result settles only what was in its hand-out
            if (!settled) continue;
            KeepUp();
            GoOn(connection);
        }
    }

    private void Defer(Connection connection)
    {
        var frame = connection.TakeBack();
        Commit(e => _device.Queue.DecideUnsent(frame.HandOut, connection.Session.Id, [], [], written: false, At, e));
    }

    private void End(Connection connection, bool byPeer)
    {
        if (!connection.IsOpen && _device.Sessions.All(session => session.Id != connection.Session.Id)) return;
        connection.IsOpen = false;
        var wasCurrent = _device.Session?.Id == connection.Session.Id;
        _device.End(connection.Session.Id);
        if (!wasCurrent && !_device.Queue.IsCarriedBy(connection.Session.Id)) return;
        Commit(e => _device.Queue.DecideLost(_device.Session?.Id, byPeer, At, e));
    }

    // ---- HTTPS -------------------------------------------------------------------------------------------------------------------------------------

    private void Pull(CommandType type)
    {
        _pulls++;
        BeLate(type);
        KeepUp();
        var isEmpty = false;
        Commit(e => isEmpty = _device.Queue.DecidePull(type, At, e));
        var picked = isEmpty ? [] : _device.Queue.PickHttp(type, 2, 1 << 20);
        Assert.All(picked, command => Assert.False(_ended.ContainsKey(command.Id), $"{command.Id} is handed out, but has ended"));
        Commit(e => _device.Queue.DecideHandOut(type, picked, bounds.Rule, At, e));
        if (picked.Count > 0) _answers.Add(new PullAnswer(type, [.. picked.Select(command => command.Id)]));
    }

    private void Arrive(int which)
    {
        var answer = _answers[which];
        _answers.RemoveAt(which);
        _received.UnionWith(answer.Ids);
        if (bounds.Rule == FeedbackRule.Batch) Say(answer, answer.Ids);
        else foreach (var id in answer.Ids) Say(answer, [id]);
    }

    private void Say(PullAnswer answer, string[] ids) => _feedbacks.Add(new Feedback(answer.Type, ids, answer.IsLate));

    /// <summary>What is still under way is said of a hand-out that is over when it comes: a fault of the world, like a loss.</summary>
    private void BeLate(CommandType? type)
    {
        _faults += Prompt(type);
        for (var i = 0; i < _answers.Count; i++) if (type is null || _answers[i].Type == type) _answers[i] = _answers[i] with { IsLate = true };
        for (var i = 0; i < _feedbacks.Count; i++) if (type is null || _feedbacks[i].Type == type) _feedbacks[i] = _feedbacks[i] with { IsLate = true };
    }

    private int Prompt(CommandType? type) =>
        _answers.Count(answer => !answer.IsLate && (type is null || answer.Type == type))
        + _feedbacks.Count(feedback => !feedback.IsLate && (type is null || feedback.Type == type));

    private void Take(int which, bool twice)
    {
        var feedback = _feedbacks[which];
        _feedbacks.RemoveAt(which);
        for (var times = twice ? 2 : 1; times > 0; times--)
        {
            KeepUp();
            Commit(e => _device.Queue.DecideFeedback(feedback.Type, 2, true, FeedbackOrigin.Specification, null, At, e));
        }
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
        _device = new DeviceState(Sn, At, Silence);
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
            if (happened is FeedbackTaken) _lastFeedback = _now;
            if (happened is not CommandEnded ended) continue;
            Assert.True(_ended.TryAdd(ended.Command.Id, ended.State), $"{ended.Command.Id} ends twice");
            // Over HTTPS an outcome is never guessed with one fault at most (D23); on the socket never at all (Hear).
            if (_faults <= 1 && ended.State == CommandState.Succeeded) Assert.True(_received.Contains(ended.Command.Id), $"{ended.Command.Id} succeeded, but was never received");
        }

        return events;
    }

    private CommandQueue Replayed(int count)
    {
        var queue = new CommandQueue(Sn);
        foreach (var happened in _journal.Take(count)) queue.Apply(happened);
        return queue;
    }

    private static string Text(CommandQueueSnapshot snapshot) => JsonSerializer.Serialize(snapshot);

    private double Ago(DateTimeOffset? at) => at is { } time ? (At - time).TotalSeconds : -1;

    private static Command Make(string id, CommandType type, string user) => new(id, type, user, null, 100, "h", null, T0, T0.AddDays(7));
}
