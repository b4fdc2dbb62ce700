using Gateway.Platform.Keys;
using Gateway.Storage.Imports;

namespace Gateway.WebConsole.Import;

/// <summary>Sheets that are being imported on this node: their places, how they are read, and the history.</summary>
internal sealed class SheetImports(DeviceSheets devices, RosterSheets rosters, ImportStore history)
{
    /// <summary>
    /// Pages of one node that may hold a sheet, one key's half of them: a sheet takes about three times its bytes in memory, and its photos their bytes on the disk.
    /// </summary>
    public const int HeldMax = 12;

    /// <summary>Who holds one.</summary>
    public KeyShares Held { get; } = new(HeldMax);

    /// <summary>Imports the sheet, or tries it; in earnest it stands in the history, before it begins and when it has ended.</summary>
    /// <param name="site">Whose roster; null: terminals.</param>
    /// <param name="file">The file's name.</param>
    public async Task<ImportOutcome> RunAsync(string? site, string file, ImportRun run, CancellationToken cancellation)
    {
        Task<ImportOutcome> GoAsync(Action<ImportCounts> noted) =>
            site is null ? devices.RunAsync(run, noted, cancellation) : rosters.RunAsync(site, run, noted, cancellation);
        if (run.IsTrial) return await GoAsync(static _ => { });
        var id = await history.BeginAsync(site is null ? ImportKind.Devices : ImportKind.Roster, site ?? "", file, run.Auditor.KeyId, cancellation);
        var counts = new ImportCounts(run.Table.Rows.Count, 0, 0, 0, 0, 0);
        var isWhole = false;
        try
        {
            var outcome = await GoAsync(so => counts = so);
            isWhole = outcome.Refusal is null;
            return outcome;
        }
        finally
        {
            await history.EndAsync(id, counts, isWhole, CancellationToken.None);
        }
    }
}
