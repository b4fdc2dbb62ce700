using System.Text.Json.Nodes;
using Gateway.Actors.Privacy;
using Gateway.Platform.Commands;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rosters;

/// <summary>What the audit keeps of a roster: which site, whom; names and ID numbers masked, no photo.</summary>
internal static class RosterAudit
{
    public static AuditNote Put(AuditCaller caller, string site, CheckedPerson wanted)
    {
        var json = new JsonObject();
        CommandAudit.Add(json, wanted.Person);
        foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)[("valid_from", wanted.ValidFrom), ("valid_until", wanted.ValidUntil), ("device_tag", wanted.DeviceTag)])
            if (text is not null) json[name] = text;

        return Of(caller, AuditActions.RosterPut, site, wanted.Person.UserId) with { After = json.ToJsonString() };
    }

    public static AuditNote Delete(AuditCaller caller, string site, string userId) => Of(caller, AuditActions.RosterDelete, site, userId);

    public static AuditNote Read(AuditCaller caller, string site, string userId) => Of(caller, AuditActions.RosterRead, site, userId);

    public static AuditNote Import(AuditCaller caller, string site, bool isReplace, RosterPlan plan)
    {
        var json = new JsonObject
        {
            ["mode"] = isReplace ? "replace" : "merge",
            ["added"] = plan.Added,
            ["changed"] = plan.Changed,
            ["removed"] = plan.Leaving.Count,
            ["unchanged"] = plan.Unchanged,
        };
        return new AuditNote(caller, AuditActions.RosterImport, $"sites/{site}/roster", [site], After: json.ToJsonString());
    }

    private static AuditNote Of(AuditCaller caller, string action, string site, string userId)
    {
        var shown = UserIdMask.Of(userId);
        return new AuditNote(caller, action, $"sites/{site}/roster/{shown}", [site, shown]);
    }
}
