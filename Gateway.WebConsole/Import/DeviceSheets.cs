using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Storage.Devices;
using Gateway.Storage.Imports;
using Gateway.Storage.Sites;

namespace Gateway.WebConsole.Import;

/// <summary>Imports terminals out of sheets, by the rules of the API's import; those that are so already are left alone.</summary>
internal sealed class DeviceSheets(DeviceRules rules, DeviceProvisioning provisioning, DeviceStore devices, SiteStore sites)
{
    /// <summary>Rows of a sheet.</summary>
    public const int RowsMax = 50_000;

    /// <summary>Reads the sheet.</summary>
    /// <param name="noted">Is told what became of it so far when it ends, however it ends.</param>
    public async Task<ImportOutcome> RunAsync(ImportRun run, Action<ImportCounts> noted, CancellationToken cancellation)
    {
        var dryRun = run.IsTrial ? new DryRun(provisioning, sites) : null;
        var import = new DeviceImport(rules, provisioning, run.Auditor, dryRun, new DeviceDifference(devices));
        var rows = new DeviceSheetRows(run.Table, run.Wishes.Kind, run.Wishes.Site.Trim() is { Length: > 0 } site ? site : null, devices);
        run.Done = () => rows.Done;
        ImportCounts Counts() => new(run.Table.Rows.Count, import.Created, import.Updated, import.Unchanged, 0, import.RejectedTotal);
        try
        {
            await import.RunAsync(rows, cancellation);
            return new ImportOutcome(Counts()) { Rejected = import.Body.Rejected, NewSites = dryRun?.NewSites ?? [] };
        }
        finally
        {
            noted(Counts());
        }
    }
}
