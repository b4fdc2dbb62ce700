namespace Gateway.Host.NodeLinks;

/// <summary>Names in certificates; <c>*.</c> stands for one word in the first place.</summary>
internal static class NodeNames
{
    /// <summary>Whether they can be the same node's; either may begin with <c>*.</c>.</summary>
    public static bool Fit(string known, string shown) => known.Equals(shown, StringComparison.OrdinalIgnoreCase) || Covers(known, shown) || Covers(shown, known);

    private static bool Covers(string pattern, string name) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
        && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        && name.AsSpan(dot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase);
}
