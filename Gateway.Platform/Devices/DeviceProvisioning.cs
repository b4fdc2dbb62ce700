using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Rosters;
using Gateway.Actors.Sessions;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Devices;

/// <summary>Changes devices and lets everyone know who must: the caches, and the live session where its right to be has ended.</summary>
internal sealed class DeviceProvisioning(
    DeviceStore store, ModelGuess guess, AuditStore audit, IHabitStore habits, IDeviceChanges changes, DeviceRegion region, RosterSignal rosters, DeviceLimits limits,
    TimeProvider time, ILogger<DeviceProvisioning> log)
{
    /// <summary>Creates or changes in one transaction; one result per change, in order. No SN twice in one call.</summary>
    public async Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<DeviceChange> wanted, AuditCaller caller, CancellationToken cancellation)
    {
        var found = await store.GetManyAsync([.. wanted.Select(change => change.Sn)], cancellation);
        var before = found.ToDictionary(d => d.Sn, StringComparer.Ordinal);
        var uploadKeys = wanted.Select(change => DeviceAudit.UploadKey(caller, before.GetValueOrDefault(change.Sn), change)).OfType<AuditNote>();
        await audit.AddAsync([.. wanted.Select(change => DeviceAudit.Put(caller, before.GetValueOrDefault(change.Sn), change)), .. uploadKeys], cancellation);
        IReadOnlyList<PutResult> results;
        try
        {
            results = await store.PutAsync(wanted, CancellationToken.None); // A client that goes must not leave the outcome open.
            await guess.GuessAsync([.. wanted.Where(static change => change.Model is not null).Select(static change => change.Sn)], CancellationToken.None);
        }
        finally
        {
            // After a failure too: whether it has committed is not always known.
            rosters.Written();
            foreach (var change in wanted)
            {
                changes.DeviceChanged(change.Sn);
                if (change.Replaces is { } former) changes.DeviceChanged(former);
            }
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            var change = wanted[i];
            if (results[i] != PutResult.Incomplete && change.UploadKey == UploadKeyNames.Sn) DeviceLog.UploadsByTheSn(log, change.Sn);
            if (results[i] == PutResult.Updated && before.TryGetValue(change.Sn, out var device) && EndsSession(device, change))
                region.Tell(new DeviceMessages.RevokeSession(change.Sn, CloseReason.Revoked));
            if (results[i] is PutResult.Created or PutResult.Updated && change.Replaces is { } former) await RetireAsync(former);
        }

        return results;
    }

    /// <summary>What <see cref="PutAsync"/> would do.</summary>
    public Task<IReadOnlyList<PutResult>> TryAsync(IReadOnlyList<DeviceChange> wanted, CancellationToken cancellation) => store.TryAsync(wanted, cancellation);

    /// <summary>Ends what the terminal that was replaced had open (D39). If its actor does not answer, the sweeper does it.</summary>
    private async Task RetireAsync(string sn)
    {
        region.Tell(new DeviceMessages.RevokeSession(sn, CloseReason.Revoked));
        try
        {
            await region.AskAsync<DeviceMessages.OpenCommandsCancelled>(
                new DeviceMessages.CancelOpenCommands(sn, time.GetUtcNow(), DeviceMessages.CancelOpenCommands.Replaced), limits.DecommissionTimeout, CancellationToken.None);
        }
        catch (AskTimeoutException)
        {
            DeviceLog.DeviceBusy(log, sn);
        }
    }

    /// <summary>
    /// Deletes a device. The queue goes first, while the device can still be found: when its actor does not answer, nothing has been deleted and the
    /// request can be repeated. What came in between the two steps, a new session or a new command, is swept away by a second decommission.
    /// </summary>
    /// <returns>How many commands were cancelled; null when there is no such device.</returns>
    /// <exception cref="Akka.Actor.AskTimeoutException">The actor did not answer; the device is still there.</exception>
    public async Task<int?> DeleteAsync(string sn, AuditCaller caller, DateTimeOffset now, TimeSpan timeout, CancellationToken cancellation)
    {
        if (await store.GetAsync(sn, cancellation) is not { } row) return null;
        await audit.AddAsync(DeviceAudit.Delete(caller, row.Device), cancellation);
        var answer = await region.AskAsync<DeviceMessages.Decommissioned>(new DeviceMessages.Decommission(sn, now), timeout, cancellation);
        var deleted = await store.DeleteAsync(sn, CancellationToken.None);
        changes.DeviceChanged(sn);
        region.Tell(new DeviceMessages.Decommission(sn, now));
        return deleted ? answer.Cancelled : null;
    }

    /// <summary>Forgets what was learned of a terminal: its actor first, which would write it again. False: there is no such device.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">The actor did not answer; nothing was forgotten.</exception>
    public async Task<bool> ForgetHabitsAsync(string sn, AuditCaller caller, DateTimeOffset now, TimeSpan timeout, CancellationToken cancellation)
    {
        if (await store.GetAsync(sn, cancellation) is null) return false;
        await audit.AddAsync(DeviceAudit.ForgetHabits(caller, sn), cancellation);
        await region.AskAsync<DeviceMessages.HabitsForgotten>(new DeviceMessages.ForgetHabits(sn, now), timeout, cancellation);
        await habits.ForgetAsync(sn, CancellationToken.None);
        return true;
    }

    /// <summary>A key that stays the same ends nothing: the platform may repeat itself.</summary>
    private static bool EndsSession(Device before, DeviceChange change) =>
        (change.Enabled == false && before.Enabled)
        || (change.Key is { } key && key != before.Key.Reveal())
        || (change.Transports is { } transports && (before.Transports & ~transports) != DeviceTransports.None);
}
