using Gateway.Actors.Jobs;

namespace Gateway.Storage.Jobs;

/// <summary>What became of a new job.</summary>
/// <param name="Job">The job of that id, the new one or the one that was there; null: there are too many open ones.</param>
/// <param name="IsNew">It was not there before.</param>
public readonly record struct JobAddition(Job? Job, bool IsNew);
