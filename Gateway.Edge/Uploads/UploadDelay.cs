using Gateway.Actors.Attendance;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Uploads;

/// <summary>
/// How long one upload is slowed, all its parts together: what is above an SN's share waits, at most five seconds (D39). Apart from storing, so that nobody
/// holds anything that others wait for while it is slowed. For one thread.
/// </summary>
internal sealed class UploadDelay(UploadShares shares, TimeProvider time)
{
    private TimeSpan _slowed;
    private TimeSpan _owed;

    /// <summary>Counts what a commit has made durable.</summary>
    public void Took(string sn, int newRecords)
    {
        var wait = shares.Took(sn, newRecords, _slowed);
        _slowed += wait;
        _owed += wait;
    }

    /// <summary>Waits for what is above the share so far.</summary>
    public async Task WaitAsync()
    {
        if (_owed <= TimeSpan.Zero) return;
        var owed = _owed;
        _owed = TimeSpan.Zero;
        EdgeMetrics.UploadSlowed();
        await Task.Delay(owed, time);
    }
}
