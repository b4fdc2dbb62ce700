using System.Text.Json.Nodes;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>What the audit keeps of API keys: never the key.</summary>
internal static class KeyAudit
{
    /// <summary>To be written when the key is made, but before anybody is told it.</summary>
    public static AuditNote Add(AuditCaller caller, ApiKey key) => new(
        caller, AuditActions.KeyAdd, Path(key.Id), [key.Id],
        After: new JsonObject { ["name"] = key.Name, ["role"] = ApiRoles.Text(key.Role) }.ToJsonString());

    public static AuditNote Delete(AuditCaller caller, string id) => new(caller, AuditActions.KeyDelete, Path(id), [id]);

    private static string Path(string id) => "keys/" + id;
}
