using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Gateway.Actors.Privacy;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Jobs;

/// <summary>What the audit keeps of a job. Its targets are found by its id, which each of its commands carries.</summary>
internal static class JobAudit
{
    public static AuditNote Post(AuditCaller caller, Job job, JobTargetsRequest? targets)
    {
        var named = targets is null ? [] : (targets.Sites ?? []).Concat(targets.Sns ?? []);
        var json = new JsonObject
        {
            ["type"] = CommandText.Of(job.Order.Type),
            ["user_id"] = UserIdMask.Of(job.Order.UserId),
            ["targets"] = job.Targets,
            ["all"] = targets?.All,
            ["tags"] = targets?.Tags is { } tags ? string.Join(", ", tags) : null,
            ["retry_of"] = job.RetryOf,
        };
        return new AuditNote(caller, AuditActions.JobPost, Path(job.Id), [job.Id, UserIdMask.Of(job.Order.UserId) ?? "", .. named], After: json.ToJsonString());
    }

    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    public static AuditNote Change(AuditCaller caller, string action, string id) => new(caller, action, Path(id), [id]);

    private static string Path(string id) => "jobs/" + id;
}
