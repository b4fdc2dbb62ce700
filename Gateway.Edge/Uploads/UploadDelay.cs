using Gateway.Actors.Attendance;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Uploads;

/// <summary>How long one upload was slowed, all its parts together: what is above an SN's share waits, at most five seconds (D39). For one thread.</summary>
internal sealed class UploadDelay(UploadShares shares, TimeProvider time)
{
    private TimeSpan _slowed;

    /// <summary>Waits after a commit, if the SN is above its share.</summary>
    public async Task AfterAsync(string sn, int newRecords)
    {
        var wait = shares.Took(sn, newRecords, _slowed);
        if (wait <= TimeSpan.Zero) return;
        _slowed += wait;
        EdgeMetrics.UploadSlowed();
        await Task.Delay(wait, time);
    }
}
