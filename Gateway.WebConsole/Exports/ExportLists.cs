using System.Collections.Frozen;

namespace Gateway.WebConsole.Exports;

/// <summary>The lists that can be exported, by name.</summary>
internal sealed class ExportLists(IEnumerable<IExportList> lists)
{
    private readonly FrozenDictionary<string, IExportList> _lists = lists.ToFrozenDictionary(static list => list.Name, StringComparer.Ordinal);

    /// <summary>Null: there is none of this name.</summary>
    public IExportList? Find(string name) => _lists.GetValueOrDefault(name);
}
