using Akka.Actor;
using Gateway.Actors.Sessions;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>A connection with what is on it: frames to the terminal, its results to the lane, the lane's messages to the actor; each in order.</summary>
internal sealed class Connection(int number)
{
    private long _lastWritten;
    private long _writtenBefore;

    public Session Session { get; } = new(new SessionId(1, number), ActorRefs.Nobody, Transport.Socket, "r", "n", DateTimeOffset.UnixEpoch.AddSeconds(number));

    public bool IsOpen { get; set; } = true;

    public List<Frame> ToTerminal { get; } = [];

    public List<Frame> ToLane { get; } = [];

    public List<Frame> Inbox { get; } = [];

    /// <summary>The lane has been given a frame and may still find that its heartbeat was answered meanwhile.</summary>
    public bool CanDefer { get; private set; }

    public void Write(Frame frame)
    {
        (_writtenBefore, _lastWritten) = (_lastWritten, frame.HandOut);
        ToTerminal.Add(frame);
        CanDefer = true;
    }

    public Frame TakeBack()
    {
        var frame = ToTerminal[^1];
        ToTerminal.RemoveAt(ToTerminal.Count - 1);
        _lastWritten = _writtenBefore;
        CanDefer = false;
        return frame;
    }

    public void TerminalReads()
    {
        CanDefer = false;
        ToLane.Add(ToTerminal[0]);
        ToTerminal.RemoveAt(0);
    }

    public void LaneReads()
    {
        CanDefer = false;
        Inbox.Add(ToLane[0] with { Label = _lastWritten });
        ToLane.RemoveAt(0);
    }

    public override string ToString() =>
        $"{IsOpen}{_lastWritten}{CanDefer}[{string.Join(';', ToTerminal)}][{string.Join(';', ToLane)}][{string.Join(';', Inbox)}]";
}
