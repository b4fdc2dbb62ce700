using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Privacy;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Commands;

/// <summary>What the audit keeps of a command: to whom, of whom; names and ID numbers masked, no photo.</summary>
internal static class CommandAudit
{
    public static AuditNote Post(AuditCaller caller, string sn, CheckedCommand command, string id) =>
        new(caller, AuditActions.CommandPost, $"devices/{sn}/commands/{id}", [sn, id, Shown(command.UserId)], After: Text(command, targets: null));

    /// <param name="targets">Who gets it. Up to <see cref="AuditNote.SubjectsMax"/> SNs are subjects; a larger batch is found by its id, which its commands carry.</param>
    public static AuditNote Batch(AuditCaller caller, string batchId, TargetsRequest targets, CheckedCommand command) =>
        new(
            caller, AuditActions.CommandBatch, "batches/" + batchId,
            [batchId, Shown(command.UserId), command.Id ?? "", targets.Site ?? "", .. targets.Sns ?? []],
            After: Text(command, targets));

    public static AuditNote Cancel(AuditCaller caller, string sn, string id) => new(caller, AuditActions.CommandCancel, $"devices/{sn}/commands/{id}", [sn, id]);

    /// <summary>A person as the audit keeps him, of a command or of a roster.</summary>
    public static void Add(JsonObject json, StoredPerson person)
    {
        json["name"] = NameMask.Of(person.Name);
        json["id_card"] = IdNumber.TryParse(person.IdCard, out var number, out _) ? number.Masked : person.IdCard.Length == 0 ? "" : "***";
        json["photo_bytes"] = person.Photo?.Length ?? 0;
    }

    private static string Shown(string? userId) => UserIdMask.Of(userId) ?? "";

    private static string Text(CheckedCommand command, TargetsRequest? targets)
    {
        var json = new JsonObject { ["type"] = CommandText.Of(command.Type), ["user_id"] = Shown(command.UserId) };
        if (command.Person is { } person) Add(json, person);
        json["ttl_seconds"] = (long)command.Life.TotalSeconds;
        if (targets is not null) json["targets"] = new JsonObject { ["sns"] = targets.Sns?.Count, ["site"] = targets.Site, ["tag"] = targets.Tag, ["all"] = targets.All };
        return json.ToJsonString();
    }
}
