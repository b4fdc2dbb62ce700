namespace Gateway.Storage.Alarms;

/// <summary>Something is wrong now, as whoever looked found it.</summary>
/// <param name="Code">Short and fixed: the name of its runbook.</param>
/// <param name="Subject">An SN, a site, a node, or a part of the gateway.</param>
/// <param name="Detail">One sentence, without personal data.</param>
/// <param name="FeedSn">The platform hears of it under this SN when it begins; null: it does not.</param>
/// <param name="Site">At which site; null: that of the terminal whose SN is the subject, if it is one.</param>
public sealed record RaisedAlarm(string Code, string Subject, string Detail, string? FeedSn = null, string? Site = null)
{
    /// <summary>What the sentence is made of, by names that go with the code: for whoever says it in another language. Without personal data.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}
