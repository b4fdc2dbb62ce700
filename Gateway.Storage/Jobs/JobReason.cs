using Gateway.Actors.Jobs;

namespace Gateway.Storage.Jobs;

/// <summary>Targets of a job that did not succeed for the same reason.</summary>
/// <param name="State">One of <see cref="JobStore.FailedStates"/>.</param>
/// <param name="Code">The terminal's own code, or that of the problem that refused it; null: none.</param>
/// <param name="Targets">How many.</param>
public sealed record JobReason(JobTargetState State, string? Code, int Targets);
