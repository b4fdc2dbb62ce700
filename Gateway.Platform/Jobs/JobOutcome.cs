using Gateway.Actors.Jobs;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Jobs;

/// <summary>What became of a request for a job.</summary>
/// <param name="Job">The job, new, of an earlier request, or as it is now; null when there is a problem.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Detail">About this occurrence.</param>
internal readonly record struct JobOutcome(Job? Job, ProblemKind? Problem, string Detail)
{
    public static JobOutcome Is(Job job) => new(job, null, "");

    public static JobOutcome Refused(ProblemKind problem, string detail) => new(null, problem, detail);
}
