using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Quarantine;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Quarantine;

/// <summary>What an operator can do about uploads that no key reads (D35): read them again, or look for their key. One at a time on a node, whoever asks.</summary>
internal sealed class QuarantineReading(QuarantineStore store, DeviceStore devices, IQuarantineReader reader, AuditStore audit, TimeProvider time) : IDisposable
{
    /// <summary>After so long nothing new is begun: the caller asks again for what is left.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);

    /// <summary>Between two pages of devices: others have a turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const int EntriesMax = 50;
    private const int DevicesMax = 500;
    private const string OwnKey = "device_key";

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>One entry. Null: there is none.</summary>
    public async Task<ReadAgainResponse?> ReadAgainAsync(string id, AuditCaller caller, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (await store.GetAsync(id, cancellation) is not { } entry) return null;
        await audit.AddAsync(QuarantineAudit.ReadAgain(caller, id, entry.Sn), cancellation);
        var device = (await devices.GetAsync(entry.Sn, cancellation))?.Device;
        return Add(new ReadAgainResponse(0, 0, 0, 0, 0, 0), await ReadAsync(entry, device));
    }

    /// <summary>All entries of a device, the oldest first. Null: there is no such device.</summary>
    public async Task<ReadAgainResponse?> ReadAgainAllAsync(string sn, AuditCaller caller, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (await devices.GetAsync(sn, cancellation) is not { Device: var device }) return null;
        await audit.AddAsync(QuarantineAudit.ReadAgain(caller, sn), cancellation);
        var (began, answer, cursor) = (time.GetTimestamp(), new ReadAgainResponse(0, 0, 0, 0, 0, 0), (string?)null);
        do
        {
            var (entries, next) = await store.ListAsync(sn, EntriesMax, cursor, cancellation);
            foreach (var entry in entries)
            {
                // A page is not left half done but when the time is over: then the rest of it is counted as left.
                answer = time.GetElapsedTime(began) < TimeMax && !cancellation.IsCancellationRequested
                    ? Add(answer, await ReadAsync(entry, device))
                    : answer with { Left = answer.Left + 1 };
            }

            cursor = next;
        }
        while (cursor is not null && time.GetElapsedTime(began) < TimeMax);
        return cursor is null ? answer : answer with { Left = answer.Left + await store.CountAsync(sn, cursor, cancellation) };
    }

    /// <summary>Tries the keys of all devices on one entry; what fits is noted in it. Null: there is no such entry.</summary>
    public async Task<DiagnosisResponse?> DiagnoseAsync(string id, AuditCaller caller, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (await store.GetAsync(id, cancellation) is not { } entry) return null;
        await audit.AddAsync(QuarantineAudit.Diagnose(caller, id, entry.Sn), cancellation);
        var kept = entry.ToKept();
        if ((await devices.GetManyAsync([entry.Sn], cancellation)).SingleOrDefault() is { } own)
        {
            if (reader.IsReadBy(kept, own)) return new DiagnosisResponse(OwnKey, "the device's key of now reads it: read it again", 1, true);
            if (reader.Diagnose(kept, own) is { } found) return await NameAsync(id, found, 1);
        }

        var (began, tried, cursor) = (time.GetTimestamp(), 0, (string?)null);
        do
        {
            var (rows, next) = await devices.ListAsync(new DeviceFilter(null, null, null, null), DevicesMax, cursor, cancellation);
            foreach (var row in rows)
            {
                tried++;
                if (row.Device.Sn != entry.Sn && reader.IsReadBy(kept, row.Device))
                    return await NameAsync(id, new KeyFinding(KeyFinding.OtherDevice, row.Device.Sn, IsAttendance: false), tried);
            }

            cursor = next;
            if (cursor is not null) await Task.Delay(Pause, time, cancellation);
        }
        while (cursor is not null && time.GetElapsedTime(began) < TimeMax);
        return new DiagnosisResponse(entry.Diagnosis, entry.DiagnosisDetail, tried, cursor is null);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<DiagnosisResponse> NameAsync(string id, KeyFinding found, int tried)
    {
        await store.NameAsync(id, found, CancellationToken.None);
        return new DiagnosisResponse(found.Code, found.Detail, tried, true);
    }

    /// <summary>A device that is gone has no key any more.</summary>
    private async Task<RereadOutcome> ReadAsync(QuarantineEntry entry, Device? device) =>
        device is null ? new RereadOutcome(RereadResult.Unreadable, 0, 0, 0) : await reader.ReadAgainAsync(entry.ToKept(), device);

    private static ReadAgainResponse Add(ReadAgainResponse sum, RereadOutcome one) => new(
        sum.Read + (one.Result == RereadResult.Read ? 1 : 0),
        sum.StillUnreadable + (one.Result == RereadResult.Unreadable ? 1 : 0),
        sum.Left + (one.Result == RereadResult.NotStored ? 1 : 0),
        sum.Records + one.Stored,
        sum.Duplicates + one.Duplicates,
        sum.Quarantined + one.Quarantined);

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
