using Gateway.Storage.Audit;
using Gateway.WebConsole.Parts;
using Gateway.WebConsole.SignIn;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Exports;

/// <summary>What an export needs of the node.</summary>
internal sealed class Exporter(ExportLists lists, ExportTurns turns, ConsoleSessions sessions, AuditStore audit, WorkerLinks workers, ConsoleOptions options, TimeProvider time)
{
    /// <summary>Rows of one file: as many as a sheet holds, nearly.</summary>
    public const int RowsMost = 1_000_000;

    /// <summary>Rows between two flushes: what of a file is in memory.</summary>
    public const int RowsAtOnce = 500;

    /// <summary>How long one may take: 30 minutes.</summary>
    public static readonly TimeSpan TimeMost = TimeSpan.FromMinutes(30);

    public ExportLists Lists => lists;

    public ExportTurns Turns => turns;

    public ConsoleSessions Sessions => sessions;

    public AuditStore Audit => audit;

    public WorkerLinks Workers => workers;

    /// <summary>For whoever's browser does not say its own.</summary>
    public TimeZoneInfo Zone => options.TimeZone;

    public TimeProvider Time => time;
}
