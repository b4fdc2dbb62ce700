using Gateway.Actors.Jobs;
using Gateway.Codec.Framing;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Jobs;

/// <summary>What a job may look like.</summary>
internal static class JobRules
{
    /// <summary>Sites, and tags, that a request may list.</summary>
    public const int NamesMax = 1_000;

    /// <summary>Minutes that a canary may be waited for: 30 days.</summary>
    public const int CanaryMinutesMax = 30 * 24 * 60;

    /// <summary>Most terminals of a canary, a minute, and of a threshold.</summary>
    public const int CountMax = 1_000_000;

    /// <summary>Most that a pace may grow by in a minute.</summary>
    public const double FactorMax = 100;

    /// <summary>The longest life of a job.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(366);

    /// <summary>The job that the request means, but for the end of its life; null when anything is wrong.</summary>
    public static CheckedJob? Check(JobRequest request, FieldErrors errors)
    {
        CommandRules.CheckId(request.Id, "id", ProblemKinds.JobIdInvalid, errors);
        CheckTargets(request.Targets, errors);
        if (request.Command is null) errors.Add("command", ProblemKinds.CommandIncomplete, "is needed");
        var command = request.Command is null ? null : CommandRules.Check(request.Command, "command.", errors);
        var rollout = Abort(request.Abort, Window(request.Window, Rollout(request.Rollout, errors), errors), errors);
        return command is null || errors.Any
            ? null
            : new CheckedJob(request.Id, request.Targets!, command, request.Rollout?.Canary, rollout with { ExpiresAt = request.ExpiresAt });
    }

    /// <summary>The end of its life must lie ahead; of a job that is there already it may have passed.</summary>
    public static void CheckExpiry(DateTimeOffset? expiresAt, DateTimeOffset now, FieldErrors errors)
    {
        if (expiresAt is { } at && (at <= now || at > now + LifeMax))
            errors.Add("expires_at", ProblemKinds.JobExpiryInvalid, $"must lie ahead, by at most {LifeMax.TotalDays} days");
    }

    private static void CheckTargets(JobTargetsRequest? targets, FieldErrors errors)
    {
        if (targets is null || (targets.Sns is null && targets.Sites is null && targets.Tags is null && targets.All != true))
        {
            errors.Add("targets", ProblemKinds.CommandTargetsInvalid, "must have at least one of sns, sites, tags and all: true");
            return;
        }

        CheckNames(targets.Sns, "targets.sns", CommandLimits.TargetsMax, errors);
        if (targets.Sns?.Any(static sn => sn.Length > SerialNumber.Length || !SerialNumber.TryFromText(sn, out _, out _)) == true)
            errors.Add("targets.sns", ProblemKinds.CommandTargetsInvalid, "must be SNs: 1 to 16 printable ASCII characters");
        CheckNames(targets.Sites, "targets.sites", NamesMax, errors);
        CheckNames(targets.Tags, "targets.tags", NamesMax, errors);
        CheckNames(targets.Except, "targets.except", CommandLimits.TargetsMax, errors);
    }

    private static void CheckNames(IReadOnlyList<string>? names, string field, int most, FieldErrors errors)
    {
        if (names is null) return;
        if (names.Count > most) errors.Add(field, ProblemKinds.CommandTargetsInvalid, $"has {names.Count} entries, at most {most} are allowed");
        else if (names.Any(string.IsNullOrEmpty)) errors.Add(field, ProblemKinds.CommandTargetsInvalid, "must be texts that are not empty");
    }

    private static JobRollout Rollout(JobRolloutRequest? request, FieldErrors errors)
    {
        if (request is null) return new JobRollout();
        void Wrong(string field, FieldMessage message) => errors.Add("rollout." + field, ProblemKinds.JobRolloutInvalid, message);
        if (request.Canary is { } canary && (canary.Number < 1 || canary.Number > (canary.IsPercent ? 100 : CountMax)))
            Wrong("canary", $"must be a number of terminals from 1 to {CountMax}, or a percentage from \"1%\" to \"100%\"");
        if (request.CanaryMinutes is { } minutes && (request.Canary is null || minutes is < 1 or > CanaryMinutesMax))
            Wrong("canary_minutes", $"must be 1 to {CanaryMinutesMax}, beside a canary");
        if (request.PerMinute is < 1 or > CountMax) Wrong("per_minute", $"must be 1 to {CountMax}");
        if (request.Factor is { } factor && (request.PerMinute is null || !(factor is >= 1 and <= FactorMax))) Wrong("factor", $"must be 1 to {FactorMax}, beside per_minute");
        return new JobRollout { CanaryMinutes = request.CanaryMinutes, PerMinute = request.PerMinute, Factor = request.Factor ?? 1 };
    }

    private static JobRollout Window(JobWindowRequest? request, JobRollout rollout, FieldErrors errors)
    {
        if (request is null) return rollout;
        if (TryTime(request.From, out var from) && TryTime(request.To, out var to) && from != to) return rollout with { Window = (from, to) };
        errors.Add("window", ProblemKinds.JobWindowInvalid, "must have two different times of day, such as from: \"22:00\" and to: \"05:30\"");
        return rollout;
    }

    private static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static JobRollout Abort(JobAbortRequest? request, JobRollout rollout, FieldErrors errors)
    {
        if (request is null) return rollout;
        if (request is { FailedPercent: >= 1 and <= 100, After: >= 1 and <= CountMax })
            return rollout with { FailedPercent = request.FailedPercent, FailedAfter = request.After.Value };
        errors.Add("abort", ProblemKinds.JobAbortInvalid, $"must have failed_percent, 1 to 100, and after, 1 to {CountMax}");
        return rollout;
    }
}
