using Gateway.Storage.Keys;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Exports;

/// <summary>A list that can be taken away as a file: exactly what its page shows with the same address, all pages of it. One stands in the folder of each such list.</summary>
internal interface IExportList
{
    /// <summary>In the address, in the file's name and in the audit.</summary>
    string Name { get; }

    /// <summary>Role that may have it.</summary>
    ApiRole Least { get; }

    /// <summary>It has something masked that the role platform may have in clear, with a reason.</summary>
    bool HasPersonal { get; }

    /// <summary>All columns that there are; the address chooses.</summary>
    IReadOnlyList<ListColumn> Columns { get; }

    /// <summary>
    /// The rows in the order of the page, each with a text per column of <see cref="Columns"/>, or null where it is empty; what is not asked for (<see cref="ExportQuery.Wants"/>)
    /// may be left null. Read a page at a time: there may be a million.
    /// </summary>
    /// <exception cref="SignIn.ConsoleRefusedException">The caller may not ask for this; before the first row.</exception>
    IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, CancellationToken cancellation);
}
