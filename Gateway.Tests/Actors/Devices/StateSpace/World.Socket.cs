using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>The socket of the small world.</summary>
internal sealed partial class World
{
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
            _done.UnionWith(result.Ids);
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
}
