namespace Gateway.WebConsole.Lists;

/// <summary>Rows of a list that are selected, over all its pages, for as long as the page is open.</summary>
/// <param name="changed">Shows it: the page's <c>StateHasChanged</c>.</param>
public sealed class Selection(Action changed)
{
    /// <summary>Most rows: with more, one acts on the filter.</summary>
    public const int Most = 1000;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>What is selected.</summary>
    public IReadOnlySet<string> Keys => _keys;

    /// <summary>No more can be selected.</summary>
    public bool IsFull => _keys.Count >= Most;

    /// <summary>Selects rows, or no longer.</summary>
    public void Set(IEnumerable<string> keys, bool selected)
    {
        foreach (var key in keys)
        {
            if (!selected) _keys.Remove(key);
            else if (!IsFull) _keys.Add(key);
        }

        changed();
    }

    /// <summary>Nothing is selected any more.</summary>
    public void Clear() => Set([.. _keys], selected: false);
}
