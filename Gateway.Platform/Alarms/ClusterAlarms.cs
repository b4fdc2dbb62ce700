using Gateway.Platform.Nodes;
using Gateway.Storage.Alarms;
using Gateway.Storage.Attendance;
using Gateway.Storage.Registrations;
using Gateway.Storage.Retention;

namespace Gateway.Platform.Alarms;

/// <summary>
/// Looks, on one node of the cluster, for what the database knows: clocks, sites, the feed, the quarantine, what retention is measured by. Ends alarms that nobody confirms.
/// </summary>
internal sealed class ClusterAlarms(
    AlarmRound round, AlarmStore store, AlarmFacts facts, QuarantineStore quarantine, RegistrationStore registrations,
    NodeSampler sampler, RetentionClock retention, DatabaseSizes sizes, RetentionOptions retained, WatchedNode watched, RosterAlarms rosters, TimeProvider time)
{
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(AlarmRules.LookEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await round.RunAsync(_ => LookAsync(stop), stop);
            await round.RunAsync(_ => rosters.LookAsync(stop), stop); // By itself: it asks most of the database, and the others do not wait for it.
            await round.TryAsync(() => EndAsync(stop));
        }
    }

    /// <summary>What is wrong now.</summary>
    public async Task<IEnumerable<RaisedAlarm>> LookAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var found = new List<RaisedAlarm>();
        foreach (var (sn, seconds) in await facts.WrongClocksAsync(AlarmRules.ClockSeconds, stop))
        {
            var what = seconds is { } off
                ? Text($"its clock is {Math.Abs((long)off)} s {(off < 0 ? "slow" : "fast")}, and corrections do not reach it")
                : "for an hour no heartbeat had the right time, and corrections do not reach it";
            found.Add(new RaisedAlarm(AlarmCodes.ClockWrong, sn, what, sn) { Values = Finding.Of(("seconds", seconds)) });
        }

        foreach (var (site, terminals, heard) in await facts.SilentSitesAsync(AlarmRules.SiteTerminals, now - AlarmRules.SiteHeardWithin, stop))
        {
            found.Add(new RaisedAlarm(
                AlarmCodes.SiteSilent, site, Text($"none of its {terminals} terminals is online; the last was heard at {heard.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
                Site: site)
            {
                Values = Finding.Of(("terminals", terminals), ("heard", heard)),
            });
        }

        var quarantined = await facts.QuarantinedAsync(now - AlarmRules.QuarantineWithin, 10 * AlarmRules.QuarantineUploads, stop);
        if (quarantined >= AlarmRules.QuarantineUploads)
        {
            found.Add(new RaisedAlarm(
                AlarmCodes.QuarantineGrowing, "quarantine",
                Text($"{quarantined} uploads went into quarantine within {AlarmRules.QuarantineWithin.TotalMinutes:0} minutes"))
            {
                Values = Finding.Of(("uploads", quarantined), ("minutes", AlarmRules.QuarantineWithin.TotalMinutes)),
            });
        }

        found.AddRange((await quarantine.UsesAsync(AlarmRules.KindMax, stop)).SelectMany(QuarantineAlarms.Of).DistinctBy(static alarm => (alarm.Code, alarm.Subject)));
        found.AddRange((await registrations.LargestUsesAsync(now, AlarmRules.KindMax, stop)).SelectMany(QuotaAlarms.Of));
        if ((await sampler.SampleAsync()).FeedLag is { } lag && lag > AlarmRules.FeedLag)
        {
            found.Add(new RaisedAlarm(AlarmCodes.FeedLag, "feed", Text($"the oldest item has waited for its number for {lag.TotalSeconds:0} s"))
            {
                Values = Finding.Of(("seconds", Math.Round(lag.TotalSeconds))),
            });
        }

        if (await retention.LookAsync(stop) is { Doubt: { } doubt } looked)
            found.Add(new RaisedAlarm(AlarmCodes.RetentionClock, "retention", doubt) { Values = looked.DoubtValues });
        if (await ForecastAsync(stop) is { } full) found.Add(full);
        return found;
    }

    private async Task<RaisedAlarm?> ForecastAsync(CancellationToken stop)
    {
        if (!sizes.IsOnThisMachine && retained.DatabaseGiB == 0) return null; // Nobody has said what room there is.
        long? room = sizes.IsOnThisMachine ? null : (long)retained.DatabaseGiB << 30;
        var free = sizes.IsOnThisMachine ? new DriveInfo(watched.DataPath).AvailableFreeSpace : 0;
        if (await sizes.ForecastAsync(room, free, stop) is not { DaysLeft: < AlarmRules.DiskForecastDays } forecast) return null;
        var (left, perDay) = (forecast.Free / (double)(1 << 30), forecast.BytesPerDay / (double)(1 << 20));
        return new RaisedAlarm(
            AlarmCodes.DiskForecast, "database", Text($"the database grows by {perDay:0.0} MiB a day and has room for {left:0.0} GiB more: full in {forecast.DaysLeft} days"))
        {
            Values = Finding.Of(("mib_a_day", Text($"{perDay:0.0}")), ("gib", Text($"{left:0.0}")), ("days", forecast.DaysLeft)),
        };
    }

    private async Task EndAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await store.EndAsync(now - AlarmRules.HoldFor, now, stop);
        await store.DeleteAsync(now - AlarmRules.KeepFor, stop);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
