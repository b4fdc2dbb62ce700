namespace Gateway.WebConsole.Lists;

/// <summary>The columns that are shown, out of all that there are, in the order of the list.</summary>
public sealed class ListColumns
{
    /// <summary>In the address.</summary>
    public const string Parameter = "columns";

    private readonly HashSet<string> _chosen;

    private ListColumns(IReadOnlyList<ListColumn> all, HashSet<string> chosen) => (All, _chosen) = (all, chosen);

    /// <summary>All that there are, in their order.</summary>
    public IReadOnlyList<ListColumn> All { get; }

    /// <summary>Those that are shown, in the same order.</summary>
    public IEnumerable<ListColumn> Chosen => All.Where(column => Has(column.Name));

    /// <summary>As the address says; those that the list shows by itself when it names none that is known.</summary>
    /// <param name="query">Names between commas; null: none is named.</param>
    public static ListColumns Of(IReadOnlyList<ListColumn> all, string? query)
    {
        var named = (query ?? "").Split(',').ToHashSet(StringComparer.Ordinal);
        var known = all.Select(static column => column.Name).Where(named.Contains).ToHashSet(StringComparer.Ordinal);
        return new ListColumns(all, known.Count > 0 ? known : Standard(all));
    }

    /// <summary>It is shown.</summary>
    public bool Has(string column) => _chosen.Contains(column);

    /// <summary>What stands in the address after one more or less is chosen; null: what the list shows by itself, or nothing at all.</summary>
    public string? With(string column, bool shown)
    {
        var chosen = new HashSet<string>(_chosen, StringComparer.Ordinal);
        if (shown) chosen.Add(column);
        else chosen.Remove(column);
        return chosen.SetEquals(Standard(All)) || chosen.Count == 0 ? null : string.Join(',', All.Select(static c => c.Name).Where(chosen.Contains));
    }

    private static HashSet<string> Standard(IReadOnlyList<ListColumn> all) =>
        all.Where(static column => column.Shown).Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
}
