using Gateway.Platform.Keys;
using Gateway.Platform.Sheets;
using Gateway.Storage.Audit;

namespace Gateway.WebConsole.Import;

/// <summary>One reading of a sheet, a trial or in earnest.</summary>
/// <param name="Photos">Null: there are none.</param>
/// <param name="Caller">Whose places it takes.</param>
/// <param name="Auditor">The same as the audit names him.</param>
/// <param name="Trial">What the trial of this sheet said; null: this is the trial, and nothing is stored.</param>
internal sealed record ImportRun(SheetTable Table, PhotoArchive? Photos, ImportWishes Wishes, ApiCaller Caller, AuditCaller Auditor, ImportOutcome? Trial)
{
    public bool IsTrial => Trial is null;

    /// <summary>Rows that were dealt with; read while it runs.</summary>
    public Func<int> Done { get; set; } = static () => 0;
}
