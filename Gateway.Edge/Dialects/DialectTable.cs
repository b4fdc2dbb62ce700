namespace Gateway.Edge.Dialects;

/// <summary>The dialects of the settings.</summary>
internal sealed class DialectTable(IReadOnlyDictionary<string, Dialect> dialects)
{
    /// <summary>All of them, by name.</summary>
    public IEnumerable<Dialect> All => dialects.Values.OrderBy(static dialect => dialect.Name, StringComparer.Ordinal);

    /// <summary>The dialect with this name; <c>standard</c> for one that has gone from the settings since the device was written.</summary>
    public Dialect Of(string name) => dialects.TryGetValue(name, out var own) ? own : dialects[Dialect.Standard];
}
