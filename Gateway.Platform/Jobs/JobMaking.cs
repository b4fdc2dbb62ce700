using System.Security.Cryptography;
using Gateway.Actors.Devices;
using Gateway.Actors.Jobs;
using Gateway.Actors.Time;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;
using Gateway.Storage.Jobs;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Jobs;

/// <summary>Makes jobs. Once one is accepted its targets are rows, and the <see cref="JobRunner"/> does the rest.</summary>
internal sealed class JobMaking(DeviceStore devices, PersonStore persons, JobStore jobs, JobSignal signal, TimeProvider time, ILogger<JobMaking> log)
{
    /// <summary>Characters of an id that is made: those of a UUID.</summary>
    private const int IdLength = 32;

    /// <summary>The id of its commands is made of the job's, so that an order given twice is one command and no order is another's.</summary>
    public async Task<JobOutcome> MakeAsync(CheckedJob wanted, AuditCaller caller, CancellationToken cancellation)
    {
        var personRef = wanted.Command.Person is { } person ? (await persons.GetRefsAsync(person, cancellation)).Person : null;
        var hash = wanted.Hash(personRef);
        if (wanted.Id is not null && await jobs.GetAsync(wanted.Id, cancellation) is { } known) return OfKnown(known, hash);
        var errors = new FieldErrors();
        JobRules.CheckExpiry(wanted.Rollout.ExpiresAt, time.GetUtcNow(), errors);
        if (errors.Any) return JobOutcome.Refused(ProblemKinds.JobExpiryInvalid, errors.ToLine());

        var named = wanted.Targets;
        var found = await CommandTargets.ResolveAsync(devices, named.Sns, named.Sites ?? [], named.Tags ?? [], named.All == true, named.Except, cancellation);
        if (found.IsEmpty) return JobOutcome.Refused(ProblemKinds.TargetsEmpty, $"targets: {CommandTargets.Nobody}.");
        if (wanted.Command.Person is not null) await persons.SaveAsync(wanted.Command.Person, cancellation);
        var now = time.GetUtcNow().ToWholeMilliseconds();
        var id = wanted.Id ?? Guid.CreateVersion7(now).ToString("N");
        var command = wanted.Command;
        var order = new JobOrder(CommandId(id), command.Type, command.UserId, personRef, command.PersonBytes, command.ContentHash(personRef), command.Life);
        var rollout = wanted.Rollout with { Canary = wanted.Canary?.Of(found.Takers.Count) ?? 0, ExpiresAt = wanted.Rollout.ExpiresAt?.ToWholeMilliseconds() };
        var job = new Job(id, hash, order, rollout, found.Takers.Count + found.Rejected.Count, null, now, new JobProgress());
        return await AddAsync(job, Targets(id, found), JobAudit.Post(caller, job, named), cancellation);
    }

    /// <summary>The failed targets of a job as a new one: the same again is the same one.</summary>
    /// <param name="only">Those of one reason; null: all.</param>
    public async Task<JobOutcome> RetryAsync(string id, JobReason? only, AuditCaller caller, CancellationToken cancellation)
    {
        if (await jobs.GetAsync(id, cancellation) is not { } old) return JobOutcome.Refused(ProblemKinds.JobUnknown, $"There is no job {id}.");
        var sns = await jobs.GetTargetsAsync(id, only is null ? JobStore.FailedStates : [only.State], only is null ? null : only.Code ?? "", cancellation);
        if (sns.Count == 0) return JobOutcome.Refused(ProblemKinds.JobWithoutFailures, "None has failed, expired or been refused so far.");
        var retryId = Made(["retry", id, .. sns.Order(StringComparer.Ordinal)]);
        if (await jobs.GetAsync(retryId, cancellation) is { } known) return JobOutcome.Is(known);
        if (old.Order.PersonRef is { } personRef && !await persons.UseAsync(personRef, cancellation))
            return JobOutcome.Refused(ProblemKinds.JobPersonGone, "Persons are deleted when nothing has needed them for a week; make a new job.");

        var now = time.GetUtcNow().ToWholeMilliseconds();
        var found = await CommandTargets.ResolveAsync(devices, sns, [], [], all: false, except: null, cancellation);
        var rollout = old.Rollout with { Canary = 0, CanaryMinutes = null, ExpiresAt = old.Rollout.ExpiresAt > now ? old.Rollout.ExpiresAt : null };
        var job = new Job(retryId, "", old.Order with { CommandId = CommandId(retryId) }, rollout, sns.Count, id, now, new JobProgress());
        return await AddAsync(job, Targets(retryId, found), JobAudit.Post(caller, job, targets: null), cancellation);
    }

    private static JobOutcome OfKnown(Job known, string hash) => known.RequestHash == hash
        ? JobOutcome.Is(known)
        : JobOutcome.Refused(ProblemKinds.JobConflict, $"There is a job {known.Id} of another request.");

    private async Task<JobOutcome> AddAsync(Job job, IReadOnlyList<JobTarget> targets, AuditNote note, CancellationToken cancellation)
    {
        var added = await jobs.AddAsync(job, targets, note, cancellation);
        if (added.Job is not { } there) return JobOutcome.Refused(ProblemKinds.JobsExhausted, $"There are {JobStore.OpenMax} that have not ended.");
        if (!added.IsNew) return OfKnown(there, job.RequestHash);
        JobLog.Accepted(log, job.Id, job.Targets);
        signal.Written();
        return JobOutcome.Is(job);
    }

    /// <summary>In an order that has nothing to do with SNs, sites or models: the first ones are a fair sample.</summary>
    private static List<JobTarget> Targets(string id, CommandTargets found)
    {
        var takers = found.Takers.Select(sn => (Sn: sn, Key: StableHash.Of(id + sn))).OrderBy(static taker => taker.Key).ThenBy(static taker => taker.Sn, StringComparer.Ordinal);
        var targets = new List<JobTarget>(found.Takers.Count + found.Rejected.Count);
        foreach (var (sn, _) in takers) targets.Add(new JobTarget(sn, targets.Count, JobTargetState.Waiting));
        foreach (var (sn, error) in found.Rejected) targets.Add(new JobTarget(sn, targets.Count, JobTargetState.Rejected, error));
        return targets;
    }

    private static string CommandId(string jobId) => Made(["command", jobId]);

    private static string Made(string[] of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(of))))[..IdLength];
}
