using Gateway.Actors.Attendance;

namespace Gateway.Actors.Load;

/// <summary>
/// How hard it is for this node to keep up with its terminals, by what a terminal would notice: how long uploads wait for their commit, and how full the queues before them are.
/// Asked
/// often, so it only looks at numbers that are there anyway.
/// </summary>
public sealed class LoadGauge
{
    /// <summary>An upload that waits so long makes the node busy: a hundred times what it takes on a sound database.</summary>
    public static readonly TimeSpan BusyAfter = TimeSpan.FromSeconds(1);

    /// <summary>Of the ten seconds an upload has (D18), three are gone.</summary>
    public static readonly TimeSpan OverloadedAfter = TimeSpan.FromSeconds(3);

    private const double BusyFrom = 0.5;
    private const double OverloadedFrom = 0.9;
    private volatile AttendanceLog? _attendance;
    private volatile Func<double>? _fullest;

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

    /// <summary>Looks at these queues from now on.</summary>
    /// <param name="fullest">How full the fullest of them is, 0 to 1.</param>
    public void Watch(Func<double> fullest) => _fullest = fullest;

    private double Fullest()
    {
        var uplink = _attendance is { } log ? (double)log.Waiting / log.WaitingMax : 0;
        return Math.Max(uplink, _fullest?.Invoke() ?? 0);
    }
}
