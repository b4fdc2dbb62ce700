using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Soak.Load;

/// <summary>The lines of what should be where at the end of a soak (docs/soak.md), without anything personal.</summary>
internal static class RosterLine
{
    /// <param name="day">In the gateway's zone.</param>
    public static void Day(JsonLineFile history, DateOnly day) => history.Append(day, static (json, day) =>
    {
        json.WriteString("kind", "day");
        json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    });

    public static void Site(JsonLineFile history, string site) => history.Append(site, static (json, site) =>
    {
        json.WriteString("kind", "site");
        json.WriteString("site", site);
    });

    public static void Person(JsonLineFile history, string site, RosterEntry entry) => history.Append((site, entry), static (json, line) =>
    {
        json.WriteString("kind", "person");
        json.WriteString("site", line.site);
        json.WriteString("user_id", line.entry.UserId);
        json.WriteString("content", line.entry.Content);
        if (line.entry.ValidFrom is { } from) json.WriteString("valid_from", from);
        if (line.entry.ValidUntil is { } until) json.WriteString("valid_until", until);
        if (line.entry.Tag is { } tag) json.WriteString("device_tag", tag);
    });

    public static void Terminal(JsonLineFile history, string sn, string site) => history.Append((sn, site), static (json, line) =>
    {
        json.WriteString("kind", "terminal");
        json.WriteString("sn", line.sn);
        json.WriteString("site", line.site);
    });

    /// <param name="content">Which version must be there; null: he may be there or not.</param>
    public static void Foreign(JsonLineFile history, string sn, string userId, string? content) => history.Append((sn, userId, content), static (json, line) =>
    {
        json.WriteString("kind", "foreign");
        json.WriteString("sn", line.sn);
        json.WriteString("user_id", line.userId);
        if (line.content is not null) json.WriteString("content", line.content);
    });

    /// <param name="item">Of <c>GET /devices/{sn}/roster</c>.</param>
    public static void Reported(JsonLineFile history, string sn, JsonElement item) => history.Append((sn, item), static (json, line) =>
    {
        json.WriteString("kind", "reported");
        json.WriteString("sn", line.sn);
        foreach (var name in (ReadOnlySpan<string>)["user_id", "state", "desired_version", "reported_version", "next_try_at", "result_code"])
        {
            if (!line.item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    });

    /// <summary>What a dry run says that the list as the platform knows it would change.</summary>
    /// <param name="isClear">Every request about this site was answered at its first try: the answer must be nothing.</param>
    public static void Closing(JsonLineFile history, string site, bool isClear, JsonElement plan) => history.Append((site, isClear, plan), static (json, line) =>
    {
        json.WriteString("kind", "closing");
        json.WriteString("site", line.site);
        json.WriteBoolean("clear", line.isClear);
        foreach (var name in (ReadOnlySpan<string>)["added", "changed", "removed", "unchanged"]) json.WriteNumber(name, line.plan.GetProperty(name).GetInt64());
    });
}
