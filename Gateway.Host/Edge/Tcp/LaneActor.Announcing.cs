using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>After the loss of a node: its DeviceActors start anew elsewhere and know nothing of the connections that live here.</summary>
internal sealed partial class LaneActor
{
    /// <summary>Ticks over which the sessions are announced: each wakes an actor that may have to recover, and a herd of them would hold up the others.</summary>
    private const int AnnounceTicks = 10;

    private readonly Queue<TerminalConnection> _toAnnounce = new();
    private int _announcedPerTick;

    /// <summary>
    /// Those whose heartbeat waits for an answer first, and all of them at once: they are the ones whose actor is gone, and their commands wait too. The shard region keeps what it is told
    /// until the shard has its new place.
    /// </summary>
    private void OnAnnounceAll()
    {
        _toAnnounce.Clear();
        var connections = _connections.Values.ToArray();
        Random.Shared.Shuffle(connections);
        foreach (var connection in connections)
        {
            if (connection.Heartbeats.Waiting is { } heartbeat && !connection.Muted)
            {
                _services.Region.Tell(heartbeat with { At = _services.Time.GetUtcNow() }, Self);
            }
            else
            {
                _toAnnounce.Enqueue(connection);
            }
        }

        _announcedPerTick = (_toAnnounce.Count / AnnounceTicks) + 1;
    }

    private void AnnounceSome()
    {
        for (var i = 0; i < _announcedPerTick && _toAnnounce.TryDequeue(out var connection); i++)
        {
            if (connection is { Reason: null, Terminal: { Session: { } session, Sn: { } sn } })
            {
                _services.Region.Tell(new SessionAnnounced(sn, session, _services.Time.GetUtcNow() - connection.Silence), Self);
            }
        }
    }
}
