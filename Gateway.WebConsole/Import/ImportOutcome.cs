using Gateway.Platform.Import;
using Gateway.Storage.Imports;

namespace Gateway.WebConsole.Import;

/// <summary>What an import has done, or would do.</summary>
public sealed record ImportOutcome(ImportCounts Counts)
{
    /// <summary>Rows that were not taken, in order; the first 10 000 of them.</summary>
    internal IReadOnlyList<RejectedLine> Rejected { get; init; } = [];

    /// <summary>Of a trial: sites that would be made.</summary>
    public IReadOnlyList<string> NewSites { get; init; } = [];

    /// <summary>Persons who would have been taken out, and were not: it cannot be told whom a rejected row names.</summary>
    public int Withheld { get; init; }

    /// <summary>Photos in the ZIP of which no row knows anything.</summary>
    public int UnusedPhotos { get; init; }

    /// <summary>Nothing was done; null: it was.</summary>
    public ImportRefusal? Refusal { get; init; }

    /// <summary>Rows that change something, and persons who go.</summary>
    public long Changes => Counts.Added + Counts.Changed + Counts.Removed;
}

/// <summary>Why nothing was done.</summary>
public enum ImportRefusal
{
    /// <summary>Too many others import at this moment.</summary>
    Busy,

    /// <summary>The site is not there.</summary>
    SiteUnknown,

    /// <summary>More persons than a roster may have.</summary>
    RosterFull,

    /// <summary>Another number of persons would be taken out than the trial had said.</summary>
    RemovalsChanged,
}
