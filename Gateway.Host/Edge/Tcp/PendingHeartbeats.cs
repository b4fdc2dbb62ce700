using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>Heartbeats that wait for the DeviceActor's answer: counted by the lane's stream, answered by its actor.</summary>
internal sealed class PendingHeartbeats
{
    private HeartbeatReceived? _last;
    private long _since;
    private int _count;

    /// <summary>A heartbeat goes to its DeviceActor.</summary>
    /// <param name="now">TimeProvider timestamp.</param>
    public void Asked(long now, HeartbeatReceived heartbeat)
    {
        Volatile.Write(ref _last, heartbeat);
        Volatile.Write(ref _since, now);
        Interlocked.Increment(ref _count);
    }

    /// <summary>The last heartbeat, while it waits for its answer; null when none does.</summary>
    public HeartbeatReceived? Waiting => Volatile.Read(ref _count) > 0 ? Volatile.Read(ref _last) : null;

    /// <summary>An answer has come. False: none waits for it.</summary>
    public bool TryAnswer()
    {
        var count = Volatile.Read(ref _count);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref _count, count - 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }

    /// <summary>Gives up those that wait, when the last was asked longer than <paramref name="limit"/> ago. How many.</summary>
    public int DropOverdue(TimeSpan limit, TimeProvider time) =>
        Volatile.Read(ref _count) > 0 && time.GetElapsedTime(Volatile.Read(ref _since)) > limit ? Interlocked.Exchange(ref _count, 0) : 0;
}
