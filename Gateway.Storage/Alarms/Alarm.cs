namespace Gateway.Storage.Alarms;

/// <summary>Something that was, or is, wrong.</summary>
/// <param name="Id">Later ones have larger ids.</param>
/// <param name="Code">Short and fixed: the name of its runbook.</param>
/// <param name="Subject">An SN, a site, a node, or a part of the gateway.</param>
/// <param name="Detail">One sentence, of when it was found last.</param>
/// <param name="Node">Who found it first.</param>
/// <param name="Site">That it is about, or where the terminal was when it began; null: none, or not known.</param>
/// <param name="Confirmed">When it was found last.</param>
/// <param name="Ended">Null: it is still open.</param>
public sealed record Alarm(
    long Id, string Code, string Subject, string Detail, string Node, string? Site, DateTimeOffset Since, DateTimeOffset Confirmed, DateTimeOffset? Ended)
{
    /// <summary>See <see cref="RaisedAlarm.Values"/>; null: raised by a version that stored none.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}
