namespace Gateway.Actors.Sessions;

/// <summary>
/// The way straight to a connection of this process, past the mailbox of its lane. Any thread; whoever calls it never waits: neither for the terminal nor for another writer.
/// </summary>
public interface IConnectionDoor
{
    /// <summary>
    /// Writes the idle answer of the heartbeat that waits (D12), when nothing else is on its way to this terminal. False: nothing was done, and the lane is to be told.
    /// </summary>
    bool TryAnswerIdle();

    /// <summary>The lane is being told something for this connection: until it has done that, <see cref="TryAnswerIdle"/> lets it be, or the answers would change places.</summary>
    void LaneIsTold();
}
