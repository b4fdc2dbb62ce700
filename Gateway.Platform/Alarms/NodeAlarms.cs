using Gateway.Actors.Attendance;
using Gateway.Actors.Sightings;
using Gateway.Storage.Alarms;

namespace Gateway.Platform.Alarms;

/// <summary>Looks, on every node, for what only this node knows: terminals at its doors, its disk, its certificates, its port between nodes.</summary>
internal sealed class NodeAlarms(AlarmRound round, TerminalSightings sightings, UploadShares shares, WatchedNode watched, TimeProvider time) : BackgroundService
{
    /// <summary>What is wrong now.</summary>
    /// <param name="node">This node, for people.</param>
    public IEnumerable<RaisedAlarm> Look(string node) => SightingAlarms.Of(sightings, time.GetUtcNow()).Concat(Surges()).Concat(Disk(node)).Concat(Certificate(node))
        .Concat(watched.Troubles().Select(trouble => new RaisedAlarm(trouble.Code, node, trouble.Detail) { Values = Finding.Of() }));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AlarmRules.LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await round.RunAsync(node => Task.FromResult(Look(node)), stoppingToken);
    }

    private IEnumerable<RaisedAlarm> Surges()
    {
        foreach (var surge in shares.Unusual(AlarmRules.KindMax))
        {
            var usual = surge.Usual == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {surge.Usual} on a usual day");
            var text = string.Create(CultureInfo.InvariantCulture, $"{surge.Today} new records today{usual}: a long backlog, or records that nobody made");
            var values = Finding.Of(("today", surge.Today), ("usual", surge.Usual == 0 ? null : surge.Usual));
            yield return new RaisedAlarm(AlarmCodes.UploadSurge, surge.Sn, text, surge.Sn) { Values = values };
        }
    }

    private IEnumerable<RaisedAlarm> Disk(string node)
    {
        var disk = new DriveInfo(watched.DataPath);
        var isLow = disk.AvailableFreeSpace < AlarmRules.DiskFree || disk.AvailableFreeSpace < AlarmRules.DiskFreePart * disk.TotalSize;
        if (!isLow) yield break;
        var free = (disk.AvailableFreeSpace / (double)(1 << 30)).ToString("0.0", CultureInfo.InvariantCulture);
        yield return new RaisedAlarm(AlarmCodes.DiskLow, node, $"{free} GiB are free where the data directory is") { Values = Finding.Of(("gib", free)) };
    }

    private IEnumerable<RaisedAlarm> Certificate(string node)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var end in watched.CertificateEnds().Where(end => end - now < AlarmRules.CertificateWarning))
        {
            var on = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new RaisedAlarm(AlarmCodes.CertificateExpiring, node, $"a certificate of its listeners, or towards other nodes, ends on {on}")
            {
                Values = Finding.Of(("on", on)),
            };
        }
    }
}
