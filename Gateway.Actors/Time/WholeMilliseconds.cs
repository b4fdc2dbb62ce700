namespace Gateway.Actors.Time;

/// <summary>Times as databases and wires keep them.</summary>
public static class WholeMilliseconds
{
    /// <summary>The same moment in UTC without what is finer than a millisecond: what comes back from a table equals what went in.</summary>
    public static DateTimeOffset ToWholeMilliseconds(this DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
