using Gateway.Actors.Attendance;
using Gateway.Edge.Tcp;

namespace Gateway.Actors.Load;

/// <summary>
/// How hard it is for this node to keep up with its terminals, by what a terminal would notice: how long uploads wait for their commit, and how full the queues before them are. Asked
/// often, so it only looks at numbers that are there anyway.
/// </summary>
internal sealed class LoadGauge(TcpEdge edge)
{
    /// <summary>An upload that waits so long makes the node busy: a hundred times what it takes on a sound database.</summary>
    public static readonly TimeSpan BusyAfter = TimeSpan.FromSeconds(1);

    /// <summary>Of the ten seconds an upload has (D18), three are gone.</summary>
    public static readonly TimeSpan OverloadedAfter = TimeSpan.FromSeconds(3);

    private const double BusyFrom = 0.5;
    private const double OverloadedFrom = 0.9;
    private volatile AttendanceLog? _attendance;

    public LoadLevel Level
    {
        get
        {
            var (waits, full) = (_attendance?.OldestWaits ?? TimeSpan.Zero, Fullest());
            return waits >= OverloadedAfter || full >= OverloadedFrom ? LoadLevel.Overloaded
                : waits >= BusyAfter || full >= BusyFrom ? LoadLevel.Busy
                : LoadLevel.Normal;
        }
    }

    /// <summary>Looks at this uplink from now on.</summary>
    public void Watch(AttendanceLog attendance) => _attendance = attendance;

    private double Fullest()
    {
        var fullest = _attendance is { } log ? (double)log.Waiting / log.WaitingMax : 0;
        foreach (var lane in edge.Lanes)
        {
            fullest = Math.Max(fullest, (double)lane.Frames.Count / Lane.QueueMax);
        }

        return fullest;
    }
}
