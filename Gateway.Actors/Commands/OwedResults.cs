using Gateway.Actors.Sessions;

namespace Gateway.Actors.Commands;

/// <summary>
/// Results that a terminal may still send for a frame that it was sent more than once, and that one of them has settled (D15): they come before the result of the next frame of
/// that type, and must not be taken for it. One that never comes costs the next frame one more sending. Not journalled.
/// </summary>
internal struct OwedResults(SessionId session, CommandType type, int count)
{
    private int _count = count;

    /// <summary>Takes one, if one is owed.</summary>
    public bool TryTake(SessionId from, CommandType of)
    {
        if (_count <= 0 || from != session || of != type) return false;
        _count--;
        return true;
    }
}
