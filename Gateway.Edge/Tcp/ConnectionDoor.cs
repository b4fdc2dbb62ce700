using Gateway.Actors.Sessions;

namespace Gateway.Edge.Tcp;

/// <summary>
/// What DeviceActors of this node have of a connection. They write the idle answer themselves, when nobody else is writing and the lane has nothing for this connection; else they
/// tell the lane. So the lane's actor, or whoever holds the lock of the output in its place, alone writes to a connection, and no DeviceActor waits for it.
/// </summary>
internal sealed class ConnectionDoor(TerminalConnection connection, HeartbeatFrames heartbeats) : IConnectionDoor
{
    private int _told;

    public bool TryAnswerIdle()
    {
        if (Volatile.Read(ref _told) != 0 || !Monitor.TryEnter(connection.Output)) return false;
        try
        {
            return heartbeats.TryAnswerIdle(connection);
        }
        finally
        {
            Monitor.Exit(connection.Output);
        }
    }

    public void LaneIsTold() => Interlocked.Increment(ref _told);

    /// <summary>The lane's actor has done what it was told.</summary>
    public void LaneHasDone() => Interlocked.Decrement(ref _told);
}
