using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Import;

/// <summary>One import on its way: reads row by row, stores in chunks, keeps account. A bad line rejects itself and no other.</summary>
/// <param name="dryRun">Null: it is a real one; else nothing is stored, and it notes what would be.</param>
/// <param name="difference">Tells what would stay as it is, which is left alone then; null: that counts as updated.</param>
internal sealed class DeviceImport(DeviceRules rules, DeviceProvisioning provisioning, AuditCaller caller, DryRun? dryRun = null, DeviceDifference? difference = null)
{
    /// <summary>Devices per transaction.</summary>
    public const int ChunkLength = 500;

    /// <summary>Most rejected lines that are listed.</summary>
    public const int RejectedMax = 10_000;

    private readonly List<(long Line, DeviceChange Change)> _chunk = new(ChunkLength);
    private readonly HashSet<string> _inChunk = new(StringComparer.Ordinal);
    private readonly List<RejectedLine> _rejected = [];
    private readonly FieldErrors _errors = new();

    public long Created { get; private set; }

    public long Updated { get; private set; }

    /// <summary>Devices that are so already.</summary>
    public long Unchanged { get; private set; }

    /// <summary>How many lines were rejected, listed or not.</summary>
    public long RejectedTotal { get; private set; }

    /// <summary>Every line up to this one is stored or rejected.</summary>
    public long SettledLine { get; private set; }

    /// <summary>What to answer when all went well.</summary>
    public ImportResponse Body =>
        new(Created, Updated, [.. _rejected.OrderBy(r => r.Line)], RejectedTotal > _rejected.Count ? RejectedTotal : null, dryRun?.NewSites, dryRun?.NewSitesTotal);

    /// <summary>Imports all rows.</summary>
    /// <returns>Null, or what is wrong with the header; nothing was stored then.</returns>
    public async Task<FieldErrors?> RunAsync(ImportRows<ImportedDevice> rows, CancellationToken cancellation)
    {
        if (await rows.BeginAsync(cancellation) is { } errors) return errors;
        while (await rows.NextAsync(cancellation))
        {
            if (Check(rows) is not { } change) continue;

            // The same SN again changes what its first line made: it must come after it.
            if (_chunk.Count == ChunkLength || _inChunk.Contains(change.Sn)) await StoreAsync(rows.Number - 1, cancellation);

            _chunk.Add((rows.Number, change));
            _inChunk.Add(change.Sn);
        }

        await StoreAsync(rows.Number, cancellation);
        return null;
    }

    private DeviceChange? Check(ImportRows<ImportedDevice> rows)
    {
        _errors.Clear();
        DeviceChange? change = null;
        if (rows.Read(_errors) is { } device)
        {
            var sn = DeviceRules.Sn(device.Sn, _errors);
            if (device.Replaces is not null || device.ConfirmRemovals is not null)
                _errors.Add("replaces", ProblemKinds.DeviceReplacesInvalid, "and confirm_removals are for one device: PUT it");
            change = rules.Check(sn ?? "", device, _errors);
            if (_errors.Any) change = null;
        }

        if (change is null) Reject(rows.Number);
        return change;
    }

    private async Task StoreAsync(long settledLine, CancellationToken cancellation)
    {
        DeviceChange[] changes = [.. _chunk.Select(c => c.Change)];
        if (difference is not null && changes.Length > 0)
        {
            var same = await difference.SameAsync(changes, cancellation);
            Unchanged += _chunk.RemoveAll(row => same.Contains(row.Change.Sn));
            changes = [.. _chunk.Select(c => c.Change)];
        }

        IReadOnlyList<PutResult> results = changes.Length == 0 ? []
            : dryRun is null ? await provisioning.PutAsync(changes, caller, cancellation)
            : await dryRun.RunAsync(changes, cancellation);
        for (var i = 0; i < _chunk.Count; i++) Settle(_chunk[i].Line, _chunk[i].Change, results[i]);
        _chunk.Clear();
        _inChunk.Clear();
        SettledLine = settledLine;
    }

    private void Settle(long line, DeviceChange change, PutResult result)
    {
        switch (result)
        {
            case PutResult.Created:
                Created++;
                break;
            case PutResult.Updated:
                Updated++;
                break;
            default:
                _errors.Clear();
                if (result == PutResult.CertifyingWithSite) DeviceRules.AddCertifyingWithSite(_errors);
                else if (result == PutResult.RemovalsUnconfirmed) _errors.Add("site", ProblemKinds.RosterRemovalsUnconfirmed, "many persons would be removed; move it by PUT");
                else DeviceRules.AddMissing(change, _errors);
                Reject(line);
                break;
        }
    }

    private void Reject(long line)
    {
        RejectedTotal++;
        if (_rejected.Count < RejectedMax) _rejected.Add(new RejectedLine(line, _errors.ToLine()) { Errors = [.. _errors.All] });
    }
}
