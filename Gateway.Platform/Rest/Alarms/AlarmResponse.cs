namespace Gateway.Platform.Rest.Alarms;

/// <summary>Something that is, or was, wrong.</summary>
/// <param name="Id">Later ones have larger ids.</param>
/// <param name="Code">e.g. <c>wrong-key</c>: the name of its runbook.</param>
/// <param name="Subject">An SN, a site, a node, or a part of the gateway.</param>
/// <param name="Site">The construction site that it is about, or where the terminal was when it began; null: none.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Node">Who found it first.</param>
/// <param name="Since">When it began.</param>
/// <param name="Confirmed">When it was found last.</param>
/// <param name="Ended">Null: it is still so.</param>
// For the OpenAPI document; AlarmEndpoints writes it.
internal sealed record AlarmResponse(
    long Id, string Code, string Subject, string? Site, string Detail, string Node, DateTimeOffset Since, DateTimeOffset Confirmed, DateTimeOffset? Ended);
