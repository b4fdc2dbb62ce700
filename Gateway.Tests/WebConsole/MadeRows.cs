using System.Runtime.CompilerServices;
using Gateway.Storage.Keys;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.Tests.WebConsole;

/// <summary>A list of rows out of nothing, for the platform.</summary>
internal sealed class MadeRows : IExportList
{
    private static readonly string Text = new('x', 100);

    public int Count { get; set; }

    public Action? BeforeFirst { get; set; }

    /// <summary>Before each row, with its number from 0 on.</summary>
    public Action<int>? At { get; set; }

    /// <summary>Rows come only once it opens.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public TaskCompletionSource Begun { get; private set; } = new();

    public string Name => "rows";

    public ApiRole Least => ApiRole.Platform;

    public bool HasPersonal => false;

    public IReadOnlyList<ListColumn> Columns { get; } = [new("text", "Text", "文本")];

    /// <summary>For the next test.</summary>
    public void Reset() => (Count, BeforeFirst, At, Gate, Begun) = (0, null, null, null, new TaskCompletionSource());

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Begun.TrySetResult();
        BeforeFirst?.Invoke();
        if (Gate is not null) await Gate.Task.WaitAsync(cancellation);
        for (var row = 0; row < Count; row++)
        {
            At?.Invoke(row);
            yield return [Text];
        }
    }
}
