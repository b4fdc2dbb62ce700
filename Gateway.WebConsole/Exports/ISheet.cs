namespace Gateway.WebConsole.Exports;

/// <summary>A file of rows that is written as they come.</summary>
internal interface ISheet : IAsyncDisposable
{
    /// <summary>A row; null and empty texts are empty cells.</summary>
    ValueTask RowAsync(IReadOnlyList<string?> cells, CancellationToken cancellation);

    /// <summary>What is written so far goes to the reader, and waits for him.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);

    /// <summary>Nothing more follows; without it the file is a broken one.</summary>
    ValueTask EndAsync(CancellationToken cancellation);
}
