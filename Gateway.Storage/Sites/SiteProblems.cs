namespace Gateway.Storage.Sites;

/// <summary>What sites can be looked for by that wants somebody to look at it.</summary>
public static class SiteProblems
{
    private const string AlarmSql = "EXISTS (SELECT 1 FROM alarms a WHERE a.site = s.code AND a.ended IS NULL)";
    private const string OfflineSql = "EXISTS (SELECT 1 FROM devices d JOIN presence p ON p.sn = d.sn WHERE d.site = s.code AND d.enabled AND NOT p.online)";
    private const string RosterSql = "EXISTS (SELECT 1 FROM roster_devices r WHERE r.site = s.code AND r.state = 'failed')";

    private static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["any"] = $"({AlarmSql} OR {RosterSql} OR {OfflineSql})",
        ["alarms"] = AlarmSql,
        ["offline"] = OfflineSql,
        ["roster"] = RosterSql,
        ["unexplained"] = "s.unexplained",
    };

    /// <summary><c>any</c> of alarms, offline and roster; an open alarm; an enabled terminal offline; persons that failed; made of a free text and not explained since.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Conditions.Keys];

    /// <summary>A condition on the alias <c>s</c>.</summary>
    internal static string Sql(string name) => Conditions[name];
}
