using Akka.Actor;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>The lanes of its sessions: what they are told, and that they may end.</summary>
public sealed partial class DeviceActor
{
    private void TellClose(Session session, CloseReason reason) => TellLane(session, new CloseSession(session.Id.Number, reason));

    /// <summary>The answer to nearly every heartbeat: straight to the connection, if that is here and waits for nothing else.</summary>
    private void AnswerIdly(Session session)
    {
        if (session.Door?.TryAnswerIdle() != true) TellLane(session, _idle!);
    }

    /// <summary>By the sender the lane sees that the connection's door knows of the message.</summary>
    private void TellLane(Session session, ILaneMessage message)
    {
        session.Door?.LaneIsTold();
        session.Lane.Tell(message, session.Door is null ? ActorRefs.NoSender : Self);
    }

    /// <summary>Lanes of this node may know this actor: what they told it and it did not come to is told again, to the next one.</summary>
    private void TellGone()
    {
        foreach (var session in _state.Sessions)
            if (session.Door is not null) session.Lane.Tell(new DeviceRoute.Gone(session.Id.Number), Self);
    }

    /// <summary>One watch per lane, however many sessions of it come one after another.</summary>
    private void Watch(IActorRef lane)
    {
        if (lane.Equals(_watched)) return;
        if (_watched is not null) Context.Unwatch(_watched);
        Context.Watch(lane);
        _watched = lane;
    }

    private void OnLaneLost(Terminated m)
    {
        if (!m.ActorRef.Equals(_watched)) return;
        _watched = null;
        foreach (var session in _state.Sessions.Where(session => session.Lane.Equals(m.ActorRef)).Reverse().ToList())
            EndSession(session.Id, _options.Time.GetUtcNow(), m.AddressTerminated ? CloseReason.NodeLost : CloseReason.LaneLost);
    }
}
