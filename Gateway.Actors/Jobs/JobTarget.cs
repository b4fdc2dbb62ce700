namespace Gateway.Actors.Jobs;

/// <summary>One terminal of a job.</summary>
/// <param name="Position">From 0 on, its place in the order of hand-outs.</param>
/// <param name="Code">The terminal's own code, or that of the problem that refused it; null: none.</param>
/// <param name="Reason">The terminal's own words; null: none, or not kept any more.</param>
public sealed record JobTarget(string Sn, int Position, JobTargetState State, string? Code = null, string? Reason = null);
