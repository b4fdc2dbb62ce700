using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>What an import reads, row by row, from wherever it comes. Empty rows are passed over.</summary>
/// <typeparam name="T">What a row says.</typeparam>
internal abstract class ImportRows<T>
    where T : class
{
    /// <summary>Number of the row that was read last, as its sender counts, from 1; 0 before the first.</summary>
    public abstract long Number { get; }

    /// <summary>Reads what stands before the rows. Null, or what is wrong with it: nothing can be imported then.</summary>
    public abstract Task<FieldErrors?> BeginAsync(CancellationToken cancellation);

    /// <summary>Goes on to the next row; false at the end.</summary>
    public abstract ValueTask<bool> NextAsync(CancellationToken cancellation);

    /// <summary>What the row says; null, and why, when it cannot be read.</summary>
    public abstract T? Read(FieldErrors errors);

    /// <summary>Whom the row names that could not be read; null: that cannot be told.</summary>
    public virtual string? Name => null;
}
