namespace Gateway.Storage.Imports;

/// <summary>What became of the rows of an import.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Removed">Persons who were not in the file and were taken out of the roster.</param>
public readonly record struct ImportCounts(long Rows, long Added, long Changed, long Unchanged, long Removed, long Rejected);
