using Gateway.Storage.Audit;

namespace Gateway.Platform.Quarantine;

/// <summary>What the audit keeps of the quarantine.</summary>
internal static class QuarantineAudit
{
    /// <param name="sns">Whose content is shown.</param>
    public static AuditNote Read(AuditCaller caller, IEnumerable<string> sns) => new(caller, AuditActions.QuarantineRead, "quarantine", [.. sns]);

    public static AuditNote ReadAgain(AuditCaller caller, string sn) => new(caller, AuditActions.QuarantineReadAgain, $"devices/{sn}/quarantine", [sn]);

    public static AuditNote ReadAgain(AuditCaller caller, string id, string sn) => new(caller, AuditActions.QuarantineReadAgain, "quarantine/" + id, [id, sn]);

    public static AuditNote Diagnose(AuditCaller caller, string id, string sn) => new(caller, AuditActions.QuarantineDiagnose, "quarantine/" + id, [id, sn]);

    public static AuditNote Delete(AuditCaller caller, string id) => new(caller, AuditActions.QuarantineDelete, "quarantine/" + id, [id]);
}
