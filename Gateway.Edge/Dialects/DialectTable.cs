namespace Gateway.Edge.Dialects;

/// <summary>The dialects of the settings.</summary>
internal sealed class DialectTable(IReadOnlyDictionary<string, Dialect> dialects)
{
    /// <summary>The dialect with this name; <c>standard</c> for one that has gone from the settings since the device was written.</summary>
    public Dialect Of(string name) => dialects.TryGetValue(name, out var own) ? own : dialects[Dialect.Standard];
}
